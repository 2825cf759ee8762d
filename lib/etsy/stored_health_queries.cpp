// SPDX-License-Identifier: MIT
#include "etsy/stored_health_queries.hpp"

#include "base/optional_instant.hpp"

namespace etsyorder::etsy {
namespace {

std::int64_t count_of(db::Database& database, const char* sql, orders::ShopId shop) {
    auto count = database.statement(sql);
    count.bind(":shop", shop.value());
    return count.step() ? count.integer(0) : 0;
}

std::vector<StreamAge> streams_of(db::Database& database, orders::ShopId shop) {
    std::vector<StreamAge> streams;
    auto rows = database.statement("SELECT stream, completed_at_utc_s FROM sync_streams "
                                   "WHERE shop_id = :shop ORDER BY stream");
    rows.bind(":shop", shop.value());
    while (rows.step()) {
        streams.push_back({rows.string(0), base::maybe_from_utc_seconds(rows.maybe_integer(1))});
    }
    return streams;
}

} // namespace

std::vector<ShopHealth> health_of_shops(db::Database& database) {
    std::vector<ShopHealth> shops;
    auto rows = database.statement("SELECT shop_id, name FROM shops ORDER BY shop_id");
    while (rows.step()) {
        ShopHealth shop;
        shop.shop = orders::ShopId{rows.integer(0)};
        shop.name = rows.string(1);
        shop.streams = streams_of(database, shop.shop);
        shop.synced = !shop.streams.empty();
        shop.unread = count_of(
            database, "SELECT count(*) FROM unread_orders WHERE shop_id = :shop", shop.shop);
        shop.gone = count_of(database,
                             "SELECT count(*) FROM orders "
                             "WHERE shop_id = :shop AND gone_at_utc_s IS NOT NULL",
                             shop.shop);
        shops.push_back(std::move(shop));
    }
    return shops;
}

} // namespace etsyorder::etsy
