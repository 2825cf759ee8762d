// SPDX-License-Identifier: MIT
#include "notify/span.hpp"

#include "base/ascii.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace etsyorder::notify {
namespace {

struct UnitWord {
    std::string_view word;
    Span::Unit unit;
    int each; // so many of the unit
};

constexpr int kMinute = 60;
constexpr int kHour = 3600;
constexpr int kDaysAWeek = 7;
constexpr std::array kUnits = std::to_array<UnitWord>({
    {"s", Span::Unit::seconds, 1},
    {"sec", Span::Unit::seconds, 1},
    {"second", Span::Unit::seconds, 1},
    {"seconds", Span::Unit::seconds, 1},
    {"m", Span::Unit::seconds, kMinute},
    {"min", Span::Unit::seconds, kMinute},
    {"minute", Span::Unit::seconds, kMinute},
    {"minutes", Span::Unit::seconds, kMinute},
    {"h", Span::Unit::seconds, kHour},
    {"hour", Span::Unit::seconds, kHour},
    {"hours", Span::Unit::seconds, kHour},
    {"d", Span::Unit::days, 1},
    {"day", Span::Unit::days, 1},
    {"days", Span::Unit::days, 1},
    {"w", Span::Unit::days, kDaysAWeek},
    {"week", Span::Unit::days, kDaysAWeek},
    {"weeks", Span::Unit::days, kDaysAWeek},
    {"bd", Span::Unit::business_days, 1},
    {"business day", Span::Unit::business_days, 1},
    {"business days", Span::Unit::business_days, 1},
});

int most_of(Span::Unit unit) {
    constexpr int kSecondsADay = 24 * kHour;
    return unit == Span::Unit::seconds ? kLongestSpanDays * kSecondsADay : kLongestSpanDays;
}

// Years that no shop sees are as far as it goes.
base::Date moved(base::Date day, const Span& span, int sign, const base::BusinessDays& days) {
    if (span.unit == Span::Unit::business_days) {
        return days.after(day, sign * span.count).value_or(day);
    }
    return base::Date{std::chrono::sys_days{day} + std::chrono::days{sign * span.count}};
}

base::Instant
shifted(base::Instant start, const Span& span, int sign, const ShopCalendar& calendar) {
    if (span.unit == Span::Unit::seconds || span.is_zero()) {
        return start + std::chrono::seconds{sign * span.count};
    }
    const auto local = calendar.zone.local(start);
    return calendar.zone.at(moved(local.date, span, sign, calendar.days), local.since_midnight);
}

} // namespace

std::optional<Span> parse_span(std::string_view text) {
    text = base::trimmed(text);
    int number = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, wrong] = std::from_chars(text.data(), end, number);
    if (wrong != std::errc{} || number < 0) {
        return std::nullopt;
    }
    const auto word = base::ascii_lower(
        std::string(base::trimmed(text.substr(static_cast<std::size_t>(stop - text.data())))));
    const auto* const unit = std::ranges::find(kUnits, word, &UnitWord::word);
    if (unit == kUnits.end() || number > most_of(unit->unit) / unit->each) {
        return std::nullopt;
    }
    return Span{unit->unit, number * unit->each};
}

std::string to_string(const Span& span) {
    if (span.unit == Span::Unit::business_days) {
        return fmt::format("{} business day{}", span.count, span.count == 1 ? "" : "s");
    }
    if (span.unit == Span::Unit::days) {
        return fmt::format("{} day{}", span.count, span.count == 1 ? "" : "s");
    }
    return span.count % kHour == 0 && span.count > 0 ? fmt::format("{} h", span.count / kHour)
           : span.count % kMinute == 0               ? fmt::format("{} min", span.count / kMinute)
                                                     : fmt::format("{} s", span.count);
}

std::chrono::seconds most_time(const Span& span) {
    using std::chrono::days;
    if (span.unit == Span::Unit::seconds) {
        return std::chrono::seconds{span.count};
    }
    const auto worked = span.unit == Span::Unit::business_days
                            ? span.count + (span.count / 5 + 1) * 2 + kDaysAWeek
                            : span.count;
    return span.is_zero() ? std::chrono::seconds{0} : days{worked + 1}; // a clock may be set back
}

base::Instant after(base::Instant start, const Span& span, const ShopCalendar& calendar) {
    return shifted(start, span, 1, calendar);
}

base::Instant before(base::Instant start, const Span& span, const ShopCalendar& calendar) {
    return shifted(start, span, -1, calendar);
}

} // namespace etsyorder::notify
