// SPDX-License-Identifier: MIT
#include "orders/act_repository.hpp"

#include "base/optional_instant.hpp"

#include <algorithm>
#include <set>

namespace etsyorder::orders {
namespace {

constexpr std::int64_t kMostActs = 1000;
constexpr std::int64_t kMostSteps = 500'000;

constexpr std::string_view kActColumns =
    "SELECT act_id, verb, summary, done_at_utc_s, order_count, undoes_act_id, undone_at_utc_s, "
    "step_count FROM acts ";

Act act_from(const db::Statement& row) {
    Act act{ActId{row.integer(0)},
            row.string(1),
            row.string(2),
            base::from_utc_seconds(row.integer(3)),
            row.integer(4),
            {},
            base::maybe_from_utc_seconds(row.maybe_integer(6)),
            row.integer(7)};
    if (const auto undoes = row.maybe_integer(5)) {
        act.undoes = ActId{*undoes};
    }
    return act;
}

// 0: of several shops.
std::int64_t shop_of(const std::vector<ActStep>& steps) {
    const auto first = steps.front().shop;
    return std::ranges::all_of(steps, [&](const ActStep& step) { return step.shop == first; })
               ? first.value()
               : 0;
}

std::optional<std::string> maybe_text(const db::Statement& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional(row.string(column));
}

} // namespace

std::optional<ActId> ActRepository::append(const ActRecord& record, base::Instant now) {
    if (record.steps_.empty()) {
        return std::nullopt;
    }
    std::set<std::int64_t> orders;
    for (const auto& step : record.steps_) {
        if (step.order.value() != 0) {
            orders.insert(step.order.value());
        }
    }
    database_
        ->statement("INSERT INTO acts (shop_id, verb, summary, done_at_utc_s, order_count, "
                    "step_count, undoes_act_id) "
                    "VALUES (:shop, :verb, :summary, :now, :orders, :steps, :undoes)")
        .bind(":shop", shop_of(record.steps_))
        .bind(":verb", record.verb_)
        .bind(":summary", record.summary_)
        .bind(":now", base::utc_seconds(now))
        .bind(":orders", record.order_count_.value_or(static_cast<std::int64_t>(orders.size())))
        .bind(":steps", static_cast<std::int64_t>(record.steps_.size()))
        .bind(":undoes", record.undoes_ ? std::optional(record.undoes_->value()) : std::nullopt)
        .run();
    const ActId act{database_->last_insert_id()};
    auto insert = database_->statement(
        "INSERT INTO act_steps (shop_id, act_id, position, order_id, kind, thing, before, after) "
        "VALUES (:shop, :act, :position, :order, :kind, :thing, :before, :after)");
    std::int64_t position = 0;
    for (const auto& step : record.steps_) {
        insert.bind(":shop", step.shop.value())
            .bind(":act", act.value())
            .bind(":position", position++)
            .bind(":order", step.order.value())
            .bind(":kind", step.kind)
            .bind(":thing", step.thing)
            .bind(":before", step.before)
            .bind(":after", step.after)
            .run();
    }
    forget_oldest();
    return act;
}

std::int64_t ActRepository::last_too_many() const {
    auto row = database_->statement(
        "SELECT coalesce(sum(step_count), 0), coalesce((SELECT act_id FROM acts ORDER BY act_id "
        "DESC LIMIT 1 OFFSET :acts), 0) FROM acts");
    row.bind(":acts", kMostActs);
    (void)row.step();
    if (row.integer(0) <= kMostSteps) {
        return row.integer(1);
    }
    // Rare, and dearer than all the rest of a small act; the latest one always stays.
    auto counted = database_->statement(
        "SELECT coalesce(max(act_id), 0) FROM (SELECT act_id, "
        "count(*) OVER (ORDER BY act_id DESC) AS acts, "
        "sum(step_count) OVER (ORDER BY act_id DESC) AS steps FROM acts) AS counted "
        "WHERE acts > :acts OR (steps > :steps AND acts > 1)");
    counted.bind(":acts", kMostActs).bind(":steps", kMostSteps);
    return counted.step() ? counted.integer(0) : 0;
}

void ActRepository::forget_oldest() {
    const auto last = last_too_many();
    if (last == 0) {
        return;
    }
    for (const auto* sql : {"DELETE FROM act_steps WHERE act_id <= :last",
                            "DELETE FROM acts WHERE act_id <= :last"}) {
        database_->statement(sql).bind(":last", last).run();
    }
}

std::optional<Act> ActRepository::find(ActId id) const {
    auto row = database_->statement(std::string(kActColumns) + "WHERE act_id = :act");
    row.bind(":act", id.value());
    return row.step() ? std::optional(act_from(row)) : std::nullopt;
}

std::optional<Act> ActRepository::latest_to_undo() const {
    auto row = database_->statement(
        std::string(kActColumns) +
        "WHERE undone_at_utc_s IS NULL AND undoes_act_id IS NULL AND act_id NOT IN (SELECT "
        "undoes_act_id FROM acts WHERE undoes_act_id IS NOT NULL AND undone_at_utc_s IS NULL) "
        "ORDER BY act_id DESC LIMIT 1");
    return row.step() ? std::optional(act_from(row)) : std::nullopt;
}

std::vector<Act> ActRepository::latest(int limit) const {
    auto rows =
        database_->statement(std::string(kActColumns) + "ORDER BY act_id DESC LIMIT :limit");
    rows.bind(":limit", std::int64_t{limit});
    std::vector<Act> acts;
    while (rows.step()) {
        acts.push_back(act_from(rows));
    }
    return acts;
}

std::vector<ActStep> ActRepository::steps(ActId act) const {
    auto rows = database_->statement("SELECT shop_id, order_id, kind, thing, before, after FROM "
                                     "act_steps WHERE act_id = :act ORDER BY position");
    rows.bind(":act", act.value());
    std::vector<ActStep> steps;
    while (rows.step()) {
        steps.push_back({ShopId{rows.integer(0)},
                         OrderId{rows.integer(1)},
                         rows.string(2),
                         rows.string(3),
                         maybe_text(rows, 4),
                         maybe_text(rows, 5)});
    }
    return steps;
}

void ActRepository::mark_undone(ActId act, std::optional<base::Instant> at) {
    database_->statement("UPDATE acts SET undone_at_utc_s = :at WHERE act_id = :act")
        .bind(":at", base::maybe_utc_seconds(at))
        .bind(":act", act.value())
        .run();
}

} // namespace etsyorder::orders
