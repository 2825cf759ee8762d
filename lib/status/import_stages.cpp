// SPDX-License-Identifier: MIT
#include "status/import_stages.hpp"

#include "orders/act_repository.hpp"
#include "status/status_kind.hpp"
#include "status/write_move.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

namespace etsyorder::status {
namespace {

// Those furthest on first, so that the pieces for a later stage are not taken for an earlier one.
std::vector<std::size_t> in_order(const std::vector<StageRow>& rows, const Pipelines& pipelines) {
    const auto names = pipelines.stage_names();
    std::vector<std::size_t> places(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        places[i] = static_cast<std::size_t>(std::find(names.begin(), names.end(), rows[i].stage) -
                                             names.begin());
    }
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t one, std::size_t other) {
        return places[one] > places[other];
    });
    return order;
}

using ItemAndStage = std::tuple<std::int64_t, std::int64_t, std::string>; // 0: every item

ItemAndStage key_of(const StageRow& row) {
    return {row.item.order.value(), row.item.number.value_or(0), row.stage};
}

// What the rows of one item and stage say together: rows of "2" and "3" mean that five pieces are
// there. Empty: all of them.
std::map<ItemAndStage, std::optional<std::int64_t>> sums_of(const std::vector<StageRow>& rows) {
    std::map<ItemAndStage, std::optional<std::int64_t>> sums;
    for (const auto& row : rows) {
        const auto [sum, is_new] = sums.try_emplace(key_of(row), row.quantity);
        if (!is_new) {
            sum->second = sum->second && row.quantity ? std::optional(*sum->second + *row.quantity)
                                                      : std::nullopt;
        }
    }
    return sums;
}

Move move_of(const StageRow& row, std::optional<std::int64_t> quantity, bool anyway) {
    Move move;
    move.kind = Move::Kind::to;
    move.to = row.stage;
    move.quantity = quantity;
    move.anyway = anyway;
    move.told = row.told;
    return move;
}

// How many pieces the rows of an item ask for in all.
class Asked {
public:
    // False: the rows ask for more pieces than there are.
    bool add(const WorkItem& item, const Move& move) {
        if (stages_.emplace(item.item.value(), move.to).second) {
            pieces_[item.item.value()] += move.quantity.value_or(item.quantity);
        }
        return pieces_[item.item.value()] <= item.quantity;
    }
    [[nodiscard]] std::int64_t pieces(const WorkItem& item) const {
        return pieces_.at(item.item.value());
    }

private:
    std::set<std::pair<std::int64_t, std::string>> stages_;
    std::map<std::int64_t, std::int64_t> pieces_;
};

Moved too_many(const WorkItem& item, std::int64_t asked) {
    Moved moved;
    moved.before = item;
    moved.after = item;
    moved.fate = Fate::refused;
    moved.why = fmt::format("the rows of this item say where {} pieces are, and it has {} piece{}",
                            asked,
                            item.quantity,
                            item.quantity == 1 ? "" : "s");
    moved.hint = "a row without a quantity means all pieces";
    return moved;
}

} // namespace

bool StageImport::any_refused() const {
    return std::any_of(rows.begin(), rows.end(), [](const ImportedRow& one) {
        return one.items.empty() ||
               std::any_of(one.items.begin(), one.items.end(), [](const Moved& moved) {
                   return moved.fate == Fate::refused;
               });
    });
}

StageImport import_stages(db::Database& database,
                          const std::vector<StageRow>& rows,
                          Placing& placing,
                          bool keep_going,
                          bool anyway,
                          base::Instant now) {
    db::UnitOfWork work(database);
    StageImport result;
    for (const auto& row : rows) {
        result.rows.push_back({row, {}});
    }
    const StatusRepository repository(work.database());
    Gates gates(work.database());
    const auto sums = sums_of(rows);
    Asked asked;
    std::map<std::int64_t, std::pair<WorkItem, WorkItem>> changed; // before and after
    for (const auto at : in_order(rows, placing.pipelines())) {
        const auto move = move_of(rows[at], sums.at(key_of(rows[at])), anyway);
        std::vector<ItemChoice> missing;
        for (const auto& item : chosen_items(work.database(), {rows[at].item}, placing, missing)) {
            auto moved = asked.add(item, move) ? plan_move(item, move, placing, gates)
                                               : too_many(item, asked.pieces(item));
            if (moved.fate == Fate::moved) {
                write_move(repository, move, moved, now);
                changed.try_emplace(item.item.value(), item, moved.after).first->second.second =
                    moved.after;
            }
            result.rows[at].items.push_back(std::move(moved));
        }
    }
    if (result.any_refused() && !keep_going) {
        return result; // what was written goes with the unit of work
    }
    orders::ActRecord record("status", "from a file");
    std::vector<const std::pair<WorkItem, WorkItem>*> by_order;
    for (const auto& [id, one] : changed) {
        by_order.push_back(&one);
    }
    std::stable_sort(by_order.begin(), by_order.end(), [](const auto* one, const auto* other) {
        return one->first.order < other->first.order;
    });
    for (const auto* one : by_order) {
        record.add(step_of(one->second, stored_state(one->first), stored_state(one->second)));
    }
    orders::ActRepository(work.database()).append(record, now);
    work.commit();
    result.written = true;
    return result;
}

} // namespace etsyorder::status
