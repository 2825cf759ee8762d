// SPDX-License-Identifier: MIT
// OutboxRepository: the rows of the outbox. Belongs to one database, hence to one thread.
#pragma once

#include "db/database.hpp"
#include "notify/telling.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace etsyorder::notify {

struct OutboxFilter {
    std::vector<TellingState> states = {}; // empty: all
    std::optional<orders::OrderId> order = {};
    std::optional<orders::ShopId> shop = {};
    std::optional<std::string> rule = {};
    std::optional<base::Instant> due_until = {};
    std::int64_t limit = 1'000'000'000;
};

class OutboxRepository {
public:
    using Take = std::function<void(const Telling&)>;

    explicit OutboxRepository(db::Database& database) : database_(&database) {}

    [[nodiscard]] std::optional<Telling> find(TellingId id) const;
    void each(const OutboxFilter& filter, const Take& take) const; // by due, then by number
    [[nodiscard]] std::vector<Telling> of_order(orders::OrderId order) const; // in every state
    // That of a rule about an order with this key. Empty: there is none.
    [[nodiscard]] std::optional<Telling> find(orders::ShopId shop,
                                              const std::string& rule,
                                              std::optional<orders::OrderId> order,
                                              const std::string& key) const;
    // The latest time of a cron line that is here: of the shop, not of its orders.
    [[nodiscard]] std::optional<base::Instant> latest_time(orders::ShopId shop,
                                                           const std::string& rule) const;
    // Queued ones whose time has come, the longest waiting first.
    [[nodiscard]] std::vector<TellingId> due(base::Instant now, int limit) const;
    // When the next queued one is looked at. Empty: none is queued.
    [[nodiscard]] std::optional<base::Instant> next() const;
    // Orders with a telling that is queued or held.
    [[nodiscard]] std::vector<orders::OrderId> orders_waiting() const;

    // Inside the caller's unit of work. A row of its rule, order and key must not be there.
    TellingId add(const Telling& telling);
    void store(const Telling& telling); // all but what it is about
    void remove(TellingId id);

private:
    db::Database* database_;
};

} // namespace etsyorder::notify
