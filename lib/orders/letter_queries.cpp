// SPDX-License-Identifier: MIT
#include "orders/letter_queries.hpp"

namespace etsyorder::orders {

ShopPage shop_page(db::Database& database, ShopId shop) {
    auto found = database.statement("SELECT name, url, currency FROM shops WHERE shop_id = :shop");
    found.bind(":shop", shop.value());
    return found.step() ? ShopPage{found.string(0), found.string(1), found.string(2)} : ShopPage{};
}

BuyerOrders orders_of_buyer(db::Database& database, const Order& order) {
    if (!order.buyer) {
        return {1, false};
    }
    auto found = database.statement(
        "SELECT count(*), coalesce(sum(placed_at_utc_s < :placed), 0) FROM orders "
        "WHERE buyer_id = :buyer");
    found.bind(":buyer", order.buyer->value()).bind(":placed", base::utc_seconds(order.placed_at));
    (void)found.step();
    return {found.integer(0), found.integer(1) > 0};
}

} // namespace etsyorder::orders
