// SPDX-License-Identifier: MIT
#include "rendering.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;
using namespace etsyorder::liquid_tests;

namespace {

const NamedPartials kPartials({{"item", "[{{ item.title }}]"},
                               {"greet", "Hi {{ name }}{% assign set = 'x' %}"},
                               {"loop", "{{ forloop.index }}{{ forloop.parentloop.index }}"},
                               {"args", "{{ a }}{{ b }}"},
                               {"shop", "{{ shop }}"},
                               {"self", "{% render 'self' %}"},
                               {"both", "{% include 'both' %}"},
                               {"inner", "{% include 'greet' %}"},
                               {"broken", "line one\n{% if %}"},
                               {"fails", "one\ntwo {{ 1 | divided_by: 0 }}"},
                               {"counts", "{% increment c %}"},
                               {"stops", "a{% break %}b"}});

std::string with_partials(const std::string& source, bool strict = false) {
    auto options = lenient();
    options.strict = strict;
    options.partials = &kPartials;
    options.shared = Value::object({{"shop", "Oak"}});
    return shown(source, some_data(), options);
}

} // namespace

TEST_CASE("render sees what it is given and what is shared, nothing else") {
    CHECK(with_partials("{% render 'greet' %}{{ set }}") == "Hi ");
    CHECK(with_partials("{% render 'greet', name: 'Bo' %}") == "Hi Bo");
    CHECK(with_partials("{% render 'args' a: n, b: (1..2) %}{{ a }}") == "71..2");
    CHECK(with_partials("{% render 'shop' %}") == "Oak");
    CHECK(with_partials("{% render 'item' with order.items[0] %}") == "[Mug]");
    CHECK(with_partials("{% render 'greet' with 'Cy' as name %}") == "Hi Cy");
    CHECK(with_partials("{% render 'item' for order.items %}") == "[Mug][Bag]");
    CHECK(with_partials("{% for x in list %}{% render 'loop' for order.items %} {% endfor %}") ==
          "12 12 12 ");
    CHECK(with_partials("{% increment c %}{% render 'counts' %}{% increment c %}") == "001");
    CHECK(with_partials("{% for x in list %}{% render 'stops' %}{% endfor %}") == "aaa");
    CHECK(with_partials("{% render 'greet' %}", true) == "! unknown variable \"name\"");
}

TEST_CASE("include works in the scope of its template") {
    CHECK(with_partials("{% include 'greet' %}{{ set }}") == "Hi Zoëx");
    CHECK(with_partials("{% include 'args', a: 1 %}{{ a }}") == "1");
    CHECK(with_partials("{% include 'item' for order.items %}") == "[Mug][Bag]");
    CHECK(with_partials("{% assign p = 'item' %}{% include p with order.items[1] %}") == "[Bag]");
    CHECK(with_partials("{% for x in list %}{% include 'loop' %}{% endfor %}") == "123");
    CHECK(with_partials("{% include n %}") == "! the name of the partial is no text");
    CHECK(with_partials("{% render 'inner' %}") ==
          "! include usage is not allowed in this context");
}

TEST_CASE("a partial that is not there, or uses itself, is an error and no hang") {
    CHECK(with_partials("{% render 'nosuch' %}") == "! there is no partial \"nosuch\"");
    CHECK(with_partials("{% render '../item' %}") == "! there is no partial \"../item\"");
    CHECK(with_partials("{% render 'self' %}") ==
          "! partials are nested deeper than 20: does one use itself?");
    CHECK(with_partials("{% include 'both' %}") ==
          "! partials are nested deeper than 20: does one use itself?");
    CHECK(shown("{% render 'item' %}") == "! there is no partial \"item\"");
}

TEST_CASE("a problem within a partial is told with the partial's name, line and column") {
    auto options = lenient();
    options.partials = &kPartials;
    const auto compiling = problem_of("{% render 'broken' %}", options);
    CHECK(compiling.name == "broken");
    CHECK(compiling.line == 2);
    const auto rendering = problem_of("\n\n{% render 'fails' %}", options);
    CHECK(rendering.name == "fails");
    CHECK(rendering.line == 2);
    CHECK(rendering.column == 12);
}
