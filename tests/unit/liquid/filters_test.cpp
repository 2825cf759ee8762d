// SPDX-License-Identifier: MIT
#include "rendering.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;
using namespace etsyorder::liquid_tests;

namespace {

std::string out(const std::string& expression) {
    return shown("{{ " + expression + " }}");
}

} // namespace

TEST_CASE("letters change case in any alphabet") {
    CHECK(out("'äöü ß' | upcase") == "ÄÖÜ SS");
    CHECK(out("'ÉCOLE' | downcase") == "école");
    CHECK(out("'éCOLE Ж' | capitalize") == "École ж");
}

TEST_CASE("texts are joined, cut and searched by characters") {
    CHECK(out("'a' | append: 'b' | prepend: n") == "7ab");
    CHECK(out("'Zoë Ünal' | slice: 2, 3") == "ë Ü");
    CHECK(out("'Liquid' | slice: -3, 2") == "ui");
    CHECK(out("'abc' | slice: 9") == "");
    CHECK(out("'Ground control' | truncate: 9") == "Ground...");
    CHECK(out("'héé' | truncate: 2, ''") == "hé");
    CHECK(out("' one  two three ' | truncatewords: 2") == "one two...");
    CHECK(out("'one two' | truncatewords: 2") == "one two");
    CHECK(out("'a,b,,' | split: ',' | size") == "2");
    CHECK(out("' a  b ' | split: ' ' | join: '#'") == "a#b");
    CHECK(out("'añb' | split: '' | join: '#'") == "a#ñ#b");
    CHECK(out("' a ' | strip | append: '|'") == "a|");
    CHECK(out("'aXbX' | replace: 'X', '-' | append: ''") == "a-b-");
    CHECK(out("'aXbX' | replace_first: 'X', '-'") == "a-bX");
    CHECK(out("'aXbX' | replace_last: 'X', '-'") == "aXb-");
    CHECK(out("'aXbX' | remove: 'X'") == "ab");
    CHECK(out("'ab' | replace: '', '-'") == "-a-b-");
    CHECK(out("'name' | size") == "4");
}

TEST_CASE("HTML, URLs and base64 are written and read") {
    CHECK(out("'<a href=\"x\">' | escape") == "&lt;a href=&quot;x&quot;&gt;");
    CHECK(out("'&lt; & <' | escape_once") == "&lt; &amp; &lt;");
    CHECK(out("'<p>a<!-- b --><b>c</b><script>x</script></p>' | strip_html") == "ac");
    CHECK(shown("{% capture t %}a\r\nb\nc{% endcapture %}{{ t | newline_to_br }}") ==
          "a<br />\nb<br />\nc");
    CHECK(out("'a b&ü' | url_encode") == "a+b%26%C3%BC");
    CHECK(out("'a+b%26' | url_decode") == "a b&");
    CHECK(out("'%ff' | url_decode") == "! invalid byte sequence in UTF-8");
    CHECK(out("'Zoë?' | base64_encode") == "Wm/Dqz8=");
    CHECK(out("'Wm/Dqz8=' | base64_decode") == "Zoë?");
    CHECK(out("'Zoë?' | base64_url_safe_encode | base64_url_safe_decode") == "Zoë?");
    CHECK(out("'x' | base64_decode") == "! invalid base64 provided to base64_decode");
}

TEST_CASE("numbers with a point are counted with as decimals") {
    CHECK(out("0.1 | plus: 0.2") == "0.3");
    CHECK(out("3 | times: 1.1") == "3.3");
    CHECK(out("10.1 | modulo: 7.0") == "3.1");
    CHECK(out("20 | divided_by: 7.0") == "2.857142857142857");
    CHECK(out("7 | divided_by: -2") == "-4");
    CHECK(out("-7 | modulo: 3") == "2");
    CHECK(out("'12.5' | times: 2") == "25.0");
    CHECK(out("'12 cm' | plus: 1") == "13");
    CHECK(out("1 | minus: 0.9 | abs") == "0.1");
    CHECK(out("5.666 | round: 2") == "5.67");
    CHECK(out("2.5 | round") == "3");
    CHECK(out("-2.5 | round") == "-3");
    CHECK(out("1250 | round: -2") == "1300");
    CHECK(out("-1.2 | ceil") == "-1");
    CHECK(out("-1.2 | floor") == "-2");
    CHECK(out("n | at_least: 9 | at_most: 8") == "8");
    CHECK(out("1 | divided_by: 0") == "! divided by 0");
    CHECK(out("1 | modulo: 0") == "! divided by 0");
    CHECK(out("9223372036854775807 | plus: 1") == "! the number is too large");
    CHECK(out("4500 | divided_by: 100.0") == "45.0");
}

TEST_CASE("default stands in for nil, false and empty") {
    CHECK(out("none | default: 'x'") == "x");
    CHECK(out("'' | default: 'x'") == "x");
    CHECK(out("no | default: 'x', allow_false: true") == "false");
    CHECK(out("0 | default: 'x'") == "0");
}

TEST_CASE("arrays are sorted, turned, joined and looked through") {
    CHECK(out("list | sort | join: ','") == "1,2,3");
    CHECK(out("words | sort | join") == "A b c");
    CHECK(out("words | sort_natural | join: ''") == "Abc");
    CHECK(out("words | reverse | first") == "c");
    CHECK(out("list | concat: words | size") == "6");
    CHECK(out("list | concat: 1") == "! concat filter requires an array argument");
    CHECK(out("'a,b,a' | split: ',' | uniq | join: ''") == "ab");
    CHECK(out("order.items | map: 'title' | join: '+'") == "Mug+Bag");
    CHECK(out("order.items | map: 'price' | compact | join") == "18");
    CHECK(out("order.items | sum: 'price'") == "18");
    CHECK(out("(1..4) | sum") == "10");
    CHECK(out("list | last") == "2");
    CHECK(out("order.items | sort: 'title' | map: 'title' | join") == "Bag Mug");
    CHECK(out("order.items | sort: 'price' | map: 'title' | join") == "Mug Bag");
}

TEST_CASE("items are found by a property") {
    CHECK(out("order.items | where: 'price' | size") == "1");
    CHECK(out("order.items | where: 'title', 'Bag' | size") == "1");
    CHECK(out("order.items | reject: 'price' | map: 'title'") == "Bag");
    CHECK(out("order.items | find_index: 'title', 'Bag'") == "1");
    CHECK(out("order.items | has: 'title', 'Cup'") == "false");
    CHECK(shown("{% assign i = order.items | find: 'title', 'Mug' %}{{ i.price }}") == "18");
    CHECK(out("list | where: 'x'") == "! cannot select the property 'x'");
    CHECK(out("words | sort: nil | join: ''") == "Abc");
    CHECK(shown("{% assign mixed = words | concat: list %}{{ mixed | sort }}") ==
          "! cannot sort values of incompatible types");
}

TEST_CASE("a filter of the wrong number of arguments is refused when it is compiled") {
    CHECK(out("name | upcase: 1") == "! the filter \"upcase\" takes 0 arguments, not 1");
    CHECK(out("name | append") == "! the filter \"append\" takes 1 argument, not 0");
    CHECK(out("name | slice: 1, 2, 3") == "! the filter \"slice\" takes 1 to 2 arguments, not 3");
}

TEST_CASE("a caller's filters and tags stand beside those of the language") {
    liquid::Filters filters;
    filters.add(
        "shout", {0, 1}, [](const liquid::FilterCall& call) -> base::Result<Value, std::string> {
            if (!call.input().is_text()) {
                return base::Unexpected<std::string>("only texts can be shouted");
            }
            return Value(call.input_text() + "!" + call.argument_text(0));
        });
    const liquid::Tags tags = {
        {"sum", [](const std::vector<Value>& given) -> base::Result<Value, std::string> {
             return Value(given.at(0).integer() + given.at(1).integer());
         }}};
    liquid::CompileOptions options;
    options.filters = &filters;
    options.tags = &tags;
    const auto said = [&](const char* source) {
        const auto compiled = liquid::Template::compile(source, "test", options);
        REQUIRE(compiled);
        const auto text = compiled->render(some_data(), lenient());
        return text ? *text : "! " + text.error().what;
    };
    CHECK(said("{{ name | shout: '?' | upcase }}") == "ZOË!?");
    CHECK(said("{{ n | shout }}") == "! only texts can be shouted");
    CHECK(said("{% sum n, 3 %}") == "10");
}
