// SPDX-License-Identifier: MIT
// HistoryQueries: what happened to orders, oldest first, handed out one by one: the events of a
// large shop are never in memory at once. Belongs to one database, hence to one thread.
#pragma once

#include "db/database.hpp"
#include "events/event.hpp"
#include "orders/order.hpp"

#include <functional>
#include <optional>

namespace etsyorder::orders {

struct HistoryFilter {
    std::optional<ShopId> shop;         // empty: all shops
    bool only_open = false;             // orders that are open now
    std::optional<base::Instant> since; // what was learned then or later
};

class HistoryQueries {
public:
    using Take = std::function<void(ReceiptId, const events::Event&)>;

    explicit HistoryQueries(db::Database& database) : database_(&database) {}

    // In the order in which it was learned.
    void of_all(const HistoryFilter& filter, const Take& take) const;
    void of_order(OrderId order, std::optional<base::Instant> since, const Take& take) const;

    // Which item of its order it is, from 1, as `orders show` counts; empty: it is not here.
    [[nodiscard]] std::optional<std::int64_t> item_number(OrderId order, ItemId item) const;

private:
    db::Database* database_;
};

} // namespace etsyorder::orders
