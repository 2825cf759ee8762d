// SPDX-License-Identifier: MIT
// How far each stream of a shop has come: orders, open orders, listings, shop, reviews. Belongs to
// one database, hence to one thread; writes inside the caller's unit of work.
#pragma once

#include "base/clock.hpp"
#include "db/database.hpp"
#include "orders/order.hpp"

#include <optional>
#include <string>

namespace etsyorder::etsy {

struct StreamState {
    std::optional<base::Instant> cursor;       // everything changed up to here is stored
    std::string unfinished = "{}";             // JSON: where a run that was cut off goes on
    std::optional<base::Instant> completed_at; // the last run that came through, or
                                               // was refused; empty: never
};

class SyncStreams {
public:
    SyncStreams(db::Database& database, orders::ShopId shop) : database_(&database), shop_(shop) {}

    [[nodiscard]] StreamState
    load(const std::string& stream) const; // a stream never run is all empty
    void save(const std::string& stream, const StreamState& state);

private:
    db::Database* database_;
    orders::ShopId shop_;
};

} // namespace etsyorder::etsy
