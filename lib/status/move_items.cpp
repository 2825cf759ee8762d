// SPDX-License-Identifier: MIT
#include "status/move_items.hpp"

#include "orders/act_repository.hpp"
#include "status/status_kind.hpp"
#include "status/write_move.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

namespace etsyorder::status {
namespace {

// What the act is called in `undo --list`.
std::string in_words(const Move& move) {
    switch (move.kind) {
    case Move::Kind::to:
        return "to " + move.to;
    case Move::Kind::back:
        return "one stage back";
    case Move::Kind::forward:
        break;
    }
    return "one stage on";
}

std::string reason_of(const Move& move, const Moved& moved) {
    std::string reason = move.told.reason;
    for (const auto& passed : moved.passed) {
        reason += (reason.empty() ? "in spite of: " : "; in spite of: ") + passed;
    }
    return reason;
}

void refuse_moved_since(MoveResult& result, const MoveResult& plan) {
    std::unordered_map<orders::ItemId, const WorkItem*> planned;
    for (const auto& one : plan.items) {
        planned.emplace(one.before.item, &one.before);
    }
    for (auto& moved : result.items) {
        const auto found = planned.find(moved.before.item);
        const bool same = found != planned.end() && found->second->pieces == moved.before.pieces;
        if (!same && moved.fate == Fate::moved) {
            moved.fate = Fate::refused;
            moved.after = moved.before;
            moved.why = fmt::format("it was moved at this very moment, to {}",
                                    moved.before.pieces.front().stage);
            moved.hint = "etsyorder status history";
        }
    }
}

} // namespace

bool MeantStages::has(const WorkItem& item, const PiecesAt& pieces) const {
    const auto is_one_of = [&](const Names& names) {
        return std::find(names.begin(), names.end(), pieces.stage) != names.end();
    };
    if (!of_any.empty() && !is_one_of(of_any)) {
        return false;
    }
    if (!of_order) {
        return true;
    }
    const auto own = of_order->find(item.order);
    return own != of_order->end() && is_one_of(own->second);
}

void write_move(const StatusRepository& repository,
                const Move& move,
                Moved& moved,
                base::Instant now) {
    for (auto& pieces : moved.after.pieces) {
        if (pieces.stage == moved.to) {
            pieces.since = now;
        }
    }
    repository.store_pieces(moved.after);
    for (const auto& taken : moved.taken) {
        repository.append({0,
                           moved.after.shop,
                           moved.after.order,
                           moved.after.item,
                           "moved",
                           moved.after.pipeline,
                           taken.stage,
                           moved.to,
                           taken.quantity,
                           move.told.source,
                           move.told.by_whom,
                           reason_of(move, moved),
                           now});
    }
}

std::vector<WorkItem> chosen_items(db::Database& database,
                                   const std::vector<ItemChoice>& choice,
                                   Placing& placing,
                                   std::vector<ItemChoice>& missing) {
    std::vector<orders::OrderId> orders;
    std::unordered_map<orders::OrderId, std::vector<ItemChoice>> wanted;
    for (const auto& one : choice) {
        auto& of_order = wanted[one.order];
        if (of_order.empty()) {
            orders.push_back(one.order);
        }
        of_order.push_back(one);
    }
    std::vector<WorkItem> chosen;
    auto all = StatusRepository(database).items_of(orders);
    for (auto& item : all) {
        const auto& of_order = wanted.at(item.order);
        if (std::any_of(of_order.begin(), of_order.end(), [&](const auto& one) {
                return !one.number || *one.number == item.number;
            })) {
            chosen.push_back(item);
        }
    }
    std::set<std::pair<std::int64_t, std::int64_t>> found;
    for (const auto& item : chosen) {
        found.emplace(item.order.value(), item.number);
    }
    for (const auto& one : choice) {
        if (one.number && !found.contains({one.order.value(), *one.number})) {
            missing.push_back(one);
        }
    }
    for (auto& item : chosen) {
        placing.place(item);
    }
    return chosen;
}

MoveResult plan_moves(db::Database& database,
                      const std::vector<ItemChoice>& choice,
                      const Move& move,
                      Placing& placing) {
    MoveResult result;
    Gates gates(database);
    for (const auto& item : chosen_items(database, choice, placing, result.missing)) {
        result.items.push_back(plan_move(item, move, placing, gates));
    }
    return result;
}

MoveResult move_items(db::Database& database,
                      const std::vector<ItemChoice>& choice,
                      const Move& move,
                      Placing& placing,
                      const MoveResult& plan,
                      bool keep_going,
                      base::Instant now) {
    db::UnitOfWork work(database);
    auto result = plan_moves(work.database(), choice, move, placing);
    refuse_moved_since(result, plan);
    const bool refused = std::any_of(result.items.begin(),
                                     result.items.end(),
                                     [](const Moved& one) { return one.fate == Fate::refused; });
    if ((refused || !result.missing.empty()) && !keep_going) {
        return result;
    }
    const StatusRepository repository(work.database());
    orders::ActRecord record("status", in_words(move));
    for (auto& moved : result.items) {
        if (moved.fate == Fate::moved) {
            write_move(repository, move, moved, now);
            record.add(step_of(moved.after, stored_state(moved.before), stored_state(moved.after)));
        }
    }
    orders::ActRepository(work.database()).append(record, now);
    work.commit();
    result.written = true;
    return result;
}

} // namespace etsyorder::status
