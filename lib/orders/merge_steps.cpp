// SPDX-License-Identifier: MIT
#include "orders/merge_steps.hpp"

#include "orders/merge_buyers.hpp"

#include <charconv>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace etsyorder::orders {
namespace {

struct Step {
    std::int64_t act = 0;
    std::int64_t position = 0;
    std::int64_t account = 0;           // that was merged or split off
    std::optional<std::int64_t> before; // whom it was merged into; empty: nobody
    std::optional<std::int64_t> after;
};

std::int64_t number(std::string_view text) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::optional<std::int64_t> maybe_number(const db::Statement& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional(number(row.text(column)));
}

std::vector<Step> steps(db::Statement& rows) {
    std::vector<Step> all;
    while (rows.step()) {
        all.push_back({rows.integer(0),
                       rows.integer(1),
                       number(rows.text(2)),
                       maybe_number(rows, 3),
                       maybe_number(rows, 4)});
    }
    return all;
}

constexpr std::string_view kSteps =
    "SELECT act_id, position, thing, before, after FROM act_steps WHERE kind = 'buyer'";

// The nearest of those it was merged into that stays. Empty: there is none.
std::optional<std::int64_t> living(const MergedBuyerRepository& buyers,
                                   const std::set<std::int64_t>& gone,
                                   std::int64_t buyer) {
    std::optional<BuyerId> next = BuyerId{buyer};
    while (next && gone.contains(next->value())) {
        next = buyers.merged_into(*next);
    }
    return next ? std::optional(next->value()) : std::nullopt;
}

std::optional<std::string> as_text(const std::optional<std::int64_t>& value) {
    return value ? std::optional(std::to_string(*value)) : std::nullopt;
}

} // namespace

void hang_merges_elsewhere(db::Database& database, OrderId order) {
    auto rows = database.statement(std::string(kSteps) + " AND order_id = :order");
    rows.bind(":order", order.value());
    for (const auto& step : steps(rows)) {
        auto orders = MergedBuyerRepository(database).orders_of_account(BuyerId{step.account});
        std::erase(orders, order);
        if (orders.empty()) {
            continue;
        }
        database
            .statement("UPDATE act_steps SET order_id = :other WHERE act_id = :act AND position = "
                       ":position")
            .bind(":other", orders.back().value())
            .bind(":act", step.act)
            .bind(":position", step.position)
            .run();
    }
}

void forget_merges_of(db::Database& database, const std::set<std::int64_t>& buyers) {
    auto rows = database.statement(kSteps);
    const MergedBuyerRepository repository(database);
    for (auto& step : steps(rows)) {
        bool goes = buyers.contains(step.account);
        bool changed = false;
        for (auto* end : {&step.before, &step.after}) {
            if (*end && buyers.contains(**end)) {
                *end = living(repository, buyers, **end);
                goes = goes || !*end || *end == step.account;
                changed = true;
            }
        }
        if (goes) {
            database.statement("DELETE FROM act_steps WHERE act_id = :act AND position = :position")
                .bind(":act", step.act)
                .bind(":position", step.position)
                .run();
        } else if (changed) {
            database
                .statement("UPDATE act_steps SET before = :before, after = :after WHERE act_id = "
                           ":act AND position = :position")
                .bind(":before", as_text(step.before))
                .bind(":after", as_text(step.after))
                .bind(":act", step.act)
                .bind(":position", step.position)
                .run();
        }
    }
}

} // namespace etsyorder::orders
