// SPDX-License-Identifier: MIT
// Pure rules: what an order becomes when something new is learned of it, and how to name the
// difference.
#pragma once

#include "orders/order.hpp"
#include "orders/received_order.hpp"
#include "orders/record_order.hpp"

#include <vector>

namespace etsyorder::orders {

// What was said replaces what was known; what was not said stays. Items are matched by transaction;
// when items were said at all, those that are missing are marked removed at `now`.
void merge(Order& order, const ReceivedOrder& received, base::Instant now);

// What follows from the rest of the order: its ship-by day, whether it is personalised and open.
void derive(Order& order);

// In the seller's words, in a fixed order, "known_to_etsy" first. Empty: nothing a seller would
// notice.
[[nodiscard]] std::vector<Change> differences(const Order& before, const Order& after);

} // namespace etsyorder::orders
