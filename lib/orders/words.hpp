// SPDX-License-Identifier: MIT
// Words of a name as they are searched: case, accents and letters that not every keyboard has
// folded away ("José" is found by "jose", "Łukasz" by "lukasz"). A name with an apostrophe has its
// parts and the whole without it: "O'Brien" is found by "o'brien", "obrien" and "brien". Stored
// words and asked ones go through here.
#pragma once

#include "orders/order.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::orders {

// Bytes that are no UTF-8 are dropped. At most 16 words.
[[nodiscard]] std::vector<std::string> folded_words(std::string_view text);

// Of a text whose last word may go on. The parts of a word with an apostrophe stand before the
// whole
// ("o brien obrien"); of "o'br" the last part only begins one, so the whole is left out.
[[nodiscard]] std::vector<std::string> folded_words_begun(std::string_view text);

// The whole text folded in the same way. Empty where it is no UTF-8.
[[nodiscard]] std::string folded_text(std::string_view text);

// All names on an order, each on a line: the words of each are words of its buyer.
[[nodiscard]] std::string all_names(const Order& order);
// As orders.ordered_by has them, so that buyer_name || ordered_by is all_names(). Empty: not
// stored.
[[nodiscard]] std::optional<std::string> stored_ordered_by(const OrderedBy& names);
[[nodiscard]] OrderedBy ordered_by_from(std::string_view stored);
// Is the order for somebody else than the one who ordered, by their names?
[[nodiscard]] bool is_for_another(const Order& order);

// As orders.buyer_words has them, a blank before each. Empty: they are those of the name in lower
// case, and not stored. What stands on another line of `name` is another name: their words are
// apart.
[[nodiscard]] std::optional<std::string> words_beyond_name(const std::string& name);

} // namespace etsyorder::orders
