// SPDX-License-Identifier: MIT
// Single cells of a stranger's file, in the ways a mapping says they are written. Pure.
#pragma once

#include "base/result.hpp"
#include "base/zone.hpp"
#include "imports/mapping.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace etsyorder::imports {

// A day is its first instant in the zone, a time without an offset is the zone's. The error says
// what is wrong with the cell, without a full stop; 2/3/2026 is wrong where nothing says how it is
// meant.
[[nodiscard]] base::Result<base::Instant, std::string>
parse_moment(std::string_view cell, const Mapping& mapping, const base::Zone& zone);

// "yes", "true", "1", "paid", "shipped", a day; "no", "false", "0", "unpaid", nothing. Empty:
// neither.
[[nodiscard]] std::optional<bool> parse_truth(std::string_view cell, const Mapping& mapping);

// In Etsy's words where the meaning is the same: "Cancelled" is "canceled", "fulfilled" is
// "completed". Others stay, in lower case.
[[nodiscard]] std::string order_status(std::string_view cell);

// A text as it was before `orders export` put a ' in front.
[[nodiscard]] std::string unguarded(std::string_view cell);

} // namespace etsyorder::imports
