// SPDX-License-Identifier: MIT
// Which server the data of each shop came from, so that a rehearsal never mixes with the real shop.
#pragma once

#include "db/database.hpp"
#include "orders/order.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::orders {

struct ShopServer {
    ShopId shop{0};
    std::string shop_name; // empty: not known yet
    std::string server;    // "https://openapi.etsy.com"
};

// One a shop of which anything is stored; shops that were never synced are left out.
[[nodiscard]] std::vector<ShopServer> shop_servers(db::Database& database);

// Inside the caller's unit of work; the shop must have its row. Writes nothing when it is so.
void remember_server(db::Database& database, ShopId shop, std::string_view server);

} // namespace etsyorder::orders
