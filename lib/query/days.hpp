// SPDX-License-Identifier: MIT
// Days as a query writes them: "<3d", "today", "2026-10", "2026-10-01..2026-10-15". Used by
// parse_value() alone.
#pragma once

#include "query/ends.hpp"

namespace etsyorder::query {

// `kind` is one of the two of days.
[[nodiscard]] Read<Value> day_range(std::string_view text, Kind kind);

} // namespace etsyorder::query
