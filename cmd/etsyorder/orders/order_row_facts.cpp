// SPDX-License-Identifier: MIT
#include "orders/order_row_facts.hpp"

namespace etsyorder {
namespace {

liquid::Value text_or_nil(std::string_view text) {
    return text.empty() ? liquid::Value() : liquid::Value::view(text);
}

std::string_view first_word(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    return text.substr(0, text.find(' '));
}

} // namespace

liquid::Value order_row_facts(const OrderRow& row) {
    const auto number = row.receipt.value();
    return liquid::Value::object(
        {{"id", number},
         {"name",
          row.name.empty() ? liquid::Value(std::to_string(number)) : liquid::Value::view(row.name)},
         {"buyer",
          liquid::Value::object({{"name", text_or_nil(row.buyer)},
                                 {"first_name", text_or_nil(first_word(row.buyer))}})}});
}

} // namespace etsyorder
