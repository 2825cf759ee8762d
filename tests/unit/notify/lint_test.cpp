// SPDX-License-Identifier: MIT
#include "notify/lint.hpp"
#include "notify/rules_file.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace etsyorder;

namespace {

using Codes = std::vector<std::string>;

std::vector<notify::RuleFinding> findings(const std::string& text) {
    const auto read = notify::read_rules_text(text, "rules.yaml");
    REQUIRE(read.problems.empty());
    const templates::Library library("/nowhere");
    return notify::lint_rules(read.rules, library, status::standard_pipelines());
}

// "rule code" of each.
Codes codes(const std::string& text) {
    Codes all;
    for (const auto& finding : findings(text)) {
        all.push_back(fmt::format("{} {}", finding.rule, finding.code));
    }
    return all;
}

} // namespace

TEST_CASE("a rule with which nothing is wrong has no finding") {
    CHECK(codes("- {name: thanks, when: order.paid, send: {template: order-thanks}}").empty());
    CHECK(codes("- {name: chase, when: order.paid, after: 2d, until: order.canceled, "
                "send: {template: order-thanks}}")
              .empty());
    CHECK(codes("- {name: late, at: ship_by, if: order.open, send: {template: delay}}").size() <=
          1);
}

TEST_CASE("templates and stages that are not there are told with the nearest") {
    const auto found = findings("- {name: a, when: order.paid, send: {template: order-thnks}}");
    REQUIRE(found.size() == 1);
    CHECK(found[0].code == "unknown_template");
    CHECK(found[0].hint == "did you mean \"order-thanks\"?");
    CHECK(found[0].line == 1);
    const auto stage = findings("- {name: a, when: order.paid, stage: makin}");
    REQUIRE(stage.size() == 1);
    CHECK(stage[0].hint == "did you mean \"making\"?");
}

TEST_CASE("a letter for the seller is not sent to a buyer") {
    CHECK(codes("- {name: a, when: order.paid, send: {template: production-ticket}}") ==
          Codes{"a wrong_audience"});
    CHECK(codes("- {name: a, when: order.paid, send: {template: production-ticket, to: seller}}")
              .empty());
}

TEST_CASE("a fact that does not exist is told of a condition") {
    CHECK(codes("- {name: a, when: order.paid, if: order.totl > 3, tag: x}") ==
          Codes{"a unknown_fact"});
    CHECK(codes("- {name: a, when: order.paid, if: order.total > 3 and order.tags contains \"y\", "
                "tag: x}")
              .empty());
}

TEST_CASE("a buyer's telling that waits has an end") {
    const std::string rule = "- {name: a, when: order.paid, after: 2d, ";
    CHECK(codes(rule + "send: {template: order-thanks}}") == Codes{"a never_ends"});
    CHECK(codes(rule + "if: order.open, send: {template: order-thanks}}").empty());
    CHECK(codes(rule + "send: {template: order-thanks, to: seller}}").empty());
}

TEST_CASE("rules that set themselves or each other off are told") {
    CHECK(codes("- {name: a, when: status.moved, stage: making}") == Codes{"a circle"});
    CHECK(codes("- {name: a, when: status.moved, tag: moved}\n"
                "- {name: b, when: order.tagged, stage: making}") == Codes{"a circle", "b circle"});
    CHECK(codes("- {name: a, when: status.moved, tag: moved}\n"
                "- {name: b, when: order.tagged, once: true, stage: making}")
              .empty());
    CHECK(codes("- {name: a, when: status.moved, tag: moved}").empty());
}
