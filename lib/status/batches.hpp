// SPDX-License-Identifier: MIT
// Batches: items that are made together, whatever their orders are. An item is in one at most.
#pragma once

#include "orders/undoable.hpp"
#include "status/move_items.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::status {

struct Batch {
    std::string name;
    std::int64_t items = 0; // of open orders
    std::int64_t pieces = 0;
};

// Belongs to one database, hence to one thread; never begins a transaction.
class BatchRepository {
public:
    explicit BatchRepository(db::Database& database) : database_(&database) {}

    [[nodiscard]] std::optional<std::string> of(orders::ItemId item) const; // empty: it is in none
    // Empty name: it is taken out.
    void put(const WorkItem& item, const std::optional<std::string>& name, base::Instant now) const;
    [[nodiscard]] std::vector<ItemChoice> items(const std::string& name) const; // of open orders
    [[nodiscard]] std::vector<Batch> all() const; // those with open orders, by name

private:
    db::Database* database_;
};

struct Batched {
    WorkItem item;
    std::optional<std::string> before;
    bool changed = false;
};
struct BatchResult {
    std::vector<Batched> items;
    std::vector<ItemChoice> missing; // there is no such item; then nothing was changed
    std::vector<WorkItem> closed;    // of closed orders, which are in no batch; the same
};

// One unit of work with an act that takes it back. `name` empty: out of their batch. `dry_run`
// changes nothing. Throws Error as db::UnitOfWork does.
BatchResult batch_items(db::Database& database,
                        const std::vector<ItemChoice>& choice,
                        const std::optional<std::string>& name,
                        Placing& placing,
                        bool dry_run,
                        base::Instant now);

// The thing of a step is our number of the item; before and after are names of batches.
class BatchKind final : public orders::UndoableKind {
public:
    static constexpr std::string_view kName = "batch";
    [[nodiscard]] std::string_view name() const override { return kName; }
    [[nodiscard]] std::optional<std::string> present(db::Database& database,
                                                     const orders::ActStep& step) const override;
    void write(db::Database& database,
               std::span<const orders::ActStep> steps,
               base::Instant now) const override;
    [[nodiscard]] std::string in_words(const orders::ActStep& step) const override;
};

} // namespace etsyorder::status
