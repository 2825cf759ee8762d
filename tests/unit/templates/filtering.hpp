// SPDX-License-Identifier: MIT
// What the tests of filters share: a template in, a text out, in some language.
#pragma once

#include "liquid/template.hpp"
#include "templates/letter_filters.hpp"

#include <string>

namespace etsyorder::templates_tests {

using liquid::Value;

// 2026-11-23T15:00:00Z, a Monday.
inline constexpr std::int64_t kNow = 1'795'446'000;

struct Letter {
    std::string language = "en";
    std::string currency = "USD";
    const char* zone = nullptr;
    bool html = false;
    bool clock = true;
};

// What `{{ x | filter }}` prints; of an error "! " and what it says.
inline std::string
filtered(const Value& input, const std::string& filter, const Letter& letter = {}) {
    liquid::CompileOptions compiling;
    compiling.filters = &templates::letter_filters();
    const auto compiled =
        liquid::Template::compile("{{ x | " + filter + " }}", "letter", compiling);
    if (!compiled) {
        return "! " + compiled.error().what;
    }
    liquid::RenderOptions options;
    auto& surroundings = options.surroundings;
    surroundings.language = letter.language;
    surroundings.currency = letter.currency;
    surroundings.html = letter.html;
    if (letter.clock) {
        surroundings.now = base::from_utc_seconds(kNow);
    }
    if (letter.zone != nullptr) {
        surroundings.zone = base::Zone::named(letter.zone);
    }
    const auto text = compiled->render(Value::object({{"x", input},
                                                      {"none", Value()},
                                                      {"safe", Value("<b>").marked_safe()},
                                                      {"array", Value::array({1})}}),
                                       options);
    return text ? *text : "! " + text.error().what;
}

} // namespace etsyorder::templates_tests
