// SPDX-License-Identifier: MIT
// What --format may ask of a row's order by the names of letters: {{ order.id }}, {{
// order.buyer.name }}.
#pragma once

#include "liquid/value.hpp"
#include "orders/order.hpp"

#include <string_view>

namespace etsyorder {

struct OrderRow {
    orders::ReceiptId receipt;
    std::string_view name; // what another shop calls it; empty: the number says it
    std::string_view buyer;
};

// An object with `id`, `name` and `buyer`, which has `name` and `first_name`; a buyer without a
// name has neither (nil). The texts must outlive it and what is made of it.
[[nodiscard]] liquid::Value order_row_facts(const OrderRow& row);

} // namespace etsyorder
