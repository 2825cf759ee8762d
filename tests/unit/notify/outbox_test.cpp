// SPDX-License-Identifier: MIT
#include "events/event_names.hpp"
#include "events/event_queries.hpp"
#include "rules_world.hpp"

#include <fmt/ranges.h>

#include <algorithm>

using namespace etsyorder;
using notify::Decision;
using notify::RuleDecision;
using notify::Settlement;
using std::chrono::hours;
using test::Lines;
using test::RulesWorld;

namespace {

const char* const kToSeller = "- {name: tell, when: order.tagged, after: 2h, until: order.noted, "
                              "send: {template: hello, to: seller}}";
const char* const kToBuyer = "- {name: thanks, when: order.tagged, send: {template: hello}}";

std::vector<std::string> told(RulesWorld& world, const std::string& pattern) {
    std::vector<std::string> names;
    events::EventQueries(world.database)
        .each({.names = events::names_like(pattern)}, std::nullopt, [&](events::Event&& one) {
            names.push_back(one.name + " " + one.source);
        });
    return names;
}

} // namespace

TEST_CASE("a new rule does not act for what was there before it") {
    RulesWorld world;
    world.add(1);
    world.tag(1, "early");
    world.write_rules(kToSeller);
    world.go_on(hours{1});
    CHECK(world.beat().empty());
    CHECK(world.outbox().empty());
    world.tag(1, "late");
    CHECK(world.beat().empty());
    CHECK(world.planned() == Lines{"tell 1 2026-10-19T11:00:00Z"});
}

TEST_CASE("what is due is handed over once, and the seller says that it was sent") {
    RulesWorld world;
    world.write_rules(kToSeller);
    world.beat();
    world.add(1);
    world.tag(1, "x");
    world.go_on(hours{2});
    CHECK(world.beat() == Lines{"tell 1 handed"});
    CHECK(world.beat().empty());
    const auto telling = world.all().front();
    CHECK(telling.text == "Hi Ann");
    CHECK(telling.channel == "hand");
    CHECK(telling.letter);
    CHECK(world.settle(telling.id.value(), Decision::done) == Settlement::changed);
    CHECK(world.settle(telling.id.value(), Decision::done) == Settlement::already);
    CHECK(world.settle(telling.id.value(), Decision::cancel) == Settlement::refused);
    CHECK(world.settle(99, Decision::done) == Settlement::missing);
    CHECK(world.outbox() == Lines{"tell 1 sent"});
    CHECK(told(world, "telling.*") == Lines{"telling.handed rule", "telling.sent user"});
}

TEST_CASE("what ends a rule takes away what is queued, and an event between plan and telling too") {
    RulesWorld world;
    world.write_rules(kToSeller);
    world.beat();
    world.add(1);
    world.tag(1, "x");
    world.beat();
    db::UnitOfWork work(world.database);
    world.log.append({.id = 0,
                      .shop_id = 7,
                      .name = "order.noted",
                      .order_id = world.stored(1).id.value(),
                      .subject_id = {},
                      .occurred_at = world.now,
                      .recorded_at = world.now,
                      .source = "user",
                      .data = "{}"});
    work.commit();
    SUBCASE("seen by the plan") {
        CHECK(world.keep().cancelled == 1);
        CHECK(world.all().front().problem == "order.noted came first");
    }
    SUBCASE("seen as it is due") {
        world.go_on(hours{3});
        auto drafts = world.drafts();
        notify::tell_due(world.database,
                         world.rules,
                         world.surroundings,
                         drafts,
                         {},
                         world.now,
                         [](const auto&) {});
    }
    CHECK(world.outbox() == Lines{"tell 1 cancelled"});
    CHECK(told(world, "telling.*") == Lines{"telling.cancelled rule"});
}

TEST_CASE("a buyer is told nothing before the rule is released") {
    RulesWorld world;
    world.write_rules(kToBuyer);
    CHECK(!notify::settle_rule(world.database, "thanks", RuleDecision::release, world.now));
    world.beat();
    world.add(1);
    world.tag(1, "x");
    CHECK(world.beat() == Lines{"thanks 1 held"});
    CHECK(world.all().front().text == "Hi Ann");
    const auto released =
        notify::settle_rule(world.database, "thanks", RuleDecision::release, world.now);
    CHECK(released->changed);
    CHECK(released->queued == 1);
    CHECK(
        !notify::settle_rule(world.database, "thanks", RuleDecision::release, world.now)->changed);
    CHECK(world.beat() == Lines{"thanks 1 handed"});
    world.tag(1, "y");
    CHECK(world.beat() == Lines{"thanks 1 handed"});
}

TEST_CASE("one telling may be released by itself, and one that the seller holds stays held") {
    RulesWorld world;
    world.write_rules(kToBuyer);
    world.beat();
    world.add(1);
    world.tag(1, "x");
    world.tag(1, "y");
    CHECK(world.beat().size() == 2);
    CHECK(world.settle(1, Decision::release) == Settlement::changed);
    CHECK(world.beat() == Lines{"thanks 1 handed"});
    CHECK(world.settle(2, Decision::release) == Settlement::changed);
    CHECK(world.settle(2, Decision::hold) == Settlement::changed);
    CHECK(notify::settle_rule(world.database, "thanks", RuleDecision::release, world.now)->queued ==
          0);
    CHECK(world.beat().empty());
    CHECK(world.outbox() == Lines{"thanks 1 handed", "thanks 1 held"});
}

TEST_CASE("a paused rule waits, and goes on with what has not expired") {
    RulesWorld world;
    world.write_rules(kToSeller);
    world.beat();
    world.add(1);
    world.tag(1, "x");
    world.beat();
    REQUIRE(notify::settle_rule(world.database, "tell", RuleDecision::pause, world.now)->changed);
    world.go_on(hours{3});
    CHECK(world.beat() == Lines{"tell 1 queued"});
    CHECK(world.beat().empty()); // it is not looked at again and again
    SUBCASE("in time") {
        CHECK(
            notify::settle_rule(world.database, "tell", RuleDecision::resume, world.now)->changed);
        CHECK(world.beat() == Lines{"tell 1 handed"});
    }
    SUBCASE("too late") {
        world.go_on(hours{24});
        CHECK(world.beat() == Lines{"tell 1 expired"});
    }
}

TEST_CASE("what a machine slept through is told only while it may be") {
    RulesWorld world;
    world.write_rules("- {name: soon, when: order.tagged, after: 1h, expires: 2h, tag: told}");
    world.beat();
    world.add(1);
    world.tag(1, "x");
    world.beat();
    world.go_on(hours{3} + std::chrono::seconds{1});
    CHECK(world.beat() == Lines{"soon 1 expired"});
    CHECK(world.stored(1).tags == Lines{"x"});
}

TEST_CASE("what is learned too late is not told, so a first sync tells nobody") {
    RulesWorld world;
    world.write_rules("- {name: a, when: order.placed, send: {template: hello, to: seller}}");
    world.beat();
    const auto today = world.now;
    world.now = today - std::chrono::days{400};
    world.add(1); // placed long ago
    world.now = today;
    CHECK(world.beat().empty());
    CHECK(world.outbox().empty());
}

TEST_CASE("a moved day moves what is queued, and a changed rule too") {
    RulesWorld world;
    world.write_rules("- {name: soon, at: ship_by - 1 business day, tag: soon}");
    world.add(1);
    world.beat();
    CHECK(world.planned() == Lines{"soon 1 2026-10-29T08:00:00Z"});
    world.write_rules("- {name: soon, at: ship_by - 1 business day, after: 1h, tag: soon}");
    CHECK(world.keep().moved == 1);
    CHECK(world.planned() == Lines{"soon 1 2026-10-29T09:00:00Z"});
    world.change(1, [&](orders::ReceivedOrder& order) {
        orders::ReceivedItem item;
        item.transaction = orders::TransactionId{10};
        item.ship_by = *base::parse_instant("2026-11-04T20:00:00Z");
        order.items = std::vector<orders::ReceivedItem>{item};
    });
    world.keep();
    CHECK(world.planned() == Lines{"soon 1 2026-11-03T09:00:00Z"});
    world.write_rules("- {name: other, at: ship_by, tag: x}");
    world.keep();
    CHECK(world.outbox() == Lines{"other 1 queued"});
}

TEST_CASE("tags and stages are done, and a refused stage is held with its reason") {
    RulesWorld world;
    world.write_rules("- {name: a, when: order.tagged, once: true, tag: seen}\n"
                      "- {name: b, when: order.tagged, once: true, stage: packing}");
    world.beat();
    world.add(1);
    world.refuses_stage = "needs tracking";
    world.tag(1, "x");
    CHECK(world.beat() == Lines{"a 1 done", "b 1 held"});
    CHECK(world.stored(1).tags == Lines{"seen", "x"});
    CHECK(world.all()[1].problem == "needs tracking");
}

TEST_CASE("a condition is asked when the telling is due, and a letter with a hole is held") {
    RulesWorld world;
    world.write_rules("- {name: a, when: order.tagged, after: 1h, if: order.tags contains \"yes\", "
                      "send: {template: hello, to: seller}}");
    world.beat();
    world.add(1);
    world.add(2);
    world.tag(1, "x");
    world.tag(2, "x");
    world.beat();
    world.tag(2, "yes");
    world.write_template("hello", "{{ links.proof }}");
    world.go_on(hours{1});
    CHECK(world.beat() == Lines{"a 1 cancelled", "a 2 held", "a 2 held"});
    CHECK(world.all()[1].problem.find("links.proof") != std::string::npos);
}

TEST_CASE("a cron line comes for each order it finds then, and of times slept through once") {
    RulesWorld world;
    world.write_rules("- {name: a, cron: \"0 12 * * *\", orders: \"is:open\", tag: seen}");
    world.found = {world.add(1), world.add(2)};
    world.beat();
    CHECK(world.planned() == Lines{"a shop 2026-10-19T10:00:00Z"}); // 12:00 in Berlin
    world.go_on(hours{3 * 24 + 4});                                 // four times have passed
    CHECK(world.beat() == Lines{"a shop expired", "a shop done", "a 1 done", "a 2 done"});
    CHECK(world.planned() == Lines{"a shop 2026-10-23T10:00:00Z"});
    CHECK(world.beat().empty());
}

TEST_CASE("an order whose person is forgotten is told of no more") {
    RulesWorld world;
    world.write_rules(kToSeller);
    world.beat();
    world.add(1);
    world.tag(1, "x");
    world.beat();
    world.database.execute("UPDATE orders SET forgotten_at_utc_s = 1");
    world.go_on(hours{2});
    CHECK(world.beat() == Lines{"tell 1 cancelled"});
}

TEST_CASE("orders without a change are not planned again") {
    RulesWorld world;
    world.write_rules(kToSeller);
    world.add(1);
    world.beat();
    CHECK(world.keep().orders == 0);
    world.tag(1, "x");
    CHECK(world.keep().orders == 1);
    CHECK(world.keep().orders == 0);
}

TEST_CASE("cut off anywhere and run again, the end is the same") {
    const auto live = [](int cut) {
        RulesWorld world;
        world.write_rules("- {name: a, when: order.tagged, send: {template: hello, to: seller}}\n"
                          "- {name: b, at: ship_by - 2 days, tag: soon}\n"
                          "- {name: c, cron: \"0 12 * * *\", orders: \"is:open\", tag: seen}");
        world.beat();
        for (std::int64_t receipt = 1; receipt <= 3; ++receipt) {
            world.found.push_back(world.add(receipt));
            world.tag(receipt, "x");
        }
        world.go_on(hours{5});
        world.cut_after = cut;
        bool was_cut = false;
        try {
            world.beat();
        } catch (const test::Cut&) {
            was_cut = true;
        }
        world.cut_after = 0;
        world.beat();
        world.beat();
        auto lines = world.outbox();
        for (std::int64_t receipt = 1; receipt <= 3; ++receipt) {
            lines.push_back(fmt::format("{}", fmt::join(world.stored(receipt).tags, " ")));
        }
        for (const auto& one : told(world, "telling.*")) {
            lines.push_back(one);
        }
        std::ranges::sort(lines);
        return std::pair(was_cut, lines);
    };
    const auto [never, whole] = live(0);
    CHECK(!never);
    int cuts = 0;
    while (true) {
        CAPTURE(cuts);
        const auto [was_cut, lines] = live(cuts + 1);
        CHECK(lines == whole);
        if (!was_cut) {
            break;
        }
        ++cuts;
    }
    CHECK(cuts > 15);
}
