// SPDX-License-Identifier: MIT
// Ends of a range as they were written: "<3d" has one, "20..50" two. Used by parse_value() alone.
#pragma once

#include "query/values.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace etsyorder::query {

template <class T>
using Read = base::Result<T, ValueProblem>;
using Wrong = base::Unexpected<ValueProblem>;

struct Part {
    std::string_view text;
    std::size_t at = 0; // in the value
};

// A lone value without a sign is both ends.
struct Ends {
    std::optional<Part> least;
    std::optional<Part> most;
    bool least_counts = true;
    bool most_counts = true;
    bool dots = false; // a..b
};

[[nodiscard]] constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

[[nodiscard]] Read<Ends> ends_of(std::string_view text, std::string_view hint);

[[nodiscard]] Wrong wrong(const Part& part, std::string what, std::string_view hint);
[[nodiscard]] Wrong backwards(std::string_view text); // the range is

} // namespace etsyorder::query
