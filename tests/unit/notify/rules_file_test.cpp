// SPDX-License-Identifier: MIT
#include "notify/rules_file.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace etsyorder;

namespace {

using Codes = std::vector<std::string>;

// "LINE code" of each problem.
Codes problems(const std::string& text) {
    Codes codes;
    for (const auto& problem : notify::read_rules_text(text, "rules.yaml").problems) {
        codes.push_back(fmt::format("{} {}", problem.line, problem.code));
    }
    return codes;
}

config::Problem problem_of(const std::string& text) {
    const auto read = notify::read_rules_text(text, "rules.yaml");
    REQUIRE(read.problems.size() == 1);
    CHECK(read.rules.all.empty());
    return read.problems.front();
}

const notify::Rules& rules_of(const std::string& text) {
    static notify::Rules kept;
    auto read = notify::read_rules_text(text, "rules.yaml");
    REQUIRE(read.problems.empty());
    kept = std::move(read.rules);
    return kept;
}

} // namespace

TEST_CASE("a rule with all its words is read") {
    const auto& rule = rules_of(R"(
- name: chase-proof
  when: [order.paid, order.changed]
  if: order.total > 20 and order.tags contains "engraved"
  after: 48h
  until: [order.shipped, order.canceled]
  repeat: {every: 2 business days, max: 3}
  quiet: {from: "21:00", to: "08:00"}
  expires: 6h
  once: true
  send: {template: proof-reminder, to: buyer, via: [portal, email, hand]}
)")
                           .all.front();
    CHECK(rule.name == "chase-proof");
    CHECK(rule.line == 2);
    CHECK(std::get<notify::OnEvent>(rule.trigger).names.size() == 2);
    CHECK(rule.condition);
    CHECK(notify::to_string(rule.after) == "48 h");
    CHECK(rule.until.size() == 2);
    CHECK(rule.repeat->max == 3);
    CHECK(notify::to_string(rule.repeat->every) == "2 business days");
    CHECK(rule.quiet->from == std::chrono::hours{21});
    CHECK(notify::to_string(rule.expires) == "6 h");
    CHECK(rule.once);
    CHECK(rule.is_to_buyer());
    CHECK(notify::deed_in_words(rule) == "tell the buyer: proof-reminder");
    CHECK(notify::trigger_in_words(rule) == "when order.paid or order.changed");
}

TEST_CASE("rules may stand below `rules:`, and an empty file has none") {
    CHECK(rules_of("rules:\n  - {name: a, when: order.paid, tag: x}").all.size() == 1);
    CHECK(rules_of("").all.empty());
    CHECK(rules_of("# nothing yet\n").all.empty());
    CHECK(rules_of("rules:\n").all.empty());
}

TEST_CASE("each deed is read") {
    CHECK(notify::deed_in_words(rules_of("- {name: a, when: order.paid, stage: on-hold}").all[0]) ==
          "stage on-hold");
    CHECK(notify::deed_in_words(rules_of("- {name: a, when: order.paid, tag: late}").all[0]) ==
          "tag late");
    CHECK(
        notify::deed_in_words(rules_of("- {name: a, when: order.paid, run: [print, -x]}").all[0]) ==
        "run print -x");
    const auto& send = rules_of("- {name: a, when: order.paid, send: {template: t}}").all[0];
    CHECK(std::get<notify::Send>(send.deed).via == std::vector<std::string>{"hand"});
}

TEST_CASE("an unknown event is told with the nearest") {
    const auto problem = problem_of("- name: a\n  when: order.shiped\n  tag: x\n");
    CHECK(problem.line == 2);
    CHECK(problem.code == "unknown_event");
    CHECK(problem.hint == "did you mean \"order.shipped\"?");
    CHECK(problems("- {name: a, when: order.paid, until: proof.eaten, tag: x}") ==
          Codes{"1 unknown_event"});
}

TEST_CASE("times that cannot be are refused") {
    CHECK(problem_of("- {name: a, cron: \"0 0 31 2 *\", run: x}").text ==
          "\"cron\": no day is ever like that");
    CHECK(problems("- {name: a, when: order.paid, repeat: {every: 0s, max: 3}, tag: x}") ==
          Codes{"1 bad_value"});
    CHECK(problems("- {name: a, when: order.paid, repeat: {every: 1h, max: 0}, tag: x}") ==
          Codes{"1 bad_value"});
    CHECK(problems("- {name: a, when: order.paid, repeat: {every: 1h}, tag: x}") ==
          Codes{"1 bad_value"});
    CHECK(problems("- {name: a, when: order.paid, repeat: {every: 1h, max: 101}, tag: x}") ==
          Codes{"1 bad_value"});
    CHECK(problems("- {name: a, when: order.paid, after: soon, tag: x}") == Codes{"1 bad_value"});
    CHECK(problems("- {name: a, at: ship_by - 2 fortnights, tag: x}") == Codes{"1 bad_value"});
    CHECK(problems(
              "- {name: a, when: order.paid, quiet: {from: \"21:00\", to: \"21:00\"}, tag: x}") ==
          Codes{"1 bad_value"});
    CHECK(problems("- {name: a, when: order.paid, quiet: {from: 25:00, to: 8}, tag: x}") ==
          Codes{"1 bad_value"});
}

TEST_CASE("a rule has one time and one deed") {
    CHECK(problems("- {name: a, tag: x}") == Codes{"1 missing"});
    CHECK(problems("- {name: a, when: order.paid}") == Codes{"1 missing"});
    CHECK(problems("- {name: a, when: order.paid, at: ship_by, tag: x}") == Codes{"1 missing"});
    CHECK(problems("- {name: a, when: order.paid, tag: x, stage: y}") == Codes{"1 missing"});
    CHECK(problems("- {when: order.paid, tag: x}") == Codes{"1 missing"});
}

TEST_CASE("a cron line that needs orders says which") {
    CHECK(problems("- {name: a, cron: \"0 9 * * *\", send: {template: t}}") == Codes{"1 missing"});
    CHECK(problems("- {name: a, cron: \"0 9 * * *\", tag: x}") == Codes{"1 missing"});
    CHECK(problems("- {name: a, cron: \"0 9 * * *\", send: {template: t, to: seller}}").empty());
    CHECK(problems("- {name: a, cron: \"0 9 * * *\", orders: \"is:open\", tag: x}").empty());
    CHECK(problems("- {name: a, when: order.paid, orders: \"is:open\", tag: x}") ==
          Codes{"1 wrong_shape"});
    CHECK(problems("- {name: a, cron: \"0 9 * * *\", run: x, repeat: {every: 1h, max: 2}}") ==
          Codes{"1 wrong_shape"});
}

TEST_CASE("a condition that is no Liquid is told where it stands") {
    const auto problem = problem_of("- name: a\n  when: order.paid\n  if: order.total >\n  tag: x");
    CHECK(problem.line == 3);
    CHECK(problem.code == "bad_condition");
}

TEST_CASE("slips are told with their lines, all of a file in one round") {
    CHECK(problems("- name: a\n  wen: order.paid\n  tag: x\n- name: B C\n  when: order.paid\n"
                   "  send: {template: t, too: buyer, via: [hnd]}\n- just words\n") ==
          Codes{"2 unknown_key", "4 bad_name", "6 unknown_key", "6 bad_value", "7 wrong_shape"});
    CHECK(
        problems("- {name: a, when: order.paid, tag: x}\n- {name: a, when: order.paid, tag: y}") ==
        Codes{"2 twice"});
    CHECK(problems("- {name: a, name: b, when: order.paid, tag: x}") == Codes{"1 twice"});
    CHECK(problems("rule: []") == Codes{"1 unknown_key"});
    CHECK(problems("just words") == Codes{"1 wrong_shape"});
    CHECK(problems("- [") == Codes{"1 not_yaml"});
    CHECK(problems("a: \xff") == Codes{"1 not_yaml"});
    CHECK(problems("- {name: a, when: order.paid, tag: \"a b\"}") == Codes{"1 bad_name"});
    CHECK(problems("- {name: a, when: order.paid, send: t}") == Codes{"1 wrong_shape"});
    CHECK(problems("- {name: a, when: order.paid, send: {to: buyer}}") == Codes{"1 missing"});
    CHECK(problems("- {name: a, when: order.paid, send: {template: t, to: maker}}") ==
          Codes{"1 bad_value"});
    CHECK(problems("- {name: a, when: order.paid, once: yes, tag: x}") == Codes{"1 bad_value"});
    CHECK(problems("- {name: a, when: [], tag: x}") == Codes{"1 bad_value"});
    CHECK(problems("- {name: a, when: order.paid, run: []}") == Codes{"1 bad_value"});
}

TEST_CASE("a file that multiplies itself by aliases is bounded") {
    std::string text = "- {name: a, tag: x, when: &all [";
    for (int i = 0; i < 1000; ++i) {
        text += "order.paid, ";
    }
    text += "]}\n";
    for (int i = 0; i < 200; ++i) {
        text += fmt::format("- {{name: r{}, tag: x, when: *all}}\n", i);
    }
    CHECK(problem_of(text).code == "too_long");
}
