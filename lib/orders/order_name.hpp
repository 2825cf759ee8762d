// SPDX-License-Identifier: MIT
// Names of orders. Etsy's are numbers; other shops write "#1042" or "A-1042/2". An order has a
// number here in any case: the name's own, or one that follows from the name alone, the same in
// every database (docs/decisions/0023). Pure.
#pragma once

#include "orders/order.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace etsyorder::orders {

// What tells names apart: without # in front and blanks around, letters in upper case. Empty: this
// names no order (nothing left, more than 64 bytes, or a control character).
[[nodiscard]] std::optional<std::string> plain_order_name(std::string_view text);

// Of a plain name. Up to 15 digits are that number; others get one of 16 digits from 10^15 on,
// small enough for the numbers of JSON (below 2^53). Two names may, once in 10^13 or so, get one
// number: who stores an order compares the names, too.
[[nodiscard]] ReceiptId receipt_of(std::string_view plain_name);

// One that follows from a name that is no number.
[[nodiscard]] bool is_from_name(ReceiptId receipt);

} // namespace etsyorder::orders
