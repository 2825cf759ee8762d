// SPDX-License-Identifier: MIT
// The rows of local shops themselves.
#include "orders/local_shops.hpp"

namespace etsyorder::orders {

std::vector<KnownShop> known_shops(db::Database& database) {
    std::vector<KnownShop> shops;
    auto rows = database.statement("SELECT shop_id, name FROM shops ORDER BY shop_id DESC");
    while (rows.step()) {
        shops.push_back({ShopId{rows.integer(0)}, rows.string(1)});
    }
    return shops;
}

ShopId make_local_shop(db::Database& database, std::string_view name) {
    std::int64_t number = -1;
    {
        auto row = database.statement("SELECT min(shop_id) FROM shops WHERE shop_id < 0");
        number = row.step() && !row.is_null(0) ? row.integer(0) - 1 : number;
    }
    database.statement("INSERT INTO shops (shop_id, name) VALUES (:shop, :name)")
        .bind(":shop", number)
        .bind(":name", name)
        .run();
    return ShopId{number};
}

void name_local_shop(db::Database& database, ShopId shop, std::string_view name) {
    database
        .statement("UPDATE shops SET name = :name WHERE shop_id = :shop AND shop_id < 0 AND name "
                   "= ''")
        .bind(":name", name)
        .bind(":shop", shop.value())
        .run();
}

} // namespace etsyorder::orders
