// SPDX-License-Identifier: MIT
#include "liquid/uses.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;
using Names = std::vector<std::string>;

namespace {

liquid::Uses uses(const char* source) {
    const auto made = liquid::Template::compile(source, "test", {});
    REQUIRE(made);
    return liquid::uses_of(*made);
}

} // namespace

TEST_CASE("the variables a template looks up are known, and those it makes itself are left out") {
    const auto found =
        uses("{{ order.name | append: reason }}{% assign who = buyer.name %}{{ who }}"
             "{% for one in items %}{{ one.title }}{{ forloop.index }}{% endfor %}"
             "{% if gift and order['total'] > least %}{{ items[0].title }}{% endif %}"
             "{% capture x %}{{ y }}{% endcapture %}{{ x }}");
    Names paths;
    for (const auto& use : found.variables) {
        paths.push_back(use.path);
    }
    CHECK(found.variables.front().at.column == 50);
    CHECK(paths == Names{"buyer.name",
                         "gift",
                         "items",
                         "items[].title",
                         "least",
                         "order.name",
                         "order.total",
                         "reason",
                         "y"});
}

TEST_CASE("the partials a template names are known, and what it gives them") {
    const auto found =
        uses("{% render 'b', x: y %}{% render \"a\" for items as one %}{% include z %}").partials;
    REQUIRE(found.size() == 2);
    CHECK(found[0].name == "b");
    CHECK(found[0].given == Names{"x"});
    CHECK(found[1].name == "a");
    CHECK(found[1].given == Names{"one"});
    CHECK(uses("plain").partials.empty());
}

TEST_CASE("what is printed is told from what is only asked about or handed on") {
    const auto found = uses("{% if a == 1 %}{{ a | upcase }}{{ a }}{% endif %}{% if b %}{% endif %}"
                            "{{ c | default: d }}{% assign x = e %}{% render 'p', y: f %}")
                           .variables;
    Names printed;
    for (const auto& use : found) {
        if (use.printed_at) {
            printed.push_back(use.path + "@" + std::to_string(use.printed_at->column));
        }
    }
    CHECK(found.size() == 6);
    CHECK(printed == Names{"a@19", "c@74", "d@87"});
}

TEST_CASE("what is printed by a name of the template's own is known by what the name stands for") {
    const auto printed = [](const std::string& text) {
        Names names;
        for (const auto& use : uses(text.c_str()).printed_by_name) {
            names.push_back(use.path + "@" + std::to_string(use.printed_at->column));
        }
        return names;
    };
    CHECK(printed("{% for i in items %}{{ i.a.b }}{{ i.a.b }}{% endfor %}") ==
          Names{"items[].a.b@24"});
    CHECK(printed("{% for i in items %}{% for p in i.ps %}{{ p.q }}{% endfor %}{% endfor %}") ==
          Names{"items[].ps[].q@43"});
    CHECK(printed("{% assign s = a.b %}{% assign t = s %}{{ t }}") == Names{"a.b@42"});
    CHECK(printed("{% assign s = a %}{% assign s = b %}{{ s }}") == Names{"a@40", "b@40"});
    CHECK(printed("{% assign s = a.b %}{% if s == 1 %}{% endif %}").empty());
    CHECK(printed("{% capture s %}{{ a }}{% endcapture %}{{ s }}").empty());
    CHECK(printed("{% assign s = s.t %}{{ s }}").empty());
    CHECK(printed("{% for i in (1..3) %}{{ i }}{{ forloop.index }}{% endfor %}").empty());
}

TEST_CASE("names that stand for each other many times over end") {
    std::string text;
    for (int i = 0; i < 300; ++i) {
        text += "{% assign x = x.y %}{% assign x = a %}{{ x }}";
    }
    CHECK_FALSE(uses(text.c_str()).printed_by_name.empty());
}
