// SPDX-License-Identifier: MIT
// The filters of Liquid that count (`plus`, `round`, `sum` and their kin), as letters have them:
// words are no number, and an amount keeps its currency. For this room alone.
#pragma once

#include "liquid/filters.hpp"

namespace etsyorder::templates {

void add_counting_filters(liquid::Filters& filters);

} // namespace etsyorder::templates
