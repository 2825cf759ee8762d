// SPDX-License-Identifier: MIT
#include "templates/asked_value.hpp"

#include "base/clock.hpp"
#include "liquid/characters.hpp"

#include <charconv>
#include <cmath>

namespace etsyorder::templates {
namespace {

using liquid::Value;
using Answer = base::Result<Value, std::string>;

Answer wrong(const char* what) {
    return base::Unexpected<std::string>(what);
}

bool is_day(const std::string& text) {
    // The parser of moments takes more than a day; a day written back is the same.
    const auto instant = base::parse_instant(text);
    return text.size() == 10 && instant &&
           base::format_date(std::chrono::floor<std::chrono::days>(*instant)) == text;
}

Answer number(const std::string& text, const char* otherwise) {
    const auto* end = text.data() + text.size();
    std::int64_t whole = 0;
    if (const auto [stop, problem] = std::from_chars(text.data(), end, whole);
        problem == std::errc{} && stop == end) {
        return Value(whole);
    }
    double decimal = 0;
    const auto [stop, problem] =
        std::from_chars(text.data(), end, decimal, std::chars_format::fixed);
    if (problem != std::errc{} || stop != end || !std::isfinite(decimal)) {
        return wrong(otherwise);
    }
    return Value(decimal);
}

} // namespace

Answer value_of_answer(const Asked& asked, const std::string& text) {
    if (liquid::is_blank_text(text)) {
        return Value();
    }
    switch (asked.type) {
    case AskedType::date:
        return is_day(text) ? Answer(Value(text)) : wrong("is no day such as 2026-12-01");
    case AskedType::number:
        return number(text, "is no number such as 3 or 2.5");
    case AskedType::money:
        return number(text, "is no amount such as 12.50");
    case AskedType::text:
        break;
    }
    return Value(text);
}

} // namespace etsyorder::templates
