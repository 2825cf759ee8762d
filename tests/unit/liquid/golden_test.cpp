// SPDX-License-Identifier: MIT
// The Golden Liquid suite, where somebody has it: ETSYORDER_LIQUID_GOLDEN names its file. Other
// tests of this folder cover the language without it.
#include "liquid/template.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <fstream>
#include <map>

using namespace etsyorder;
using liquid::Value;

namespace {

using Json = nlohmann::ordered_json;

Value value_of(const Json& json) {
    switch (json.type()) {
    case Json::value_t::boolean:
        return json.get<bool>();
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned:
        return json.get<std::int64_t>();
    case Json::value_t::number_float:
        return json.get<double>();
    case Json::value_t::string:
        return json.get<std::string>();
    case Json::value_t::array: {
        std::vector<Value> items;
        for (const auto& item : json) {
            items.push_back(value_of(item));
        }
        return Value::array(std::move(items));
    }
    case Json::value_t::object: {
        std::vector<liquid::Member> members;
        for (const auto& [name, member] : json.items()) {
            members.emplace_back(name, value_of(member));
        }
        return Value::object(std::move(members));
    }
    default:
        return {};
    }
}

class GivenPartials final : public liquid::Partials {
public:
    GivenPartials(const Json& sources, const liquid::CompileOptions& options)
        : sources_(sources), options_(options) {}

    [[nodiscard]] base::Result<std::shared_ptr<const liquid::Template>, liquid::Problem>
    find(std::string_view name) const override {
        const auto source = sources_.find(std::string(name));
        if (source == sources_.end()) {
            return nullptr;
        }
        auto compiled =
            liquid::Template::compile(source->get<std::string>(), std::string(name), options_);
        if (!compiled) {
            return base::Unexpected<liquid::Problem>(std::move(compiled.error()));
        }
        return std::make_shared<const liquid::Template>(std::move(*compiled));
    }

private:
    const Json& sources_;
    const liquid::CompileOptions& options_;
};

bool has_tag(const Json& test, const std::string& tag) {
    const auto tags = test.value("tags", Json::array());
    return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

// What was wrong with it; empty: nothing.
std::string outcome(const Json& test) {
    liquid::CompileOptions compiling;
    compiling.strict = false;
    compiling.lax_syntax = !has_tag(test, "strict");
    const auto templates = test.value("templates", Json::object());
    const GivenPartials partials(templates, compiling);
    liquid::RenderOptions rendering;
    rendering.strict = false;
    rendering.errors_inline = true; // as the reference does where it is not told to raise
    rendering.partials = &partials;
    const bool invalid = test.value("invalid", false);
    const auto compiled =
        liquid::Template::compile(test.at("template").get<std::string>(), "test", compiling);
    if (!compiled) {
        return invalid ? "" : compiled.error().text();
    }
    std::string out;
    const auto problems =
        compiled->render_to(out, value_of(test.value("data", Json::object())), rendering);
    if (!problems) {
        return invalid ? "" : problems.error().text();
    }
    if (invalid) {
        return problems->empty() ? "must be an error, and is \"" + out + "\"" : "";
    }
    const auto wanted = test.contains("results") ? test.at("results") : Json{test.at("result")};
    const bool fits = std::find(wanted.begin(), wanted.end(), Json(out)) != wanted.end();
    return fits ? "" : "is " + Json(out).dump() + ", not " + wanted.dump();
}

} // namespace

TEST_CASE("the cases that ETSYORDER_LIQUID_GOLDEN names come out as they should") {
    const char* const path = std::getenv("ETSYORDER_LIQUID_GOLDEN");
    if (path == nullptr || *path == '\0') {
        MESSAGE("skipped: ETSYORDER_LIQUID_GOLDEN names no file of cases");
        return;
    }
    std::ifstream file(path);
    REQUIRE_MESSAGE(file, "cannot read " << path);
    const auto suite = Json::parse(file);
    const auto& tests = suite.at("tests");
    REQUIRE(!tests.empty());
    std::size_t passed = 0;
    for (const auto& test : tests) {
        const auto wrong = outcome(test);
        CHECK_MESSAGE(wrong.empty(),
                      test.at("name").get<std::string>()
                          << ": " << test.at("template").dump() << " " << wrong);
        passed += wrong.empty() ? 1U : 0U;
    }
    MESSAGE(passed << " of " << tests.size() << " cases passed");
}
