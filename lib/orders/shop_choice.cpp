// SPDX-License-Identifier: MIT
#include "orders/shop_choice.hpp"

#include "base/ascii.hpp"

#include <string>

namespace etsyorder::orders {

bool is_meant(ShopId shop, std::string_view name, std::string_view wanted) {
    return !wanted.empty() &&
           (std::to_string(shop.value()) == wanted || base::same_but_for_case(name, wanted));
}

} // namespace etsyorder::orders
