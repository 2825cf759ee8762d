// SPDX-License-Identifier: MIT
// The shapes of carriers' numbers, and which part of a number is which.
#pragma once

#include "orders/check_digit.hpp"

#include <cstddef>
#include <span>
#include <string_view>

namespace etsyorder::orders {

// A run of characters; of none, where `length` is 0.
struct Part {
    std::size_t from = 0;
    std::size_t length = 0;
};

struct TrackingFormat {
    std::string_view slug; // of the carrier; empty: the post of the country in the last two letters
    // # a digit, @ a capital letter, ? either of them, [..] one of these, {n} n times or {n,m} at
    // the end; all else stands for itself.
    std::string_view shape;
    CheckRule rule = CheckRule::none;
    Part checked = {};                  // what the digit behind it is made of
    std::string_view put_in_front = {}; // of what is checked, unless it begins with it
    std::string_view homes = {};        // "US CA": shops there use it; empty: anywhere
    Part parcel = {};                   // what the carrier's page takes; of none: all of it
    std::size_t dash_at = 0;            // where the carrier writes one; 0: nowhere
};

[[nodiscard]] std::span<const TrackingFormat> tracking_formats();

// `text`: capital letters and digits alone.
[[nodiscard]] bool has_shape(std::string_view text, std::string_view shape);

// How many characters of the shape stand for themselves. From two on the shape is known by them.
[[nodiscard]] std::size_t fixed_characters(std::string_view shape);

inline constexpr std::size_t kDistinctive = 2;

} // namespace etsyorder::orders
