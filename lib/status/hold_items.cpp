// SPDX-License-Identifier: MIT
#include "status/hold_items.hpp"

#include "orders/act_repository.hpp"
#include "status/status_kind.hpp"

namespace etsyorder::status {
namespace {

const char* kind_of(const HoldChange& change) {
    return !change.hold ? "resumed" : change.hold->is_block() ? "blocked" : "held";
}

Held held(WorkItem item, const HoldChange& change, base::Instant now) {
    auto wanted = change.hold;
    if (wanted) {
        const bool goes_on = item.hold && item.hold->waits_for == wanted->waits_for;
        wanted->since = goes_on ? item.hold->since : now;
    }
    const bool changed = item.hold != wanted;
    item.hold = std::move(wanted);
    return {std::move(item), changed};
}

} // namespace

HoldResult plan_hold(db::Database& database,
                     const std::vector<ItemChoice>& choice,
                     const HoldChange& change,
                     Placing& placing,
                     base::Instant now) {
    HoldResult result;
    for (auto& item : chosen_items(database, choice, placing, result.missing)) {
        result.items.push_back(held(std::move(item), change, now));
    }
    return result;
}

HoldResult hold_items(db::Database& database,
                      const std::vector<ItemChoice>& choice,
                      const HoldChange& change,
                      Placing& placing,
                      base::Instant now) {
    db::UnitOfWork work(database);
    HoldResult result;
    const auto before = chosen_items(work.database(), choice, placing, result.missing);
    if (!result.missing.empty()) {
        return result;
    }
    const StatusRepository repository(work.database());
    orders::ActRecord record("status", kind_of(change));
    for (const auto& item : before) {
        auto one = held(item, change, now);
        if (one.changed) {
            repository.store_hold(one.item);
            if (!item.untouched) { // as they are told: the buyer may have changed how many
                repository.store_pieces(one.item);
            }
            repository.append({0,
                               item.shop,
                               item.order,
                               item.item,
                               kind_of(change),
                               item.pipeline,
                               item.pieces.front().stage,
                               item.pieces.front().stage,
                               item.quantity,
                               change.told.source,
                               change.told.by_whom,
                               change.told.reason,
                               now});
            record.add(step_of(item, stored_state(item), stored_state(one.item)));
        }
        result.items.push_back(std::move(one));
    }
    orders::ActRepository(work.database()).append(record, now);
    work.commit();
    return result;
}

} // namespace etsyorder::status
