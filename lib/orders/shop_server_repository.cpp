// SPDX-License-Identifier: MIT
#include "orders/shop_server_repository.hpp"

namespace etsyorder::orders {

std::vector<ShopServer> shop_servers(db::Database& database) {
    // A shop whose first sync failed at once has a row and a server, but nothing that could mix.
    auto rows = database.statement(
        "SELECT shop_id, name, server FROM shops s WHERE server <> '' AND (fetched_at_utc_s IS NOT "
        "NULL OR EXISTS (SELECT 1 FROM orders o WHERE o.shop_id = s.shop_id) OR EXISTS (SELECT 1 "
        "FROM listings l WHERE l.shop_id = s.shop_id) OR EXISTS (SELECT 1 FROM reviews r WHERE "
        "r.shop_id = s.shop_id) OR EXISTS (SELECT 1 FROM sync_streams y WHERE y.shop_id = "
        "s.shop_id)) ORDER BY shop_id");
    std::vector<ShopServer> servers;
    while (rows.step()) {
        servers.push_back({ShopId{rows.integer(0)}, rows.string(1), rows.string(2)});
    }
    return servers;
}

void remember_server(db::Database& database, ShopId shop, std::string_view server) {
    database
        .statement("UPDATE shops SET server = :server WHERE shop_id = :shop AND server <> :server")
        .bind(":server", server)
        .bind(":shop", shop.value())
        .run();
}

} // namespace etsyorder::orders
