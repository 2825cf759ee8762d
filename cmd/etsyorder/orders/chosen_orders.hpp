// SPDX-License-Identifier: MIT
// The orders of a verb that wants all that were named, or none: each writer, and `orders open`.
#pragma once

#include "orders/order.hpp"
#include "orders/selection.hpp"

#include <vector>

namespace etsyorder {

// Throws Error as select_orders does, and of kind not_found when one that was named is not here.
[[nodiscard]] std::vector<orders::Order>
named_orders(const OrderChoice& choice, frame::Services& services, db::Database& database);

// Asks on a terminal when there are many; true elsewhere. What writers do can be undone.
[[nodiscard]] bool may_change(std::size_t count, frame::Services& services);

} // namespace etsyorder
