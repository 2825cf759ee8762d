// SPDX-License-Identifier: MIT
// What became of an order, or would become of it, in words.
#pragma once

#include "frame/value.hpp"
#include "orders/catalogue.hpp"
#include "orders/record_order.hpp"

#include <string>
#include <vector>

namespace etsyorder {

[[nodiscard]] const char* word_for(orders::Outcome outcome); // "new"
[[nodiscard]] const char* word_for(orders::Saved saved);
[[nodiscard]] std::string changes_in_words(const orders::Recorded& recorded);
[[nodiscard]] frame::Value changes_value(const std::vector<orders::Change>& changes);

[[nodiscard]] std::string amounts_in_words(const orders::Order& order); // empty: none is known
[[nodiscard]] std::string item_in_words(const orders::Item& item);      // in one line

// `head`, and below it the items with options and words. What others wrote cannot harm a terminal.
[[nodiscard]] std::string plan_in_lines(const orders::Order& order, const std::string& head);

[[nodiscard]] frame::Value plan_value(const orders::Order& order);

} // namespace etsyorder
