// SPDX-License-Identifier: MIT
#include "orders/shop_choice.hpp"

#include "base/ascii.hpp"
#include "orders/local_shops.hpp"

#include <string>

namespace etsyorder::orders {

std::string shop_label(ShopId shop, std::string_view name) {
    return !name.empty()    ? std::string(name)
           : is_local(shop) ? "imported"
                            : std::to_string(shop.value());
}

bool is_meant(ShopId shop, std::string_view name, std::string_view wanted) {
    return !wanted.empty() && (std::to_string(shop.value()) == wanted ||
                               base::same_but_for_case(shop_label(shop, name), wanted));
}

} // namespace etsyorder::orders
