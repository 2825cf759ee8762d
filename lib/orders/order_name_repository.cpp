// SPDX-License-Identifier: MIT
#include "orders/order_name_repository.hpp"

namespace etsyorder::orders {

std::optional<std::string> OrderNameRepository::name_of(OrderId order) const {
    auto row = database_->statement("SELECT name FROM order_names WHERE order_id = :order");
    row.bind(":order", order.value());
    return row.step() ? std::optional(row.string(0)) : std::nullopt;
}

void OrderNameRepository::keep(ShopId shop, OrderId order, const std::string& name) {
    database_
        ->statement("INSERT INTO order_names (shop_id, order_id, name) VALUES (:shop, :order, "
                    ":name) ON CONFLICT (order_id) DO UPDATE SET name = excluded.name")
        .bind(":shop", shop.value())
        .bind(":order", order.value())
        .bind(":name", name)
        .run();
}

} // namespace etsyorder::orders
