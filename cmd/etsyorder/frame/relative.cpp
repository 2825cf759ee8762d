// SPDX-License-Identifier: MIT
#include "frame/relative.hpp"

#include <fmt/format.h>

namespace etsyorder::frame {
namespace {

std::string counted(std::int64_t count, std::string_view unit) {
    return fmt::format("{} {}{}", count, unit, count == 1 ? "" : "s");
}

} // namespace

std::string relative_time(base::Instant now, base::Instant then) {
    const std::int64_t seconds = (then - now).count();
    const std::int64_t away = seconds < 0 ? -seconds : seconds;
    std::string span;
    if (away < 60) {
        return "just now";
    }
    if (away < 3600) {
        span = counted(away / 60, "minute");
    } else if (away < 86400) {
        span = counted(away / 3600, "hour");
    } else {
        span = counted(away / 86400, "day");
    }
    return seconds < 0 ? span + " ago" : "in " + span;
}

std::string local_time(base::Instant instant, const base::Zone& zone) {
    const auto local = zone.local(instant);
    const std::int64_t minutes = local.since_midnight.count() / 60;
    return fmt::format("{} {:02}:{:02}", base::format_date(local.date), minutes / 60, minutes % 60);
}

std::string days_left_in_words(int days) {
    if (days == 0) {
        return "today";
    }
    if (days == 1) {
        return "tomorrow";
    }
    return days > 0 ? fmt::format("in {} days", days) : counted(-days, "day") + " late";
}

} // namespace etsyorder::frame
