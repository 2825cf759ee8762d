// SPDX-License-Identifier: MIT
// Etsy's formatted address is made of the name and the parts of the address: what is stored of it
// is how they stand in it, "\\1\\n\\2\\n\\4, \\5 \\6\\n\\7", and the text comes back byte for byte.
//
//     row.bind(":formatted", address_layout(order));
//     order.address.formatted = address_from_layout(order, layout);
#pragma once

#include "orders/order.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace etsyorder::orders {

// Empty: no formatted address.
[[nodiscard]] std::optional<std::string> address_layout(const Order& order);

// Of the same name and parts that the layout was made with: whoever changes one of them in the
// store writes the layout anew. Throws Error of kind failed for a layout that was never made here.
[[nodiscard]] std::string address_from_layout(const Order& order, std::string_view layout);

} // namespace etsyorder::orders
