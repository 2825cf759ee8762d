// SPDX-License-Identifier: MIT
#include "rendering.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;
using namespace etsyorder::liquid_tests;

TEST_CASE("conditions are worked off from the left, and the first that decides ends them") {
    CHECK(shown("{% if no or n %}a{% else %}b{% endif %}") == "a");
    CHECK(shown("{% if no and n or n %}a{% else %}b{% endif %}") == "b");
    CHECK(shown("{% if n == 8 %}a{% elsif n == 7 %}b{% else %}c{% endif %}") == "b");
    CHECK(shown("{% unless no %}a{% else %}b{% endunless %}") == "a");
    CHECK(shown("{% if '' and 0 %}true{% endif %}{% if nil or no %}never{% endif %}") == "true");
}

TEST_CASE("what is equal, less and within") {
    const auto holds = [](const std::string& condition) {
        return shown("{% if " + condition + " %}yes{% else %}no{% endif %}");
    };
    CHECK(holds("1 == 1.0") == "yes");
    CHECK(holds("1 == '1'") == "no");
    CHECK(holds("n <> 7") == "no");
    CHECK(holds("'abc' < 'abd'") == "yes");
    CHECK(holds("nil < 1") == "no");
    CHECK(holds("n < 'x'") == "! comparison of Integer with String failed");
    CHECK(holds("name contains 'oë'") == "yes");
    CHECK(holds("list contains 3") == "yes");
    CHECK(holds("list contains '3'") == "no");
    CHECK(holds("order contains 'id'") == "yes");
    CHECK(holds("(1..3) contains 2") == "yes");
    CHECK(holds("none contains 1") == "no");
    CHECK(holds("(1..3) == (1..3)") == "yes");
    CHECK(holds("order.items == order.items") == "yes");
}

TEST_CASE("blank and empty are states, each its own") {
    const auto holds = [](const std::string& condition) {
        return shown("{% if " + condition + " %}yes{% else %}no{% endif %}");
    };
    CHECK(holds("'' == empty") == "yes");
    CHECK(holds("'  ' == blank") == "yes");
    CHECK(holds("'  ' == empty") == "no");
    CHECK(holds("nosuch == blank") == "yes");
    CHECK(holds("nosuch == empty") == "no");
    CHECK(holds("no == blank") == "yes");
    CHECK(holds("0 == blank") == "no");
    CHECK(holds("blank == empty") == "no");
}

TEST_CASE("every fitting when of a case is shown, else where none was") {
    CHECK(shown("{% case n %}{% when 1 %}a{% when 7, 8 %}b{% when 7 %}c{% else %}d{% endcase %}") ==
          "bc");
    CHECK(shown("{% case n %}x{% when 1 or 2 %}a{% else %}d{% endcase %}") == "d");
}

TEST_CASE("a loop knows where it is, and where its outer one is") {
    CHECK(
        shown("{% for x in list %}{{ forloop.index }}{{ forloop.rindex0 }}{{ x }} {% endfor %}") ==
        "123 211 302 ");
    CHECK(shown("{% for x in list %}{% if forloop.first %}<{% endif %}{{ x }}{% if forloop.last %}>"
                "{% endif %}{% endfor %}") == "<312>");
    CHECK(shown("{% for a in (1..2) %}{% for b in (1..2) %}{{ forloop.parentloop.index }}"
                "{% endfor %}{% endfor %}") == "1122");
    CHECK(shown("{% for x in list %}{{ forloop.name }}{{ forloop.length }} {% endfor %}") ==
          "x-list3 x-list3 x-list3 ");
    CHECK(shown("{% for x in none %}{% else %}nothing{% endfor %}") == "nothing");
}

TEST_CASE("a loop takes a part, backwards, or goes on where the last one ended") {
    CHECK(shown("{% for x in (1..9) limit: 3 offset: 2 %}{{ x }}{% endfor %}") == "345");
    CHECK(shown("{% for x in (1..9) reversed, limit: 3 %}{{ x }}{% endfor %}") == "321");
    CHECK(shown("{% for x in list limit: 1 %}{{ x }}{% endfor %}-"
                "{% for x in list offset: continue %}{{ x }}{% endfor %}") == "3-12");
    CHECK(shown("{% for x in list limit: 'x' %}{% endfor %}") == "! invalid integer");
    CHECK(shown("{% for x in name %}{{ x }}{% endfor %}{% for x in n %}{{ x }}{% endfor %}") ==
          "Zoë");
    CHECK(shown("{% for x in order.items[0] %}{{ x[0] }}={{ x[1] }} {% endfor %}") ==
          "title=Mug price=18 ");
}

TEST_CASE("break and continue end the innermost loop, or its round") {
    CHECK(shown("{% for a in list %}{% for b in list %}{% if b == 1 %}{% break %}{% endif %}{{ b }}"
                "{% endfor %}{% endfor %}") == "333");
    CHECK(shown("{% for a in list %}{% if a == 1 %}{% continue %}{% endif %}{{ a }}{% endfor %}") ==
          "32");
    CHECK(shown("a{% break %}b") == "a");
}

TEST_CASE("a table row opens and closes its rows and cells") {
    CHECK(shown("{% tablerow x in list cols: 2 %}{{ x }}{% endtablerow %}") ==
          "<tr class=\"row1\">\n<td class=\"col1\">3</td><td class=\"col2\">1</td></tr>\n"
          "<tr class=\"row2\"><td class=\"col1\">2</td></tr>\n");
    CHECK(shown("{% tablerow x in list limit: 1 %}{{ tablerowloop.col_last }}{% endtablerow %}") ==
          "<tr class=\"row1\">\n<td class=\"col1\">true</td></tr>\n");
    CHECK(shown("{% tablerow x in none %}{% endtablerow %}") == "");
}

TEST_CASE("variables that are set last, those of loops do not") {
    CHECK(shown("{% for x in list %}{% assign y = x %}{% endfor %}{{ x }}{{ y }}") == "2");
    CHECK(shown("{% assign name = name | append: '!' %}{{ name }}") == "Zoë!");
    CHECK(shown("{% capture c %}<{{ n }}>{% endcapture %}{{ c }}{{ c | size }}") == "<7>3");
    CHECK(shown("{% assign x.y = 1 %}{{ x.y }}") == "");
    CHECK(shown("{% assign = 1 %}").substr(0, 1) == "!");
}

TEST_CASE("counters and cycles remember their turn") {
    CHECK(shown("{% increment c %}{% increment c %}{{ c }}{% decrement d %}{% decrement d %}") ==
          "012-1-2");
    CHECK(shown("{% assign c = 5 %}{% increment c %}{{ c }}") == "05");
    CHECK(shown("{% increment n %}{{ n }}") == "78");
    CHECK(shown("{% increment name %}") == "! \"name\" is no number to count with");
    CHECK(shown("{% for x in list %}{% cycle 'odd', 'even' %} {% endfor %}") == "odd even odd ");
    CHECK(shown("{% cycle 'a': 1, 2 %}{% cycle 'b': 1, 2 %}{% cycle 'a': 1, 2 %}") == "112");
    CHECK(shown("{% cycle %}").substr(0, 1) == "!");
}

TEST_CASE("ifchanged shows what differs from the last time") {
    CHECK(shown("{% assign l = '1,1,2,2,1' | split: ',' %}{% for x in l %}{% ifchanged %}{{ x }}"
                "{% endifchanged %}{% endfor %}") == "121");
}

TEST_CASE("raw text, comments and documentation are not understood") {
    CHECK(shown("{% raw %}{{ a }}{% b %}{% endraw %}") == "{{ a }}{% b %}");
    CHECK(shown("a{% comment %}{% if %}{% comment %}{% endcomment %}{{ {% endcomment %}b") ==
          "! the tag \"comment\" is never closed");
    CHECK(shown("a{% comment %}{% nosuch %}{% comment %}{% endcomment %}{% endcomment %}b") ==
          "ab");
    CHECK(shown("{% doc %}{{ x {% if %}{% enddoc %}ok") == "ok");
    CHECK(shown("{% # one\n # two %}ok{%- # three -%}") == "ok");
    CHECK(shown("{% # one\n two %}") == "! each line of the comment must begin with #");
}

TEST_CASE("the liquid tag has a tag a line") {
    CHECK(shown("{% liquid\n  # a comment\n  for x in list\n    echo x\n    unless forloop.last\n"
                "      echo '-'\n    endunless\n  endfor\n%}") == "3-1-2");
    CHECK(shown("{% if n %}{% liquid endif %}").substr(0, 1) == "!");
    CHECK(shown("{% liquid\nif n\n%}") == "! the tag \"if\" is never closed");
}
