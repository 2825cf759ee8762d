// SPDX-License-Identifier: MIT
// Hostile templates end in an error: soon, and without much memory.
#include "rendering.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

using namespace etsyorder;
using namespace etsyorder::liquid_tests;
using liquid::Problem;

namespace {

// Values that are alive may take 12 MiB, the text 4 MiB.
bool ends_at_a_limit(const std::string& source) {
    const auto problem = problem_of(source, lenient());
    INFO(problem.text());
    return problem.kind == Problem::Kind::limit && !problem.what.empty();
}

std::string repeated(const std::string& part, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) {
        all += part;
    }
    return all;
}

} // namespace

TEST_CASE("a text that grows without end is refused") {
    const std::string twice = "{% assign a = a | append: a %}";
    CHECK(ends_at_a_limit("{% assign a = 'aaaaaaaa' %}" + repeated(twice, 40)));
    CHECK(ends_at_a_limit("{% assign a = 'aaaaaaaa' %}" + repeated(twice, 18) +
                          "{{ a | replace: '', a }}"));
    CHECK(ends_at_a_limit("{% assign a = 'aaaaaaaa' %}" + repeated(twice, 18) +
                          "{{ a | replace: 'a', a }}"));
    CHECK(ends_at_a_limit("{% assign a = 'aaaaaaaa' %}" + repeated(twice, 18) +
                          "{% assign s = a | split: '' %}{{ s | join: a }}"));
    CHECK(ends_at_a_limit("{% for i in (1..99999) %}0123456789012345678901234567890123456789"
                          "0123456789{% endfor %}"));
    CHECK(ends_at_a_limit("{% capture c %}{% for i in (1..9999999) %}{{ i }}{% endfor %}"
                          "{% endcapture %}"));
}

TEST_CASE("loops that run too long are refused") {
    CHECK(ends_at_a_limit("{% for i in (1..999999999999) %}{% endfor %}"));
    CHECK(ends_at_a_limit(
        "{% for i in (1..9999) %}{% for j in (1..9999) %}{% endfor %}{% endfor %}"));
    CHECK(ends_at_a_limit("{{ (1..999999999999) | join }}"));
    CHECK(ends_at_a_limit("{% tablerow i in (1..999999999) cols: 3 %}{% endtablerow %}"));
    CHECK(ends_at_a_limit("{% assign a = (1..90000) | reverse %}{{ a | uniq | size }}"));
    CHECK(shown("{% for i in (-9223372036854775807..9223372036854775807) limit: 2 %}{{ i }} "
                "{% endfor %}") == "-9223372036854775807 -9223372036854775806 ");
}

TEST_CASE("what is nested too deep is refused") {
    CHECK(problem_of(repeated("{% if n %}", 200)).what ==
          "more than 100 blocks within one another");
    CHECK(problem_of("{{ " + repeated("[", 5000)).what.size() > 3);
    CHECK(problem_of("{{ " + repeated("n[", 5000) + " }}").what ==
          "too many brackets within one another");
    CHECK(problem_of("{{ " + repeated("(", 5000) + " }}").what ==
          "too many brackets within one another");
    Value deep = Value::array({});
    for (int i = 0; i < 1000; ++i) {
        deep = Value::array({deep});
    }
    const auto data = Value::object({{"deep", deep}});
    CHECK(shown("{{ deep }}", data) == "! the value is too large to be shown");
    CHECK(shown("{{ deep | join }}", data) == "! the arrays are too deep");
    CHECK(shown("{% if deep == deep %}{% endif %}", data) ==
          "! the values are too deep to be compared");
}

TEST_CASE("the caller's own limits hold, to the byte and the step") {
    auto options = lenient();
    options.limits.output_bytes = 10;
    CHECK(shown("0123456789", some_data(), options) == "0123456789");
    CHECK(shown("01234567890", some_data(), options) == "! the text becomes longer than it may");
    CHECK(shown("01234567{{ 'abc' }}", some_data(), options) ==
          "! the text becomes longer than it may");
    options = lenient();
    options.limits.steps = 10;
    CHECK(shown(repeated("{{ n }}", 11), some_data(), options) ==
          "! the template takes too many steps");
    options = lenient();
    options.limits.loop_rounds = 3;
    CHECK(shown("{% for x in list %}{{ x }}{% endfor %}", some_data(), options) == "312");
    CHECK(shown("{% for x in (1..4) %}{{ x }}{% endfor %}", some_data(), options).substr(0, 1) ==
          "!");
    liquid::CompileOptions compiling;
    compiling.limits.nodes = 2;
    CHECK(problem_of("{{ n }}{{ n }}{{ n }}", {}, compiling).kind == Problem::Kind::limit);
}

TEST_CASE("a megabyte of small tags is a template, one of expressions is refused") {
    constexpr int kMegabyte = 1 << 20;
    const auto kind = [](const std::string& source) {
        const auto compiled = liquid::Template::compile(source, "test", {});
        return compiled ? std::nullopt : std::optional(compiled.error().kind);
    };
    CHECK(kind(repeated("Hello {{ name }}, ", kMegabyte / 18)) == std::nullopt);
    CHECK(kind(repeated("{% if n %}{{ a.b | upcase }}{% endif %}\n", kMegabyte / 40)) ==
          std::nullopt);
    CHECK(kind("{{ a" + repeated(".b", 20'000) + " }}") == Problem::Kind::limit);
    CHECK(kind("{{ 1" + repeated(" | plus: 1", 5'000) + " }}") == Problem::Kind::limit);
    CHECK(kind("{% if a" + repeated(" or a", 9'000) + " %}{% endif %}") == Problem::Kind::limit);
    CHECK(kind(repeated("{{ a" + repeated(".b", 4'000) + " }}", 150)) == Problem::Kind::limit);
}

TEST_CASE("names without number cost steps, as each is looked for among all others") {
    const auto told = [](const std::string& source) {
        return shown(source, some_data(), lenient()).substr(0, 36);
    };
    CHECK(told("{% for i in (1..40000) %}{% cycle i: 1, 2 %}{% endfor %}") ==
          "! the template takes too many steps");
    std::string names;
    for (int i = 0; i < 25'000; ++i) {
        names += "{% assign v" + std::to_string(i) + " = 1 %}";
    }
    CHECK(told(names) == "! the template takes too many steps");
}

TEST_CASE("a caller can stop a render") {
    auto options = lenient();
    int asked = 0;
    options.stop = [&asked] { return ++asked > 3; };
    const auto problem = problem_of("{% for i in (1..999999) %}{{ i }}{% endfor %}", options);
    CHECK(problem.kind == Problem::Kind::stopped);
    CHECK(asked == 4);
}

TEST_CASE("nothing is kept of a text that ended in an error") {
    const auto compiled = liquid::Template::compile("a{{ 1 | divided_by: 0 }}", "test", {});
    REQUIRE(compiled);
    std::string out = "before";
    CHECK(!compiled->render_to(out, some_data(), {}));
    CHECK(out == "before");
}

TEST_CASE("what is no text, or too much of it, is refused with its place") {
    CHECK(problem_of("a\nb\xFF").what == "the template is not UTF-8");
    CHECK(problem_of("a\nb\xFF").line == 2);
    CHECK(problem_of("a\nb\xFF").column == 2);
    CHECK(problem_of(std::string("a\0b", 3)).what == "the template has a NUL byte");
    CHECK(problem_of(std::string(10 << 20, 'x')).kind == Problem::Kind::limit);
    CHECK(problem_of("{{ '" + std::string(1 << 20, 'x') + "' }}").what.empty());
    // Bytes of the caller that are no UTF-8 are passed on.
    CHECK(shown("{{ x | size }}{{ x | upcase }}", Value::object({{"x", "a\xFFz"}})) == "3A\xFFZ");
}

TEST_CASE("a value that nobody asks for costs nothing, and one that is asked for is lazy") {
    class Facts final : public liquid::Lazy {
    public:
        explicit Facts(int& asked) : asked_(asked) {}
        [[nodiscard]] std::optional<Value> get(std::string_view name) const override {
            ++asked_;
            return name == "id" ? std::optional<Value>(42) : std::nullopt;
        }
        [[nodiscard]] std::vector<std::string> names() const override { return {"id"}; }

    private:
        int& asked_;
    };
    int asked = 0;
    const auto data =
        Value::object({{"order", Value::lazy(std::make_shared<Facts>(asked))}, {"n", 1}});
    CHECK(shown("{{ n }}{% if order %}!{% endif %}", data) == "1!");
    CHECK(asked == 0);
    CHECK(shown("{{ order.id }}{{ order.nosuch }}{{ order }}{{ order.size }}", data) ==
          "42{\"id\"=>42}1");
    CHECK(shown("{% for pair in order %}{{ pair }}{% endfor %}", data) == "id42");
    CHECK(shown("{{ order.nosuch }}", data, {}) == "! unknown variable \"order.nosuch\"");
}

TEST_CASE("one template and its data may be rendered by many threads") {
    const auto compiled = liquid::Template::compile(
        "{% for x in list %}{% assign y = x | append: name %}{{ y }}{% endfor %}", "test", {});
    REQUIRE(compiled);
    const auto data = some_data();
    std::atomic<int> right{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int j = 0; j < 50; ++j) {
                const auto text = compiled->render(data, {});
                right += text && *text == "3Zoë1Zoë2Zoë" ? 1 : 0;
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    CHECK(right == 200);
}

TEST_CASE("filters of the caller are charged by what they work on") {
    liquid::Filters filters;
    filters.add("same", {0, 0}, [](const liquid::FilterCall& call) {
        return base::Result<Value, std::string>(call.input());
    });
    liquid::CompileOptions compiling;
    compiling.filters = &filters;
    const auto compiled = liquid::Template::compile("{{ x | same }}", "test", compiling);
    REQUIRE(compiled);
    auto options = lenient();
    options.limits.steps = 100;
    const auto fits = [&](Value x) {
        const auto text = compiled->render(Value::object({{"x", std::move(x)}}), options);
        CHECK((text || text.error().kind == Problem::Kind::limit));
        return text.has_value();
    };
    CHECK(fits(std::string(64 * 50, 'x')));
    CHECK_FALSE(fits(std::string(64 * 100, 'x')));
    CHECK(fits(Value::array(std::vector<Value>(50, Value(1)))));
    CHECK_FALSE(fits(Value::array(std::vector<Value>(100, Value(1)))));
}
