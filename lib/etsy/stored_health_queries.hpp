// SPDX-License-Identifier: MIT
// How fresh and how whole the stored shops are. Reads only; small queries that stand on indexes.
#pragma once

#include "base/clock.hpp"
#include "db/database.hpp"
#include "orders/order.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace etsyorder::etsy {

struct StreamAge {
    std::string stream;                        // "orders", "open_orders", "listings", ...
    std::optional<base::Instant> completed_at; // the last run that came through; empty: never
};

struct ShopHealth {
    orders::ShopId shop{0};
    std::string name;               // empty: not known
    bool synced = false;            // false: never from Etsy; its orders came from files, if any
    std::vector<StreamAge> streams; // those that were ever begun
    std::int64_t unread = 0;        // orders that came and could not be read
    std::int64_t gone = 0;          // orders that Etsy no longer knows
};

// One a shop of which anything is stored, by number.
[[nodiscard]] std::vector<ShopHealth> health_of_shops(db::Database& database);

} // namespace etsyorder::etsy
