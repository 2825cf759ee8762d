// SPDX-License-Identifier: MIT
#include "notify/cron_line.hpp"

#include "base/ascii.hpp"

#include <fmt/format.h>

#include <charconv>
#include <span>
#include <vector>

namespace etsyorder::notify {
namespace {

constexpr std::string_view kMonths[] = {
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::string_view kWeekdays[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
// The 29th of February may be eight years away: 2096 to 2104.
constexpr int kYearsOfDays = 9;

struct Field {
    const char* name;
    int lowest;
    int highest;
    std::span<const std::string_view> names = {}; // of lowest and on
};
constexpr Field kMinute{"minute", 0, 59};
constexpr Field kHour{"hour", 0, 23};
constexpr Field kDay{"day of the month", 1, 31};
constexpr Field kMonth{"month", 1, 12, kMonths};
constexpr Field kWeekday{"day of the week", 0, 7, kWeekdays}; // 7 is Sunday again

std::optional<int> number_of(std::string_view word) {
    int number = 0;
    const auto* end = word.data() + word.size();
    const auto [stop, wrong] = std::from_chars(word.data(), end, number);
    return wrong != std::errc{} || stop != end || word.front() == '-' ? std::nullopt
                                                                      : std::optional(number);
}

std::optional<int> value_of(std::string_view word, const Field& field) {
    if (word.empty()) {
        return std::nullopt;
    }
    if (const auto number = number_of(word)) {
        return *number >= field.lowest && *number <= field.highest ? number : std::nullopt;
    }
    for (std::size_t i = 0; i < field.names.size(); ++i) {
        if (base::same_but_for_case(word, field.names[i])) {
            return field.lowest + static_cast<int>(i);
        }
    }
    return std::nullopt;
}

struct Range {
    int first;
    int last;
    int step;
};

// "*", "5", "mon-fri", "*/15", "8-18/2". "5/15" is refused: crontab(5) gives it no meaning.
std::optional<Range> range_of(std::string_view word, const Field& field) {
    const auto slash = word.find('/');
    const auto step = slash == std::string_view::npos
                          ? std::optional(1)
                          : value_of(word.substr(slash + 1), {"step", 1, field.highest + 1});
    word = word.substr(0, slash);
    if (!step) {
        return std::nullopt;
    }
    if (word == "*") {
        return Range{field.lowest, field.highest, *step};
    }
    const auto dash = word.find('-');
    const auto first = value_of(word.substr(0, dash), field);
    if (dash == std::string_view::npos) {
        return first && slash == std::string_view::npos ? std::optional(Range{*first, *first, 1})
                                                        : std::nullopt;
    }
    const auto last = value_of(word.substr(dash + 1), field);
    if (!first || !last || *first > *last) {
        return std::nullopt;
    }
    return Range{*first, *last, *step};
}

// False: it is none.
template <std::size_t size>
bool read_field(std::string_view text, const Field& field, std::bitset<size>& bits) {
    while (true) {
        const auto comma = text.find(',');
        const auto range = range_of(text.substr(0, comma), field);
        if (!range) {
            return false;
        }
        for (int value = range->first; value <= range->last; value += range->step) {
            bits.set(static_cast<std::size_t>(value) % size);
        }
        if (comma == std::string_view::npos) {
            return true;
        }
        text.remove_prefix(comma + 1);
    }
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!(text = base::trimmed(text)).empty() && words.size() < 7) {
        const auto end = text.find_first_of(" \t\r\n");
        words.push_back(text.substr(0, end));
        text.remove_prefix(words.back().size());
    }
    return words;
}

} // namespace

base::Result<CronLine, std::string> CronLine::parse(std::string_view text) {
    const auto words = words_of(text);
    if (words.size() != 5) {
        return base::Unexpected<std::string>(
            "a cron line has five fields: minute, hour, day of the month, month, day of the week");
    }
    CronLine line;
    const auto wrong = [](std::string_view word, const Field& field) {
        return base::Unexpected<std::string>(
            fmt::format("\"{}\" is no {}: {} to {}{}, lists (1,3), ranges (1-5) and steps (*/2)",
                        word.substr(0, 40),
                        field.name,
                        field.lowest,
                        field.highest,
                        field.names.empty() ? "" : fmt::format(" or {}", field.names.front())));
    };
    if (!read_field(words[0], kMinute, line.minutes_)) {
        return wrong(words[0], kMinute);
    }
    if (!read_field(words[1], kHour, line.hours_)) {
        return wrong(words[1], kHour);
    }
    if (!read_field(words[2], kDay, line.days_)) {
        return wrong(words[2], kDay);
    }
    if (!read_field(words[3], kMonth, line.months_)) {
        return wrong(words[3], kMonth);
    }
    if (!read_field(words[4], kWeekday, line.weekdays_)) {
        return wrong(words[4], kWeekday);
    }
    line.any_day_ = words[2].starts_with('*');
    line.any_weekday_ = words[4].starts_with('*');
    if (!line.next_day(
            base::Date{std::chrono::year{2096}, std::chrono::March, std::chrono::day{1}})) {
        return base::Unexpected<std::string>("no day is ever like that");
    }
    return line;
}

bool CronLine::has_day(base::Date day) const {
    const std::chrono::weekday weekday{std::chrono::sys_days{day}};
    const bool of_month = days_[static_cast<unsigned>(day.day())];
    const bool of_week = weekdays_[weekday.c_encoding()];
    return months_[static_cast<unsigned>(day.month())] &&
           (any_day_ || any_weekday_ ? of_month && of_week : of_month || of_week);
}

std::optional<base::Date> CronLine::next_day(base::Date from) const {
    const auto first = std::chrono::sys_days{from};
    constexpr int kMostDaysAYear = 366;
    for (int ahead = 0; ahead < kYearsOfDays * kMostDaysAYear; ++ahead) {
        const base::Date day{first + std::chrono::days{ahead}};
        if (has_day(day)) {
            return day;
        }
    }
    return std::nullopt;
}

std::optional<base::Instant> CronLine::next(base::Instant after, const base::Zone& zone) const {
    constexpr int kLastYear = 9999;
    for (auto day = next_day(zone.date(after)); day && int{day->year()} <= kLastYear;
         day = next_day(base::Date{std::chrono::sys_days{*day} + std::chrono::days{1}})) {
        for (std::size_t hour = 0; hour < hours_.size(); ++hour) {
            for (std::size_t minute = 0; hours_[hour] && minute < minutes_.size(); ++minute) {
                const auto at = std::chrono::hours{hour} + std::chrono::minutes{minute};
                if (minutes_[minute]) {
                    const auto instant = zone.at(*day, at);
                    if (instant > after) {
                        return instant;
                    }
                }
            }
        }
    }
    return std::nullopt;
}

} // namespace etsyorder::notify
