// SPDX-License-Identifier: MIT
#include "rendering.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;
using namespace etsyorder::liquid_tests;
using liquid::Problem;

TEST_CASE("a problem names template, line and column, and points at the place") {
    const auto problem = problem_of("Hi,\n\nyour ünique {{ name | upcas }} is done\n");
    CHECK(problem.kind == Problem::Kind::unknown);
    CHECK(problem.line == 3);
    CHECK(problem.column == 23);
    CHECK(problem.subject == "upcas");
    CHECK(problem.text() == "test:3:23: unknown filter \"upcas\"\n"
                            "  your ünique {{ name | upcas }} is done\n"
                            "                        ^^^^^\n"
                            "  did you mean \"upcase\"?");
}

TEST_CASE("of a long line the part around the place is shown") {
    const std::string far(500, 'x');
    const auto problem = problem_of(far + "{{ nosuch }}" + far);
    CHECK(problem.column == 504);
    CHECK(problem.source.size() <= 80);
    CHECK(problem.source.substr(problem.caret, problem.length) == "nosuch");
}

TEST_CASE("an unknown variable is an error that names it, as far as it is not known") {
    CHECK(problem_of("{{ nosuch }}").what == "unknown variable \"nosuch\"");
    CHECK(problem_of("{{ order.nosuch.more }}").subject == "order.nosuch");
    CHECK(problem_of("{{ order.items[0].nosuch }}").subject == "order.items[0].nosuch");
    CHECK(problem_of("{% if nosuch %}{% endif %}").subject == "nosuch");
    CHECK(problem_of("{% for x in nosuch %}{% endfor %}").subject == "nosuch");
    CHECK(problem_of("{{ n | plus: nosuch }}").subject == "nosuch");
    CHECK(problem_of("{{ nosuch | default: 1 }}").subject == "nosuch");
    CHECK(problem_of("{{ name.size }}{{ list[9] }}{{ none.url }}{{ none }}").what.empty());
    CHECK(problem_of("{% if no %}{{ nosuch }}{% endif %}").what.empty());
}

TEST_CASE("printing a known variable that is nil is a hole where the caller says so") {
    liquid::RenderOptions options;
    options.refuse_holes = true;
    const auto problem = problem_of("a\n{{ none }}", options);
    CHECK(problem.what == "there is no value for \"none\"");
    CHECK(problem.subject == "none");
    CHECK(problem.line == 2);
    CHECK(problem_of("{{ none | default: '-' }}{% if none %}{{ none }}{% endif %}", options)
              .what.empty());
    CHECK(problem_of("{{ name }}{{ '' }}{{ no }}", options).what.empty());
}

TEST_CASE("a filter does not hide a hole, unless it is `default`") {
    liquid::RenderOptions options;
    options.refuse_holes = true;
    const auto hole = [&](const char* source) {
        const auto problem = problem_of(source, options);
        CHECK((problem.what.empty() || problem.kind == Problem::Kind::hole));
        return problem.subject;
    };
    CHECK(hole("{{ none | upcase }}") == "none");
    CHECK(hole("{{ none | upcase | default: 'x' }}") == "none");
    CHECK(hole("{{ 'Code: ' | append: none }}") == "none");
    CHECK(hole("{% assign text = none | prepend: 'Code: ' %}") == "none");
    CHECK(hole("{{ name | remove: name }}") == "name");
    CHECK(hole("{% assign text = '' %}{{ text }}") == "text");
    CHECK(hole("{% assign some = '' | split: ',' %}{{ some }}") == "some");
    CHECK(hole("{{ none | default: none }}") == "none");
    CHECK(hole("{{ none | default: '' }}{{ name | remove: name | default: '' }}").empty());
    CHECK(hole("{% assign text = none %}{% if text %}{{ text }}{% endif %}").empty());
    CHECK(problem_of("{{ none | upcase }}").what.empty());
}

namespace {

// What a letter says about objects, lists and blank texts; of a hole "? " and its name, of another
// problem "! " and what it is.
std::string without_holes(const std::string& source) {
    liquid::RenderOptions options;
    options.refuse_holes = true;
    const auto item = [](Value title, Value day) {
        return Value::object({{"title", std::move(title)}, {"day", std::move(day)}});
    };
    const auto data =
        Value::object({{"none", Value()},
                       {"name", "Zoë"},
                       {"blank_text", " \n"},
                       {"wide_space", "\u00A0\u200B "},
                       {"person", Value::object({{"name", "Ana"}, {"note", "secret"}})},
                       {"items", Value::array({item("Mug", Value()), item("Bag", Value())})},
                       {"bare", Value::array({})}});
    const auto compiled = liquid::Template::compile(source, "test", {});
    REQUIRE_MESSAGE(compiled, compiled.error().text());
    const auto text = compiled->render(data, options);
    return text                                               ? *text
           : text.error().kind == liquid::Problem::Kind::hole ? "? " + text.error().subject
                                                              : "! " + text.error().what;
}

} // namespace

TEST_CASE("`cycle` and `echo` let no hole out") {
    CHECK(without_holes("{% cycle none %}") == "? none");
    CHECK(without_holes("{% cycle blank_text, name %}") == "? blank_text");
    CHECK(without_holes("{% cycle person %}") == "! \"person\" is no text: name a fact of it");
    CHECK(without_holes("{% echo none %}") == "? none");
    CHECK(without_holes("{% cycle 'a': '', name %}{% cycle 'a': '', name %}") == "Zoë");
}

TEST_CASE("an array with an item that is nil or blank is a hole") {
    CHECK(without_holes("{{ items | map: 'day' }}") == "? items");
    CHECK(without_holes("{{ items | map: 'day' | default: '-' }}") == "? items");
    CHECK(without_holes("{{ items | map: 'day' | join: ', ' }}") == "? items");
    CHECK(without_holes("{{ items | map: 'day' | join: ', ' | default: '-' }}") == "? items");
    CHECK(without_holes("{% assign days = items | map: 'day' %}{{ 'On ' | append: days }}") ==
          "? days");
    CHECK(without_holes("{% assign parts = 'a,,b' | split: ',' %}{{ parts }}") == "? parts");
    CHECK(without_holes("{{ bare | join: ', ' }}") == "? bare");
    CHECK(without_holes("{{ bare | join: ', ' | default: '-' }}") == "-");
    CHECK(without_holes("{{ items | map: 'day' | compact | join: ', ' | default: '-' }}") == "-");
    CHECK(without_holes("{{ items | map: 'title' | uniq | join: ', ' }}") == "Mug, Bag");
    CHECK(without_holes("{{ items | map: 'day' | size }}") == "2");
}

TEST_CASE("only a `default` that stands last excuses what comes out empty") {
    CHECK(without_holes("{{ name | default: 'y' | remove: 'Zoë' }}") == "? name");
    CHECK(without_holes("{{ none | default: '' | strip }}") == "? none");
    CHECK(without_holes("{{ name | remove: 'Zoë' | default: '' }}").empty());
    CHECK(without_holes("{{ none | default: '' | escape }}").empty());
}

TEST_CASE("a blank text is as missing as nil") {
    CHECK(without_holes("{{ blank_text }}") == "? blank_text");
    CHECK(without_holes("{{ wide_space }}") == "? wide_space");
    CHECK(without_holes("{{ blank_text | append: ' ' }}") == "? blank_text");
    CHECK(without_holes("{% capture text %} {% endcapture %}{{ text }}") == "? text");
    CHECK(without_holes("{{ ' ' }}") == " ");
    CHECK(shown("{{ x }}", Value::object({{"x", " "}})) == " ");
}

TEST_CASE("an object is not printed as a whole where holes are refused") {
    const std::string whole = "! \"person\" is no text: name a fact of it";
    CHECK(without_holes("{{ person }}") == whole);
    CHECK(without_holes("{{ person | default: '-' }}") == whole);
    CHECK(without_holes("{{ person | escape }}") == whole);
    CHECK(without_holes("{{ person | split: ',' | first }}") == whole);
    CHECK(without_holes("{{ person | slice: 0, 9 }}") == whole);
    CHECK(without_holes("{{ 'To ' | append: person }}") == whole);
    CHECK(without_holes("{% assign text = person | upcase %}") == whole);
    CHECK(without_holes("{% capture text %}{{ person }}{% endcapture %}") == whole);
    CHECK(without_holes("{{ items }}") == "! \"items\" is no text: name a fact of it");
    CHECK(without_holes("{{ items | join: ', ' }}") == "! \"items\" is no text: name a fact of it");
    CHECK(without_holes("{{ items | first }}") == "! \"items\" is no text: name a fact of it");
    CHECK(without_holes("{{ items.first.title }}{{ person.name }}{{ items.size }}") == "MugAna2");
    CHECK(shown("{{ x }}", Value::object({{"x", Value::object({{"a", 1}})}})) == "{\"a\"=>1}");
}

TEST_CASE("unknown tags, filters and what stands crossed or open is refused") {
    const auto what = [](const char* source) { return problem_of(source).what; };
    CHECK(what("{% iff n %}{% endif %}") == "unknown tag \"iff\"");
    CHECK(problem_of("{% iff n %}{% endif %}").hint == "did you mean \"if\"?");
    CHECK(what("{{ n | nosuch }}") == "unknown filter \"nosuch\"");
    CHECK(what("a{% if n %}b") == "the tag \"if\" is never closed");
    CHECK(what("{% if n %}\n{% for x in list %}{% endif %}{% endfor %}") ==
          "\"endif\" does not belong to \"for\" of line 2, which is still open");
    CHECK(what("{% endif %}") == "\"endif\" stands in no block that it belongs to");
    CHECK(what("{% else %}") == "\"else\" stands in no block that it belongs to");
    CHECK(what("{{ name") == "the output is not closed by }}");
    CHECK(what("{{ name }") == "the output is not closed by }}");
    CHECK(what("{% if n") == "the tag is not closed by %}");
    CHECK(what("{% %}") == "the tag has no name");
    CHECK(what("{% raw %}") == "the tag \"raw\" is never closed");
    CHECK(what("{% case n %}{% when %}{% endcase %}") == "\"when\" needs a value");
}

TEST_CASE("expressions that are no such thing are refused") {
    const auto refused = [](const char* source) {
        return problem_of(source).kind == Problem::Kind::syntax && !problem_of(source).what.empty();
    };
    for (const char* const source : {"{{ a b }}",
                                     "{{ 1 + 2 }}",
                                     "{{ 'a }}",
                                     "{{ name | }}",
                                     "{{ name || upcase }}",
                                     "{{ name! }}",
                                     "{{ order. }}",
                                     "{{ order[ }}",
                                     "{{ (1..2 }}",
                                     "{% if n = 7 %}{% endif %}",
                                     "{% if n && no %}{% endif %}",
                                     "{% if not n %}{% endif %}",
                                     "{% if n == %}{% endif %}",
                                     "{% for x of list %}{% endfor %}",
                                     "{% for x in list foo: 1 %}{% endfor %}",
                                     "{% assign x %}",
                                     "{% capture %}{% endcapture %}",
                                     "{% case %}{% endcase %}",
                                     "{% tablerow x %}{% endtablerow %}",
                                     "{% render name %}",
                                     "{% raw x %}{% endraw %}"}) {
        CAPTURE(source);
        CHECK(refused(source));
    }
}

TEST_CASE("lax templates read what can be read of a broken expression") {
    liquid::CompileOptions options;
    options.strict = false;
    options.lax_syntax = true;
    const auto said = [&](const char* source) {
        const auto compiled = liquid::Template::compile(source, "test", options);
        REQUIRE(compiled);
        return *compiled->render(some_data(), lenient());
    };
    CHECK(said("{{ name n }}") == "Zoë");
    CHECK(said("{{ name | nosuch | upcase }}") == "ZOË");
    CHECK(said("{{ n | plus: 1 2 }}") == "8");
    CHECK(said("{{ order..id }}") == "1042");
    CHECK(said("{% if n == 7 junk %}yes{% endif %}") == "yes");
    CHECK(said("{% for x in list foo:1 limit: 2 %}{{ x }}{% endfor %}") == "31");
}

TEST_CASE("errors are written into the text where the caller wants to go on") {
    auto options = lenient();
    options.errors_inline = true;
    const auto compiled = liquid::Template::compile(
        "a\n{{ 1 | divided_by: 0 }}{% assign x = 'y' | slice: 'z' %}{{ x }}b", "test", {});
    REQUIRE(compiled);
    std::string out;
    const auto problems = compiled->render_to(out, some_data(), options);
    REQUIRE(problems);
    CHECK(out == "a\nLiquid error (line 2): divided by 0b");
    REQUIRE(problems->size() == 2);
    CHECK(problems->at(1).what == "invalid integer");
}

TEST_CASE("a single condition can be compiled and asked") {
    const auto holds = [](const char* source) {
        const auto compiled = liquid::Expression::compile(source, "rule", {});
        REQUIRE(compiled);
        const auto result = compiled->holds(some_data(), {});
        return result ? (*result ? "yes" : "no") : result.error().subject;
    };
    CHECK(holds("price > 12 and list contains 3") == "yes");
    CHECK(holds("order.id == 1") == "no");
    CHECK(holds("order.nosuch") == "order.nosuch");
    CHECK(!liquid::Expression::compile("price >", "rule", {}));
}
