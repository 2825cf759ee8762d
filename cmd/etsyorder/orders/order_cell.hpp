// SPDX-License-Identifier: MIT
// An order in a table: people and pipes get the name that another shop gave it in the place of a
// number that only follows from the name. JSON has the number.
#pragma once

#include "db/database.hpp"
#include "frame/table.hpp"
#include "orders/order.hpp"

#include <optional>
#include <string>

namespace etsyorder {

// Empty: the order is called by its number.
[[nodiscard]] std::optional<std::string>
order_name(db::Database& database, orders::OrderId order, orders::ReceiptId receipt);

// For JSON, beside the number; null: the order is called by that.
[[nodiscard]] frame::Value
name_value(db::Database& database, orders::OrderId order, orders::ReceiptId receipt);

// For sentences: its name, else its number.
[[nodiscard]] std::string
order_word(db::Database& database, orders::OrderId order, orders::ReceiptId receipt);

// For commands: a name only where it can be typed as one word, without a #, which begins a comment.
[[nodiscard]] std::string order_argument(orders::ReceiptId receipt, const std::string& word);

// A pipe gets a name only where it can be typed as one word.
[[nodiscard]] frame::Cell order_cell(orders::ReceiptId receipt,
                                     const std::optional<std::string>& name);
[[nodiscard]] frame::Cell
order_cell(db::Database& database, orders::OrderId order, orders::ReceiptId receipt);

} // namespace etsyorder
