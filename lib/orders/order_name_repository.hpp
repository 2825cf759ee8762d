// SPDX-License-Identifier: MIT
// What other shops call their orders, where that is no number. Belongs to one database, hence to
// one thread. Never begins a transaction.
#pragma once

#include "db/database.hpp"
#include "orders/order.hpp"

#include <optional>
#include <string>

namespace etsyorder::orders {

class OrderNameRepository {
public:
    explicit OrderNameRepository(db::Database& database) : database_(&database) {}

    [[nodiscard]] std::optional<std::string> name_of(OrderId order) const; // empty: its number
    void keep(ShopId shop, OrderId order, const std::string& name);

private:
    db::Database* database_;
};

} // namespace etsyorder::orders
