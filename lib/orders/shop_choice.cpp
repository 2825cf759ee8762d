// SPDX-License-Identifier: MIT
#include "orders/shop_choice.hpp"

#include <algorithm>
#include <string>

namespace etsyorder::orders {

bool is_meant(ShopId shop, std::string_view name, std::string_view wanted) {
    const auto lower = [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    };
    return !wanted.empty() && (std::to_string(shop.value()) == wanted ||
                               std::ranges::equal(name, wanted, {}, lower, lower));
}

} // namespace etsyorder::orders
