// SPDX-License-Identifier: MIT
#include "notify/plan.hpp"
#include "notify/rules_file.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace etsyorder;
using notify::OrderLife;

namespace {

using Lines = std::vector<std::string>;

base::Instant at(const char* text) {
    return *base::parse_instant(text);
}

// An open order that was placed and paid on Friday, the 20th of November 2026.
OrderLife an_order() {
    OrderLife life;
    life.id = orders::OrderId(1);
    life.is_open = true;
    life.placed_at = at("2026-11-20T10:00:00Z");
    life.ship_by = at("2026-12-03T20:00:00Z");
    life.events = {{10, "order.placed", at("2026-11-20T10:00:00Z")},
                   {11, "order.paid", at("2026-11-20T10:05:00Z")}};
    return life;
}

// "KEY DUE" of each, or "KEY ended by EVENT". The rule has a name and does nothing but run.
Lines plan(const std::string& rule, const OrderLife& life) {
    const auto read =
        notify::read_rules_text(fmt::format("- {{name: one, run: x, {}}}", rule), "rules.yaml");
    REQUIRE(read.problems.empty());
    const notify::ShopCalendar berlin{base::Zone::named("Europe/Berlin"), {}};
    Lines lines;
    for (const auto& one : notify::occurrences(read.rules.all.front(), life, berlin)) {
        lines.push_back(one.ended_by
                            ? fmt::format("{} ended by {}", one.key, *one.ended_by)
                            : fmt::format("{} {}", one.key, base::format_instant(one.due)));
        CHECK(one.expires >= one.due);
        CHECK(one.due - at("2026-11-20T10:00:00Z") <=
              notify::looks_back(read.rules.all.front()) + std::chrono::days{14});
    }
    return lines;
}

void happens(OrderLife& life, std::int64_t id, const char* name, const char* when) {
    life.events.push_back({id, name, at(when)});
}

} // namespace

TEST_CASE("a rule acts once for each event of its name, so long after it") {
    auto life = an_order();
    CHECK(plan("when: order.paid, after: 48h", life) == Lines{"event 11 2026-11-22T10:05:00Z"});
    CHECK(plan("when: order.shipped", life).empty());
    happens(life, 12, "order.paid", "2026-11-21T08:00:00Z");
    CHECK(plan("when: order.paid", life) ==
          Lines{"event 11 2026-11-20T10:05:00Z", "event 12 2026-11-21T08:00:00Z"});
    CHECK(plan("when: [order.paid, order.placed], after: 1 business day", life).size() == 3);
}

TEST_CASE("with once, an order is told of once") {
    auto life = an_order();
    happens(life, 12, "order.paid", "2026-11-21T08:00:00Z");
    CHECK(plan("when: order.paid, once: true", life) == Lines{"once 2026-11-20T10:05:00Z"});
}

TEST_CASE("what ends a rule counts behind its event and before its time") {
    auto life = an_order();
    const std::string rule = "when: order.paid, after: 48h, until: [order.shipped, order.tagged]";
    happens(life, 12, "order.shipped", "2026-11-22T10:05:01Z");
    CHECK(plan(rule, life) == Lines{"event 11 2026-11-22T10:05:00Z"}); // a second too late
    life.events.back().occurred_at = at("2026-11-22T10:05:00Z");
    CHECK(plan(rule, life) == Lines{"event 11 ended by order.shipped"});
    life.events.back().id = 9; // it was stored before the event that sets the rule off
    CHECK(plan(rule, life) == Lines{"event 11 2026-11-22T10:05:00Z"});
}

TEST_CASE("an end ends the repeats that are still to come, and one more event begins anew") {
    auto life = an_order();
    const std::string rule =
        "when: order.paid, after: 24h, until: order.tagged, repeat: {every: 24h, max: 3}";
    CHECK(plan(rule, life) == Lines{"event 11 2026-11-21T10:05:00Z",
                                    "event 11 #2 2026-11-22T10:05:00Z",
                                    "event 11 #3 2026-11-23T10:05:00Z"});
    happens(life, 12, "order.tagged", "2026-11-22T00:00:00Z");
    happens(life, 13, "order.paid", "2026-11-24T00:00:00Z");
    CHECK(plan(rule, life) == Lines{"event 11 2026-11-21T10:05:00Z",
                                    "event 11 #2 ended by order.tagged",
                                    "event 11 #3 ended by order.tagged",
                                    "event 13 2026-11-25T00:00:00Z",
                                    "event 13 #2 2026-11-26T00:00:00Z",
                                    "event 13 #3 2026-11-27T00:00:00Z"});
}

TEST_CASE("quiet hours put one time off, and do not shift those after it") {
    const auto life = an_order(); // paid at 11:05 in Berlin
    CHECK(
        plan("when: order.paid, after: 12h, repeat: {every: 12h, max: 3}, quiet: {from: \"21:00\", "
             "to: \"08:00\"}",
             life) == Lines{"event 11 2026-11-21T07:00:00Z",
                            "event 11 #2 2026-11-21T10:05:00Z",
                            "event 11 #3 2026-11-22T07:00:00Z"});
}

TEST_CASE("a moment before ship-by comes for open orders, and not after they are shipped") {
    auto life = an_order();
    const std::string rule = "at: ship_by - 2 business days";
    CHECK(plan(rule, life) == Lines{"ship_by 2026-12-03 2026-12-01T08:00:00Z"});
    happens(life, 12, "order.shipped", "2026-11-30T12:00:00Z");
    life.is_open = false;
    CHECK(plan(rule, life) == Lines{"ship_by 2026-12-03 ended by order.shipped"});
    life.events.back().occurred_at = at("2026-12-01T12:00:00Z"); // it had come before
    CHECK(plan(rule, life) == Lines{"ship_by 2026-12-03 2026-12-01T08:00:00Z"});
    life.events.pop_back(); // wholly refunded
    CHECK(plan(rule, life).empty());
}

TEST_CASE("another ship-by day is another occurrence") {
    auto life = an_order();
    life.ship_by = at("2026-12-10T20:00:00Z");
    CHECK(plan("at: ship_by - 2 business days", life) ==
          Lines{"ship_by 2026-12-10 2026-12-08T08:00:00Z"});
    life.ship_by.reset();
    CHECK(plan("at: ship_by - 2 business days", life).empty());
}

TEST_CASE("moments are counted from what happened, too") {
    auto life = an_order();
    CHECK(plan("at: placed + 3 days", life) == Lines{"placed 2026-11-20 2026-11-23T10:00:00Z"});
    CHECK(plan("at: paid + 3 days at 9:30", life) == Lines{"paid 2026-11-20 2026-11-23T08:30:00Z"});
    CHECK(plan("at: shipped + 7 days", life).empty());
    happens(life, 12, "order.shipped", "2026-11-30T12:00:00Z");
    CHECK(plan("at: shipped + 7 days", life) == Lines{"shipped 2026-11-30 2026-12-07T12:00:00Z"});
    CHECK(plan("at: shipped + 7 days, until: order.shipped", life) ==
          Lines{"shipped 2026-11-30 ended by order.shipped"});
}

TEST_CASE("a cron line is no matter of one order") {
    CHECK(plan("cron: \"0 9 * * *\", orders: \"is:open\"", an_order()).empty());
}
