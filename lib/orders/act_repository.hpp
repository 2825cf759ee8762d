// SPDX-License-Identifier: MIT
// Act: what one run of a command changed, kept so that `orders undo` can take it back. It is
// written in the same unit of work as the change.
//
//     ActRecord record("tag", "+urgent");
//     record.add({shop, order, "tag", "urgent", std::nullopt, ""}); // the tag was not there and is
//     now ActRepository(work.database()).append(record, now);
#pragma once

#include "base/clock.hpp"
#include "db/database.hpp"
#include "orders/order.hpp"

#include <optional>
#include <string>
#include <vector>

namespace etsyorder::orders {

using ActId = base::Id<struct ActTag>; // ours; grows with time

// One thing that an act changed. To undo it is to put `before` in the place of `after`.
struct ActStep {
    ShopId shop{0};
    OrderId order{0};                  // 0: it is of no order, such as of a listing
    std::string kind;                  // says who knows how to read and write it: UndoableKind
    std::string thing;                 // which of its kind: the tag, the note's number
    std::optional<std::string> before; // empty: it was not there
    std::optional<std::string> after;  // empty: it is not there any more
};

struct Act {
    ActId id{0};
    std::string verb;
    std::string summary; // without a person's data
    base::Instant done_at{};
    std::int64_t order_count = 0;
    std::optional<ActId> undoes; // set: this act undid that one
    std::optional<base::Instant> undone_at;
    std::int64_t step_count = 0; // it was done in; those of a forgotten person's orders are gone
};

// An act while its steps are gathered. Empty acts are not stored.
class ActRecord {
public:
    ActRecord(std::string verb, std::string summary)
        : verb_(std::move(verb)), summary_(std::move(summary)) {}

    void add(ActStep step) { steps_.push_back(std::move(step)); }
    // How many orders it changed, where one step stands for several; else those of the steps count.
    void changed_orders(std::int64_t count) { order_count_ = count; }
    void undoes(ActId act) { undoes_ = act; }

private:
    friend class ActRepository;
    std::string verb_;
    std::string summary_;
    std::optional<ActId> undoes_;
    std::optional<std::int64_t> order_count_;
    std::vector<ActStep> steps_; // those of one order stand together
};

// Belongs to one database, hence to one thread. Never begins a transaction.
class ActRepository {
public:
    explicit ActRepository(db::Database& database) : database_(&database) {}

    // Forgets the oldest ones: the latest 1,000 stay, and of these so many as together have no more
    // than 500,000 steps. Empty: there was no step, hence nothing to undo.
    std::optional<ActId> append(const ActRecord& record, base::Instant now);

    [[nodiscard]] std::optional<Act> find(ActId id) const; // empty: no such act, or forgotten
    // The latest that is neither undone, in part neither, nor itself an undoing. Empty: there is
    // none.
    [[nodiscard]] std::optional<Act> latest_to_undo() const;
    [[nodiscard]] std::vector<Act> latest(int limit) const;       // newest first
    [[nodiscard]] std::vector<ActStep> steps(ActId act) const;    // in the order they were done
    void mark_undone(ActId act, std::optional<base::Instant> at); // empty: done again

private:
    // The newest act that is one too many, by number or by steps; 0: there is none.
    [[nodiscard]] std::int64_t last_too_many() const;
    void forget_oldest();

    db::Database* database_;
};

} // namespace etsyorder::orders
