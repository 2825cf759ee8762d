// SPDX-License-Identifier: MIT
// LifeQueries: what the plan needs to know of orders. Belongs to one database, hence to one thread.
#pragma once

#include "db/database.hpp"
#include "notify/plan.hpp"

#include <optional>
#include <vector>

namespace etsyorder::notify {

class LifeQueries {
public:
    explicit LifeQueries(db::Database& database) : database_(&database) {}

    // Empty: there is no such order, or its person was forgotten.
    [[nodiscard]] std::optional<OrderLife> find(orders::OrderId order) const;

    // The orders about which one of the rules may act from that instant on, late ones included;
    // some of them may turn out to have nothing to come. Sorted. `shop` empty: of all shops.
    [[nodiscard]] std::vector<orders::OrderId>
    candidates(const Rules& rules, base::Instant from, std::optional<orders::ShopId> shop) const;

private:
    db::Database* database_;
};

} // namespace etsyorder::notify
