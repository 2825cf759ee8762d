// SPDX-License-Identifier: MIT
#include "filtering.hpp"
#include "templates/letter_filters.hpp"
#include "templates/word_lists.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <thread>
#include <vector>

using namespace etsyorder;
using namespace etsyorder::templates;
using namespace etsyorder::templates_tests;

namespace {

std::string named(std::vector<Value> values, const Letter& letter = {}) {
    return filtered(Value::array(std::move(values)), "names", letter);
}

class Listing final : public liquid::Lazy {
public:
    [[nodiscard]] std::optional<Value> get(std::string_view name) const override {
        return name == "title" ? std::optional<Value>("Mug") : std::nullopt;
    }
};

class Repeated final : public liquid::Lazy {
public:
    [[nodiscard]] std::optional<Value> get(std::string_view) const override { return Value(); }
};

} // namespace

TEST_CASE("names are listed as in a sentence") {
    CHECK(named({}).empty());
    CHECK(named({"Ana"}) == "Ana");
    CHECK(named({"Ana", "Bo"}) == "Ana and Bo");
    CHECK(named({"Ana", "Bo", "Cy"}) == "Ana, Bo and Cy");
    CHECK(named({"Ana", "Bo", "Cy", "Di"}) == "Ana, Bo, Cy and Di");
    CHECK(named({"Ana", "", Value(), "  ", "Bo"}) == "Ana and Bo");
    CHECK(named({1, 2.5}) == "1 and 2.5");
    CHECK(filtered("Ana", "names") == "Ana");
    CHECK(filtered(Value(), "names").empty());
}

TEST_CASE("names are joined in the language of the letter, or by the word that is given") {
    CHECK(named({"Ana", "Bo", "Cy"}, {"de"}) == "Ana, Bo und Cy");
    CHECK(named({"Ana", "Bo"}, {"fr-CA"}) == "Ana et Bo");
    CHECK(named({"Ana", "Bo"}, {"it"}) == "Ana e Bo");
    CHECK(named({"Ana", "Bo"}, {"nl"}) == "Ana en Bo");
    CHECK(named({"Ana", "Bo"}, {"pt-BR"}) == "Ana e Bo");
    CHECK(named({"Ana", "Bo"}, {"fi"}) == "Ana and Bo");
    const auto three = Value::array({"Ana", "Bo", "Cy"});
    CHECK(filtered(three, "names: 'or'") == "Ana, Bo or Cy");
    CHECK(filtered(three, "names: none") == "Ana, Bo and Cy");
    CHECK(filtered(three, "names: ''") == "Ana, Bo and Cy");
}

TEST_CASE("Spanish says e in front of a sound like i") {
    for (const std::string name : {"Inés", "inés", "Hilda", "Íñigo", "Iris", "Hípica", "Yves"}) {
        CAPTURE(name);
        CHECK(named({"Ana", name}, {"es"}) == "Ana e " + name);
    }
    for (const std::string name : {"Bo", "Ian", "Hielo", "Yolanda", "Élodie", "H", "Y", "Hana"}) {
        CAPTURE(name);
        CHECK(named({"Ana", name}, {"es"}) == "Ana y " + name);
    }
}

TEST_CASE("objects are listed by their name or title") {
    CHECK(named({Value::object({{"name", "Ana"}, {"title", "no"}}),
                 Value::object({{"title", "Mug"}}),
                 Value::object({{"name", Value()}, {"title", "Bag"}}),
                 Value::object({{"title", ""}}),
                 Value::lazy(std::make_shared<Listing>()),
                 Value::lazy(std::make_shared<Repeated>())}) == "Ana, Mug, Bag and Mug");
    CHECK(filtered(Value::object({{"name", "Ana"}}), "names") == "Ana");
}

TEST_CASE("what has no name is not listed in silence") {
    CHECK(named({"Ana", Value::object({{"sku", "x"}})}) ==
          "! names: an object of the list has neither a name nor a title");
    for (const auto& value :
         {Value::array({"Bo"}), Value::range(1, 3), Value(true), Value::blank(), Value::empty()}) {
        CHECK(named({"Ana", value}) ==
              "! names: only texts, and objects with a name or a title, make a list");
        CHECK(filtered(Value::array({"Ana"}), "names: array") ==
              "! names: the joining word is no text");
    }
    CHECK(filtered(Value::range(1, 3), "names").starts_with("! names: only texts"));
}

TEST_CASE("a list of one long text many times is refused before it is made") {
    const Value text(std::string(1 << 19, 'x'));
    CHECK(named(std::vector<Value>(100'000, text)) ==
          "! names: the list is longer than a letter may be");
}

TEST_CASE("names are escaped in HTML, and what is HTML already is not") {
    const Letter html{"en", "USD", nullptr, true};
    const auto bold = Value("<b>Bo</b>").marked_safe();
    CHECK(named({"A<b", "C&D"}, html) == "A&lt;b and C&amp;D");
    CHECK(named({"A<b", bold}, html) == "A&lt;b and <b>Bo</b>");
    CHECK(named({bold}, html) == "<b>Bo</b>");
    CHECK(named({bold, "A<b"}) == "<b>Bo</b> and A<b");
    CHECK(filtered(Value::array({"a<", "b"}), "names: '<&>'", html) == "a&lt; &lt;&amp;&gt; b");
    CHECK(filtered(Value::array({"a<", "b"}), "names: safe", html) == "a&lt; <b> b");
}

TEST_CASE("a first name is found in the buyer's name") {
    CHECK(filtered("anna miller", "first_name") == "Anna");
    CHECK(filtered("<Bo> & Tom", "first_name", {"en", "", nullptr, true}) == "Bo &amp; Tom");
    CHECK(filtered(Value(), "first_name | default: 'there'") == "there");
    CHECK(filtered("", "first_name | default: 'there'") == "there");
    CHECK(filtered(" \u200b\u00a0", "first_name | default: 'there'") == "there");
    CHECK(filtered(7, "first_name") == "! first_name: 7 is no name");
    CHECK(filtered(Value::array({"Anna"}), "first_name") == "! first_name: an array is no name");
    CHECK(filtered("Anna", "first_name: 1") ==
          "! the filter \"first_name\" takes 0 arguments, not 1");
}

TEST_CASE("a word follows its number") {
    const std::string filter = "plural: 'sign', 'signs'";
    CHECK(filtered(1, filter) == "sign");
    CHECK(filtered(2, filter) == "signs");
    CHECK(filtered(0, filter) == "signs");
    CHECK(filtered(-1, filter) == "signs");
    CHECK(filtered(1.0, filter) == "sign");
    CHECK(filtered(1.5, filter) == "signs");
    CHECK(filtered("1", filter) == "sign");
    CHECK(filtered(" 01 ", filter) == "sign");
    CHECK(filtered("21", filter) == "signs");
    CHECK(filtered(1, "plural: 'sign'") == "sign");
    CHECK(filtered(3, "plural: 'sign'") == "signs");
    CHECK(filtered(std::numeric_limits<std::int64_t>::max(), filter) == "signs");
    CHECK(filtered(std::numeric_limits<double>::infinity(), filter) == "signs");
}

TEST_CASE("a word follows its number by the rules of the language") {
    const std::string filter = "plural: 'one', 'several'";
    const auto word = [&filter](const Value& number, const char* language) {
        return filtered(number, filter, {language});
    };
    for (const std::string language : {"fr", "fr-CA", "pt-BR", "pt_br"}) {
        CAPTURE(language);
        CHECK(word(0, language.c_str()) == "one");
        CHECK(word(1, language.c_str()) == "one");
        CHECK(word(1.5, language.c_str()) == "one");
        CHECK(word(2, language.c_str()) == "several");
        CHECK(word(-1, language.c_str()) == "several");
    }
    for (const std::string language : {"en", "pt", "de", ""}) {
        CAPTURE(language);
        CHECK(word(0, language.c_str()) == "several");
        CHECK(word(1, language.c_str()) == "one");
        CHECK(word(1.5, language.c_str()) == "several");
    }
}

TEST_CASE("a word without a number, or a number without a word, is refused") {
    CHECK(filtered(Value(), "plural: 'sign'") == "! plural: there is no number");
    CHECK(filtered("three", "plural: 'sign'") == "! plural: \"three\" is no number");
    CHECK(filtered("1,5", "plural: 'sign'") == "! plural: \"1,5\" is no number");
    CHECK(filtered(Value::array({1}), "plural: 'sign'") == "! plural: an array is no number");
    CHECK(filtered(std::numeric_limits<double>::quiet_NaN(), "plural: 'sign'") ==
          "! plural: NaN is no number");
    CHECK(filtered(1, "plural").starts_with("! the filter \"plural\" takes"));
    CHECK(filtered(1, "plural: 'a', 'b', 'c'").starts_with("! the filter \"plural\" takes"));
    CHECK(filtered(1, "plural: none") == "! plural: nothing is no word");
    CHECK(filtered(1, "plural: 'sign', none") == "! plural: nothing is no word");
    CHECK(filtered(1, "plural: 5") == "! plural: 5 is no word");
}

TEST_CASE("arithmetic refuses what is no number") {
    const auto person = Value::object({{"name", "Ana"}});
    CHECK(filtered(person, "plus: 1") == "! plus: an object is no number");
    CHECK(filtered("abc", "times: 2") == "! times: \"abc\" is no number");
    CHECK(filtered("12 cm", "minus: 2") == "! minus: \"12 cm\" is no number");
    CHECK(filtered(" ", "plus: 1") == "! plus: \" \" is no number");
    CHECK(filtered(true, "plus: 1") == "! plus: true is no number");
    CHECK(filtered(1, "plus: 'two'") == "! plus: \"two\" is no number");
    CHECK(filtered(1.5, "divided_by: 0.0") == "! divided_by: Infinity is no number");
    for (const std::string filter :
         {"abs", "divided_by: 2", "modulo: 2", "round", "ceil", "floor", "at_least: 1"}) {
        CHECK(filtered("soon", filter).ends_with(": \"soon\" is no number"));
    }
    CHECK(filtered("12.50", "times: 2") == "25.0");
    CHECK(filtered(" 3 ", "plus: '4'") == "7");
    CHECK(filtered(7, "divided_by: 2") == "3");
    CHECK(filtered(7, "divided_by: 0") == "! divided by 0");
    CHECK(filtered(-2.345, "abs | round: 1") == "2.3");
}

TEST_CASE("a total of what is no number is refused") {
    const auto item = [](Value price) { return Value::object({{"price", std::move(price)}}); };
    CHECK(filtered(Value::array({item(3), item("4.5")}), "sum: 'price'") == "7.5");
    CHECK(filtered(Value::array({1, 2}), "sum") == "3");
    CHECK(filtered(Value::array({item(3), item(Value())}), "sum: 'price'") ==
          "! sum: nothing is no number");
    CHECK(filtered(Value::array({1, "two"}), "sum") == "! sum: \"two\" is no number");
}

TEST_CASE("`date` refuses what is no date") {
    CHECK(filtered("2026-02-31", "date: '%-d %B'") ==
          "! date: \"2026-02-31\" is no date; one is written like 2026-12-03");
    CHECK(filtered("soon", "date: '%-d %B'").starts_with("! date: \"soon\" is no date"));
    CHECK(filtered(Value::array({1}), "date: '%Y'").starts_with("! date: an array is no date"));
    CHECK(filtered("2026-12-03", "date: '%-d %B'") == "3 December");
    CHECK(filtered("now", "date: '%Y'") == "2026");
    CHECK(filtered("2026-12-03", "date: '%-d %B'", {"de"}) == "3 Dezember");
}

TEST_CASE("`default` takes a blank text for none") {
    CHECK(filtered(" \n", "default: 'x'") == "x");
    CHECK(filtered("", "default: 'x'") == "x");
    CHECK(filtered(Value(), "default: 'x'") == "x");
    CHECK(filtered(" a", "default: 'x'") == " a");
    CHECK(filtered(false, "default: 'x', allow_false: true") == "false");
    CHECK(filtered(" ", "default: 'x', allow_false: true") == "x");
}

TEST_CASE("words of a template are escaped in HTML unless they are HTML") {
    const Letter html{"en", "USD", nullptr, true};
    CHECK(filtered(2, "plural: 'a<'", html) == "a&lt;s");
    CHECK(filtered(2, "plural: safe", html) == "<b>s");
    CHECK(filtered(1, "plural: safe", html) == "<b>");
}

TEST_CASE("letters may be filtered by several threads at once") {
    std::vector<std::thread> threads;
    std::vector<std::string> made(4);
    for (auto& text : made) {
        threads.emplace_back([&text] {
            for (int round = 0; round < 100; ++round) {
                text = filtered("müller, ANNA", "first_name") + filtered(12.5, "money");
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    for (const auto& text : made) {
        CHECK(text == "Anna$12.50");
    }
}
