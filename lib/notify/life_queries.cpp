// SPDX-License-Identifier: MIT
#include "notify/life_queries.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace etsyorder::notify {
namespace {

using orders::OrderId;

// Which past matters to the rules.
struct Past {
    std::set<std::string> events; // names
    std::optional<base::Instant> events_from;
    std::optional<base::Instant> placed_from;
    std::optional<base::Instant> ship_by_from;
};

void widen(std::optional<base::Instant>& from, base::Instant instant) {
    from = from ? std::min(*from, instant) : instant;
}

Past past_of(const Rules& rules, base::Instant from) {
    Past past;
    for (const auto& rule : rules.all) {
        const auto since = from - looks_back(rule);
        if (const auto* const on = std::get_if<OnEvent>(&rule.trigger)) {
            past.events.insert(on->names.begin(), on->names.end());
            widen(past.events_from, since);
        } else if (const auto* const at = std::get_if<AtMoment>(&rule.trigger)) {
            switch (at->moment.anchor) {
            case Anchor::placed:
                widen(past.placed_from, since);
                break;
            case Anchor::ship_by:
                widen(past.ship_by_from, since);
                break;
            case Anchor::paid:
                past.events.insert("order.paid");
                widen(past.events_from, since);
                break;
            case Anchor::shipped:
                past.events.insert("order.shipped");
                widen(past.events_from, since);
                break;
            }
        }
    }
    return past;
}

} // namespace

std::optional<OrderLife> LifeQueries::find(OrderId order) const {
    auto row = database_->statement(
        "SELECT shop_id, receipt_id, is_open, placed_at_utc_s, ship_by_utc_s FROM orders "
        "WHERE order_id = :order AND forgotten_at_utc_s IS NULL");
    row.bind(":order", order.value());
    if (!row.step()) {
        return std::nullopt;
    }
    OrderLife life;
    life.id = order;
    life.shop = orders::ShopId(row.integer(0));
    life.receipt = orders::ReceiptId(row.integer(1));
    life.is_open = row.integer(2) != 0;
    life.placed_at = base::from_utc_seconds(row.integer(3));
    if (const auto ship_by = row.maybe_integer(4)) {
        life.ship_by = base::from_utc_seconds(*ship_by);
    }
    auto events = database_->statement("SELECT event_id, name, occurred_at_utc_s FROM events "
                                       "WHERE order_id = :order ORDER BY event_id");
    events.bind(":order", order.value());
    while (events.step()) {
        life.events.push_back(
            {events.integer(0), events.string(1), base::from_utc_seconds(events.integer(2))});
    }
    return life;
}

std::vector<OrderId> LifeQueries::candidates(const Rules& rules,
                                             base::Instant from,
                                             std::optional<orders::ShopId> shop) const {
    const auto past = past_of(rules, from);
    std::vector<OrderId> found;
    const auto of_shop = shop ? fmt::format(" AND shop_id = {}", shop->value()) : std::string();
    const auto take = [&](const std::string& sql, std::optional<base::Instant> since) {
        if (since) {
            auto rows = database_->statement(sql + of_shop);
            rows.bind(":since", base::utc_seconds(*since));
            while (rows.step()) {
                found.emplace_back(rows.integer(0));
            }
        }
    };
    if (past.events_from) {
        std::string names; // of the program's own list
        for (const auto& name : past.events) {
            names += fmt::format("{}'{}'", names.empty() ? "" : ", ", name);
        }
        take("SELECT order_id FROM events WHERE occurred_at_utc_s >= :since AND order_id IS NOT "
             "NULL AND name IN (" +
                 names + ")",
             past.events_from);
    }
    take("SELECT order_id FROM orders WHERE placed_at_utc_s >= :since", past.placed_from);
    take("SELECT order_id FROM orders WHERE ship_by_utc_s >= :since", past.ship_by_from);
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

} // namespace etsyorder::notify
