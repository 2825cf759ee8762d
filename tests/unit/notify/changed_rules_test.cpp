// SPDX-License-Identifier: MIT
// Rules that change while they are at work, and machines that sleep.
#include "rules_world.hpp"

using namespace etsyorder;
using notify::Decision;
using notify::RuleDecision;
using notify::Settlement;
using std::chrono::hours;
using test::Lines;
using test::RulesWorld;

TEST_CASE("a cron line with `after` misses none of its times") {
    RulesWorld world;
    world.write_rules("- {name: a, cron: \"0 * * * *\", after: 2h, "
                      "send: {template: shop, to: seller}}");
    world.write_template("shop", "Good morning");
    Lines all;
    for (int hour = 0; hour < 8; ++hour) {
        for (const auto& line : world.beat()) {
            all.push_back(line);
        }
        world.go_on(hours{1});
    }
    CHECK(all == Lines(5, "a shop handed")); // of the first one at nine, and so on
}

TEST_CASE("another time under the same name is a new rule, which does not act for the past") {
    RulesWorld world;
    world.write_rules("- {name: a, at: ship_by - 2 days, tag: x}");
    world.add(1); // ships on the 30th
    world.beat();
    world.now = *base::parse_instant("2026-10-26T12:00:00Z");
    world.write_rules("- {name: a, at: ship_by - 5 days, tag: x}");
    CHECK(world.beat().empty());
    CHECK(world.outbox().empty());
    world.write_rules("- {name: a, cron: \"0 9 * * mon\", send: {template: hello, to: seller}}");
    world.keep();
    CHECK(world.planned() == Lines{"a shop 2026-11-02T08:00:00Z"});
    world.write_rules("- {name: a, cron: \"0 9 * * *\", send: {template: hello, to: seller}}");
    world.keep();
    CHECK(world.planned() == Lines{"a shop 2026-10-27T08:00:00Z"});
}

TEST_CASE("a rule that is taken out and put back goes on, and so does a day that is moved back") {
    RulesWorld world;
    const std::string rule = "- {name: a, at: ship_by - 2 days, send: {template: hello}}";
    world.write_rules(rule);
    world.add(1);
    world.beat();
    world.write_rules("");
    world.beat();
    CHECK(world.outbox().empty());
    world.write_rules(rule);
    world.beat();
    CHECK(world.outbox() == Lines{"a 1 queued"});
    REQUIRE(world.settle(world.all().front().id.value(), Decision::hold) == Settlement::changed);
    const auto move_day = [&](const char* day) {
        world.change(1, [&](orders::ReceivedOrder& order) {
            orders::ReceivedItem item;
            item.transaction = orders::TransactionId{10};
            item.ship_by = *base::parse_instant(day);
            order.items = std::vector<orders::ReceivedItem>{item};
        });
        world.keep();
    };
    move_day("2026-10-31T20:00:00Z");
    CHECK(world.outbox() == Lines{"a 1 cancelled", "a 1 queued"});
    move_day("2026-10-30T20:00:00Z");
    CHECK(world.outbox() == Lines{"a 1 queued"});
}

TEST_CASE("of repeats that were slept through the last one is told") {
    RulesWorld world;
    world.write_rules("- {name: a, when: order.tagged, repeat: {every: 1h, max: 9}, "
                      "send: {template: hello, to: seller}}");
    world.beat();
    world.add(1);
    world.tag(1, "x");
    CHECK(world.beat() == Lines{"a 1 handed"});
    world.go_on(hours{4});
    CHECK(world.beat() == Lines{"a 1 expired", "a 1 expired", "a 1 expired", "a 1 handed"});
    CHECK(world.planned().size() == 4);
}

TEST_CASE("of more repeats than ten the last one is told, too") {
    RulesWorld world;
    world.write_rules("- {name: a, when: order.tagged, repeat: {every: 1h, max: 12}, "
                      "send: {template: hello, to: seller}}");
    world.beat();
    world.add(1);
    world.tag(1, "x");
    world.keep();
    world.go_on(hours{20});
    Lines expected(11, "a 1 expired");
    expected.emplace_back("a 1 handed");
    CHECK(world.beat() == expected);
}

TEST_CASE("what is released goes, however long it was held") {
    RulesWorld world;
    world.write_rules("- {name: thanks, when: order.tagged, send: {template: hello}}");
    world.beat();
    world.add(1);
    world.tag(1, "x");
    world.beat();
    world.go_on(hours{72});
    REQUIRE(
        notify::settle_rule(world.database, "thanks", RuleDecision::release, world.now)->changed);
    world.tag(1, "y"); // planned anew
    CHECK(world.beat() == Lines{"thanks 1 handed", "thanks 1 handed"});
}

TEST_CASE("once is the first time behind the rule's beginning") {
    RulesWorld world;
    world.add(1);
    world.tag(1, "early");
    world.write_rules(
        "- {name: a, when: order.tagged, once: true, send: {template: hello, to: seller}}");
    world.beat();
    world.tag(1, "x");
    world.tag(1, "y");
    CHECK(world.beat() == Lines{"a 1 handed"});
    world.tag(1, "z");
    CHECK(world.beat().empty());
}

TEST_CASE("a query that cannot be asked holds its rule and no other") {
    RulesWorld world;
    world.write_rules("- {name: a, cron: \"0 * * * *\", orders: \"is:open\", tag: x}\n"
                      "- {name: b, cron: \"0 * * * *\", run: x}");
    world.query_is_wrong = true;
    world.beat();
    world.go_on(hours{1});
    CHECK(world.beat() == Lines{"a shop held", "b shop held"});
}
