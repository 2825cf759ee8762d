// SPDX-License-Identifier: MIT
// What a letter may say of the shop and of the buyer, beside the order itself.
#pragma once

#include "db/database.hpp"
#include "orders/order.hpp"

#include <string>

namespace etsyorder::orders {

struct ShopPage {
    std::string name; // each empty: not known
    std::string url;
    std::string currency;
};

// A shop that is not here has none of it.
[[nodiscard]] ShopPage shop_page(db::Database& database, ShopId shop);

struct BuyerOrders {
    std::int64_t count = 0;   // in this shop, this order too
    bool has_earlier = false; // ordered before this order
};

// An order without a known buyer is the only one of its buyer.
[[nodiscard]] BuyerOrders orders_of_buyer(db::Database& database, const Order& order);

} // namespace etsyorder::orders
