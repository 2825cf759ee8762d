// SPDX-License-Identifier: MIT
// Finding: one thing in a buyer's answer, or missing from it, that ruins a made-to-order item.
#pragma once

#include "lint/codes.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace etsyorder::lint {

// A place in an answer. Positions count what a reader sees as one character (UAX #29), from 1.
struct Spot {
    std::size_t offset = 0; // bytes of the answer's text
    std::size_t size = 0;
    int position = 0; // in the whole text; a line break counts as one
    int line = 0;
    int column = 0;                  // in its line
    std::string code_points;         // "U+200B", several with blanks between
    std::string what;                // "zero width space", "looks like A"; may be empty
    bool looks_like_nothing = false; // or like a plain space: only its number can be shown
};

// A long text can be wrong at each of its characters.
constexpr std::size_t kMostSpots = 20;
constexpr std::size_t kLongestWhat = 300; // bytes of a message, and of what a spot is

struct Finding {
    Code code{};
    std::optional<std::size_t> answer; // which of the item's answers; empty: the item as a whole
    std::string question;
    std::string message;        // one sentence of this case: "12 of 10 characters"
    std::vector<Spot> spots;    // the first kMostSpots; empty: it is about the whole answer
    std::size_t spot_count = 0; // of all, also of those that are left out
};

} // namespace etsyorder::lint
