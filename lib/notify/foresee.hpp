// SPDX-License-Identifier: MIT
// The use case "what would the rules do between two moments": each telling to come, by time. Of
// moments that are past, what they would have done. Changes nothing.
//
//     for (const auto& one : foresee(database, rules, {now, now + 14 days}, surroundings).all) ...
#pragma once

#include "db/database.hpp"
#include "notify/plan.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace etsyorder::notify {

struct Window {
    base::Instant from{};                         // included
    base::Instant until{};                        // included
    std::optional<orders::ShopId> shop;           // empty: all
    std::optional<base::Instant> times_from = {}; // of cron lines; empty: as all others
};

// What the configuration knows.
struct Surroundings {
    std::function<const ShopCalendar&(orders::ShopId)> calendar_of;
    // The orders that a query finds now; throws Error of kind usage for a wrong one.
    std::function<std::vector<orders::OrderId>(const std::string& query)> orders_of;
    // Behind which event a rule with `once` looks for its first one; empty: behind none.
    std::function<std::int64_t(const std::string& rule)> since_event_of = {};
};

struct Foreseen {
    const Rule* rule = nullptr; // of the rules that were given
    orders::ShopId shop{0};
    std::optional<orders::OrderId> order; // empty: about the shop
    std::optional<orders::ReceiptId> receipt;
    Occurrence occurrence;
};

struct Foresight {
    std::vector<Foreseen> all;        // by due, then as the rules stand in their file
    std::size_t ended = 0;            // would have come, and something of `until` came first
    std::vector<const Rule*> cut_off; // come more often than kMostTimes
};

constexpr std::size_t kMostTimes = 1000; // of one cron line in one window

[[nodiscard]] Foresight foresee(db::Database& database,
                                const Rules& rules,
                                const Window& window,
                                const Surroundings& surroundings);

} // namespace etsyorder::notify
