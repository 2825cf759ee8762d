// SPDX-License-Identifier: MIT
// The plan: at which moments a rule acts about an order. A pure function of the order, its events,
// the rule and the shop's calendar; what the daemon does and what `rules plan` prints both come
// from here.
//
//     for (const auto& occurrence : occurrences(rule, life, calendar)) { ... occurrence.due ... }
//
// Of `when`: `after` counts from when it happened; `until` is asked of the events behind it. Of
// `at`: from the moment; `until` is asked of all events of the order. Quiet hours put a time off.
#pragma once

#include "notify/rule.hpp"
#include "orders/order.hpp"

#include <optional>
#include <string>
#include <vector>

namespace etsyorder::notify {

struct LifeEvent {
    std::int64_t id = 0;
    std::string name;
    base::Instant occurred_at{};
};

// What the plan needs to know of an order.
struct OrderLife {
    orders::ShopId shop{0};
    orders::OrderId id{0};
    orders::ReceiptId receipt{0};
    bool is_open = false;
    base::Instant placed_at{};
    std::optional<base::Instant> ship_by;
    std::vector<LifeEvent> events; // by id
};

struct Occurrence {
    // Unlike that of all other occurrences of the rule about this order: "event 1042",
    // "ship_by 2026-12-03", with "#2" for the second time.
    std::string key;
    base::Instant due{};
    base::Instant expires{};             // not before `due`; told no later
    std::string reason;                  // "order.paid"
    base::Instant reason_at{};           // when that was or is
    std::int64_t event_id = 0;           // 0: no event is the reason
    std::optional<std::string> ended_by; // an event of `until` that came before `due`
};

// By due, then by key. Those that have ended are among them, so that it can be told why they do
// not come. Empty for `cron`: these are times of the shop. With `once` the first event behind
// `since_event` counts.
[[nodiscard]] std::vector<Occurrence> occurrences(const Rule& rule,
                                                  const OrderLife& life,
                                                  const ShopCalendar& calendar,
                                                  std::int64_t since_event = 0);

// Of `cron`: when the rule acts about each of its orders, or the shop, for a time of its line.
[[nodiscard]] Occurrence
time_of(const Rule& rule, base::Instant time, const ShopCalendar& calendar);

// How long before an occurrence may be due the event can have been that is its reason: bounds what
// has to be read of the past.
[[nodiscard]] std::chrono::seconds looks_back(const Rule& rule);

} // namespace etsyorder::notify
