// SPDX-License-Identifier: MIT
// What a filter takes for a date: seconds since 1970, "now", "today", or a text that read_date()
// can read.
#pragma once

#include "liquid/dates.hpp"
#include "liquid/filters.hpp"
#include "liquid/value.hpp"

#include <optional>

namespace etsyorder::liquid {

// Empty: it is no date, or lies outside of the years 1 to 9999 in seconds; or it is "now" and there
// is none.
[[nodiscard]] std::optional<Moment> moment_of(const Value& value, const Surroundings& surroundings);

} // namespace etsyorder::liquid
