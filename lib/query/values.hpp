// SPDX-License-Identifier: MIT
// The values behind `field:` that are no plain words: numbers, money and days, and ranges of them.
#pragma once

#include "base/result.hpp"
#include "query/parse.hpp"
#include "query/tree.hpp"

#include <string>
#include <string_view>

namespace etsyorder::query {

// Where in the value it is wrong, and how to mend it.
struct ValueProblem {
    Span span; // bytes of the value
    std::string what;
    std::string hint;
};

// `kind` is neither text nor word.
[[nodiscard]] base::Result<Value, ValueProblem> parse_value(Kind kind, std::string_view text);

} // namespace etsyorder::query
