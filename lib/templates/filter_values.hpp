// SPDX-License-Identifier: MIT
// How the filters of letters look at what they are given. For this room alone.
#pragma once

#include "base/result.hpp"
#include "liquid/filters.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace etsyorder::templates {

using FilterOutcome = base::Result<liquid::Value, std::string>;

[[nodiscard]] inline FilterOutcome refused(std::string what) {
    return base::Unexpected<std::string>(std::move(what));
}

// What was given, for a message: "nothing", "an array", "\"12 cm\"".
[[nodiscard]] std::string described(const liquid::Value& value);

// Of numbers and of texts that amount_from() reads; empty: no number.
[[nodiscard]] std::optional<double> number_of(const liquid::Value& value);

// One of Liquid's own, for those that letters have in another way.
[[nodiscard]] const liquid::Filter& standard_filter(std::string_view name);

} // namespace etsyorder::templates
