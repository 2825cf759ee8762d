// SPDX-License-Identifier: MIT
#include "rendering.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;
using namespace etsyorder::liquid_tests;

TEST_CASE("an output shows the value that a path leads to") {
    CHECK(shown("{{ order.items[0].title }}") == "Mug");
    CHECK(shown("{{ order['id'] }}") == "1042");
    CHECK(shown("{% assign key = 'id' %}{{ order[key] }}") == "1042");
    CHECK(shown("{{ ['name'] }}{{ list[-1] }}{{ list[9] }}") == "Zoë2");
    CHECK(shown("{{ list.first }}{{ list.last }}{{ list.size }}{{ name.size }}") == "3233");
    CHECK(shown("{{ order.size }}{{ order.first }}") == "2id1042");
    CHECK(shown("{{ nosuch }}{{ nosuch.at.all }}{{ none }}") == "");
    CHECK(shown("{{ name.nosuch }}{{ n.first }}") == "");
}

TEST_CASE("literals are shown as they are written, as far as they can be") {
    CHECK(shown("{{ 'a' }}{{ \"b\" }}{{ 1 }}{{ -2 }}{{ 1.50 }}{{ true }}{{ nil }}") ==
          "ab1-21.5true");
    CHECK(shown("{{ (1..3) }}{{ (1..n).last }}") == "! expected the end but found \".\"");
    CHECK(shown("{{ (1..3) }}") == "1..3");
    CHECK(shown("{{ '{{' }}{{}}{{ blank }}{{ empty }}") == "{{");
    CHECK(shown("{{ 99999999999999999999 }}") == "! the number is too large");
}

TEST_CASE("whole arrays and objects are shown in the words of the reference") {
    CHECK(shown("{{ list }}") == "312");
    CHECK(shown("{{ order.items[1] }}") == "{\"title\"=>\"Bag\", \"price\"=>nil}");
    CHECK(shown("{{ order.items }}") ==
          "{\"title\"=>\"Mug\", \"price\"=>18}{\"title\"=>\"Bag\", \"price\"=>nil}");
}

TEST_CASE("numbers with a point are shown as short as they can be told apart") {
    CHECK(shown("{{ 100000000000000000000.0 }}") == "1.0e+20");
    CHECK(shown("{{ 0.00001 }}") == "1.0e-05");
    CHECK(shown("{{ 123456.0 }} {{ price }}") == "123456.0 12.5");
}

TEST_CASE("a dash in the brackets takes spaces and line breaks away, on its side only") {
    CHECK(shown("a  {{- n -}}  b") == "a7b");
    CHECK(shown("a \n {%- if n -%} \n b {% endif %} c") == "ab  c");
    CHECK(shown("a {%- comment -%} x {%- endcomment -%} b") == "ab");
    CHECK(shown("a {% comment %}{% endcomment %}{{- n }}") == "a 7");
}

TEST_CASE("a block that shows nothing but spaces shows nothing") {
    CHECK(shown("[{% if n %} \n {% endif %}]") == "[]");
    CHECK(shown("[{% for x in list %} {% assign y = x %} {% endfor %}{{ y }}]") == "[2]");
    CHECK(shown("[{% if n %} {{ none }} {% endif %}]") == "[  ]");
    CHECK(shown("[{% case n %} {% when 7 %} {% endcase %}]") == "[]");
    CHECK(shown("[{% if n %} {% raw %} {% endraw %} {% endif %}]") == "[   ]");
}

TEST_CASE("objects keep the order of their members, few or many") {
    std::vector<liquid::Member> members;
    std::string wanted;
    for (int i = 0; i < 40; ++i) {
        members.emplace_back("k" + std::to_string(i), i);
        wanted += "k" + std::to_string(i) + " ";
    }
    const auto data = Value::object({{"many", Value::object(std::move(members))}});
    CHECK(shown("{% for pair in many %}{{ pair[0] }} {% endfor %}", data) == wanted);
    CHECK(shown("{{ many.k39 }}{{ many.nosuch }}", data) == "39");
}

TEST_CASE("a number may have a unit, which changes nothing else of it") {
    const auto euros = liquid::Value(12.5).in_unit("EUR");
    CHECK(euros.unit() == "EUR");
    CHECK(liquid::Value(euros).unit() == "EUR");
    CHECK(euros.number() == 12.5);
    CHECK(liquid::Value(3).in_unit("ABCD").unit() == "ABCD");
    CHECK(euros.in_unit("").unit().empty());
    CHECK(euros.in_unit("EUROS").unit().empty());
    const auto text = liquid::Value("abc").in_unit("EUR");
    CHECK(text.unit().empty());
    CHECK(text.text() == "abc");
    CHECK(liquid::Value().in_unit("EUR").unit().empty());
}
