// SPDX-License-Identifier: MIT
// The stored stages, holds and updates of items. Belongs to one database, hence to one thread;
// never begins a transaction.
#pragma once

#include "db/database.hpp"
#include "status/work_item.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::status {

// One line of the history, which is only ever added to.
struct StatusUpdate {
    std::int64_t id = 0; // grows with time; 0: not stored yet
    orders::ShopId shop{0};
    orders::OrderId order{0};
    orders::ItemId item{0};
    std::string kind; // "moved", "held", "blocked", "resumed", "migrated", "undone"
    std::string pipeline;
    std::string from; // stages; of what is held up and resumed both are the same, or empty
    std::string to;
    std::int64_t quantity = 0; // pieces
    std::string source;        // "user", "import", ...
    std::string by_whom;       // a person or a program; empty: not said
    std::string reason;
    base::Instant at{};
};

class StatusRepository {
public:
    explicit StatusRepository(db::Database& database) : database_(&database) {}

    // Items that are made (neither digital nor taken off), by ship-by day, order and number. Those
    // of an order that nobody moved have no pieces yet.
    using Take = std::function<void(WorkItem&&)>;
    void open_items(std::optional<orders::ShopId> shop, const Take& take) const;
    [[nodiscard]] std::vector<WorkItem> items_of(std::span<const orders::OrderId> orders) const;

    // What the pieces of an item are and what holds it up, in place of what is stored.
    void store_pieces(const WorkItem& item) const;
    void store_hold(const WorkItem& item) const;

    // With the event that tells of it ("status.moved", ...).
    void append(const StatusUpdate& update) const;

    [[nodiscard]] std::vector<StatusUpdate> history(orders::OrderId order) const; // oldest first

    // Stages in which pieces of open orders stand, by name.
    [[nodiscard]] std::vector<std::string> stages_in_use() const;

private:
    db::Database* database_;
};

} // namespace etsyorder::status
