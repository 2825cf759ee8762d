// SPDX-License-Identifier: MIT
// Dates as people write them, and as `strftime` of the reference's language writes them.
#pragma once

#include "base/clock.hpp"
#include "base/zone.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace etsyorder::liquid {

// A wall clock somewhere, and how far it is from UTC.
struct Moment {
    std::chrono::sys_seconds wall; // as if it were UTC
    std::chrono::seconds offset{0};
    std::string zone; // "UTC", or empty: it has no name

    [[nodiscard]] base::Instant instant() const { return wall - offset; }
};

// In that zone; empty: UTC.
[[nodiscard]] Moment moment_of(base::Instant instant, const std::optional<base::Zone>& zone);

// "March 14, 2016", "2016-03-14 10:00 +0100", "14.3.2016" and their kin. A time without an offset
// is one of `zone`. What is missing is taken from `now`, if there is one. Empty: it is no date.
[[nodiscard]] std::optional<Moment> read_date(std::string_view text,
                                              const std::optional<base::Zone>& zone,
                                              const std::optional<base::Instant>& now);

// Unknown directives stay as they are. At most some KiB longer than the format, whatever the
// widths. `language` is of the names of months and days: "de", "pt-BR"; of others: English.
[[nodiscard]] std::string
format_moment(const Moment& moment, std::string_view format, std::string_view language);

} // namespace etsyorder::liquid
