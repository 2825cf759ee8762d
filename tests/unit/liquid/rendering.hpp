// SPDX-License-Identifier: MIT
// What the tests of this room share: a template in, a text or a problem out.
#pragma once

#include "liquid/template.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace etsyorder::liquid_tests {

using liquid::Value;

class NamedPartials final : public liquid::Partials {
public:
    explicit NamedPartials(std::map<std::string, std::string, std::less<>> sources)
        : sources_(std::move(sources)) {}

    [[nodiscard]] base::Result<std::shared_ptr<const liquid::Template>, liquid::Problem>
    find(std::string_view name) const override {
        const auto source = sources_.find(name);
        if (source == sources_.end()) {
            return nullptr;
        }
        auto compiled = liquid::Template::compile(source->second, source->first, {});
        if (!compiled) {
            return base::Unexpected<liquid::Problem>(compiled.error());
        }
        return std::make_shared<const liquid::Template>(*compiled);
    }

private:
    std::map<std::string, std::string, std::less<>> sources_;
};

// Strict syntax, unknown variables are nil.
inline liquid::RenderOptions lenient() {
    liquid::RenderOptions options;
    options.strict = false;
    return options;
}

inline Value some_data() {
    return Value::object(
        {{"name", "Zoë"},
         {"n", 7},
         {"price", 12.5},
         {"list", Value::array({3, 1, 2})},
         {"words", Value::array({"b", "A", "c"})},
         {"none", Value()},
         {"no", false},
         {"order",
          Value::object(
              {{"id", 1042},
               {"items",
                Value::array({Value::object({{"title", "Mug"}, {"price", 18}}),
                              Value::object({{"title", "Bag"}, {"price", Value()}})})}})}});
}

// The text; of a problem "! " and what it says.
inline std::string shown(std::string source,
                         const Value& data = some_data(),
                         const liquid::RenderOptions& options = lenient()) {
    const auto compiled = liquid::Template::compile(std::move(source), "test", {});
    if (!compiled) {
        return "! " + compiled.error().what;
    }
    const auto text = compiled->render(data, options);
    return text ? *text : "! " + text.error().what;
}

// The problem of a template that cannot be compiled or rendered; its kind is limit and its text
// empty where it can.
inline liquid::Problem problem_of(std::string source,
                                  const liquid::RenderOptions& options = {},
                                  const liquid::CompileOptions& compiling = {}) {
    const auto compiled = liquid::Template::compile(std::move(source), "test", compiling);
    if (!compiled) {
        return compiled.error();
    }
    const auto text = compiled->render(some_data(), options);
    return text ? liquid::Problem{} : text.error();
}

} // namespace etsyorder::liquid_tests
