// SPDX-License-Identifier: MIT
// Which shop a person means who wrote a name or a number: the one rule for all that take --shop.
#pragma once

#include "orders/order.hpp"

#include <string>
#include <string_view>

namespace etsyorder::orders {

// For people: the shop's name; "imported" of a shop without one that only files told of; else its
// number.
[[nodiscard]] std::string shop_label(ShopId shop, std::string_view name);

// `wanted` is the shop's number, or its label in any case (Etsy's shop names are ASCII letters and
// digits, and are one name in any case). False for an empty `wanted`.
[[nodiscard]] bool is_meant(ShopId shop, std::string_view name, std::string_view wanted);

} // namespace etsyorder::orders
