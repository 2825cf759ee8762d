// SPDX-License-Identifier: MIT
// What the Liquid of --format may know beside the row it is rendered for. The frame knows no
// letters and no shops: whoever does hands these in.
#pragma once

#include "liquid/filters.hpp"
#include "liquid/value.hpp"

#include <cstddef>
#include <functional>

namespace etsyorder::frame {

// Neither function is called without --format. An empty one counts as the answer in brackets.
struct FormatSurroundings {
    // Once, before the action. What is behind it must outlive the Output. [null: those of Liquid]
    std::function<const liquid::Filters*()> filters;
    // Once, before the first row: the moment, the zone, the language, the currency. [nothing known]
    std::function<liquid::Surroundings()> surroundings;
};

// What a format may ask of a row beyond its JSON fields: an object, mostly a lazy one. Called at
// most once a row, while the row is being added, and only when the format names the row's object.
using RowFacts = std::function<liquid::Value()>;

// The same for the rows of a list, by their place in it, from 0.
using ListFacts = std::function<liquid::Value(std::size_t row)>;

} // namespace etsyorder::frame
