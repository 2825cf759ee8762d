// SPDX-License-Identifier: MIT
// What stands beside an order wherever it is shown or exported whole: its events, its shop's name,
// how fresh it is.
#pragma once

#include "frame/services.hpp"
#include "orders/order_queries.hpp"
#include "orders/order_value.hpp"

#include <optional>
#include <vector>

namespace etsyorder {

// Of which moment what is stored of each shop is, and whether that is older than Etsy lets it be
// shown. Made without arguments it knows nothing and costs nothing.
class ShopFreshness {
public:
    ShopFreshness() = default;
    ShopFreshness(frame::Services& services, db::Database& database);

    [[nodiscard]] std::optional<base::Instant> synced_at(orders::ShopId shop) const;
    // Never so for a shop known from files only (no number of Etsy's): a file is as old as it is.
    [[nodiscard]] bool is_stale(orders::ShopId shop) const;

private:
    base::Instant now_{};
    std::vector<orders::Freshness> shops_;
};

// Asks for the shops once, for however many orders. Both references must outlive it.
class Surroundings {
public:
    Surroundings(frame::Services& services, db::Database& database);

    [[nodiscard]] OrderSurroundings of(const orders::Order& order) const;

    // The same without the events, which cost a query an order.
    [[nodiscard]] OrderSurroundings without_events(const orders::Order& order) const;

private:
    frame::Services& services_;
    db::Database& database_;
    std::vector<orders::Freshness> shops_;
};

} // namespace etsyorder
