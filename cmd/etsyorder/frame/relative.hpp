// SPDX-License-Identifier: MIT
// Time as people say it.
#pragma once

#include "base/clock.hpp"
#include "base/zone.hpp"

#include <string>

namespace etsyorder::frame {

// "just now", "5 minutes ago", "in 3 hours", "2 days ago"
[[nodiscard]] std::string relative_time(base::Instant now, base::Instant then);

// "2026-11-22 10:00" in the zone
[[nodiscard]] std::string local_time(base::Instant instant, const base::Zone& zone);

// "today", "tomorrow", "in 3 days", "2 days late", for whole calendar days
[[nodiscard]] std::string days_left_in_words(int days);

} // namespace etsyorder::frame
