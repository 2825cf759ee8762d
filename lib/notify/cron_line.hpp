// SPDX-License-Identifier: MIT
// CronLine: five fields (minute, hour, day of the month, month, day of the week) as crontab(5) has
// them, with names, lists, ranges and steps; where both days are restricted, either one does.
// Read on the shop's clock: a time that the spring night skips comes an hour later, as clocks do,
// and one that the autumn night has twice comes the first time.
//
//     const auto line = CronLine::parse("0 9 * * mon-fri");
//     line->next(now, zone);
#pragma once

#include "base/result.hpp"
#include "base/zone.hpp"

#include <bitset>
#include <optional>
#include <string>
#include <string_view>

namespace etsyorder::notify {

class CronLine {
public:
    // The error says which field is wrong, and how. A line that never comes, such as of the 31st of
    // February, is an error, too.
    [[nodiscard]] static base::Result<CronLine, std::string> parse(std::string_view text);

    // The first time after that instant. Empty: there is none before the year 9999.
    [[nodiscard]] std::optional<base::Instant> next(base::Instant after,
                                                    const base::Zone& zone) const;

private:
    CronLine() = default;
    [[nodiscard]] bool has_day(base::Date day) const;
    [[nodiscard]] std::optional<base::Date> next_day(base::Date from) const; // `from` included

    std::bitset<60> minutes_;
    std::bitset<24> hours_;
    std::bitset<32> days_;     // of the month, from 1
    std::bitset<13> months_;   // from 1
    std::bitset<7> weekdays_;  // Sunday is 0
    bool any_day_ = false;     // `*` of the month
    bool any_weekday_ = false; // `*` of the week
};

} // namespace etsyorder::notify
