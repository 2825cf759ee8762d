// SPDX-License-Identifier: MIT
#include "templates/filter_values.hpp"

#include "liquid/characters.hpp"
#include "liquid/printing.hpp"
#include "templates/money_text.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace etsyorder::templates {

using liquid::Value;
using Kind = Value::Kind;

std::string described(const Value& value) {
    constexpr std::size_t kMostCharacters = 40;
    switch (value.kind()) {
    case Kind::nil:
        return "nothing";
    case Kind::array:
        return "an array";
    case Kind::object:
    case Kind::lazy:
        return "an object";
    case Kind::range:
        return "a range";
    case Kind::text: {
        const auto text = value.text();
        const auto end = liquid::byte_of_character(text, kMostCharacters);
        return fmt::format("\"{}{}\"", text.substr(0, end), end < text.size() ? "..." : "");
    }
    default:
        return liquid::to_text(value);
    }
}

std::optional<double> number_of(const Value& value) {
    switch (value.kind()) {
    case Kind::integer:
        return static_cast<double>(value.integer());
    case Kind::number:
        return std::isnan(value.number()) ? std::nullopt : std::optional(value.number());
    case Kind::text: {
        if (!amount_from(value.text())) {
            return std::nullopt;
        }
        const auto text = liquid::strip(value.text());
        double number = 0;
        std::from_chars(text.data(), text.data() + text.size(), number);
        return number;
    }
    default:
        return std::nullopt;
    }
}

const liquid::Filter& standard_filter(std::string_view name) {
    static const liquid::Filters none_added;
    return *none_added.find(name);
}

} // namespace etsyorder::templates
