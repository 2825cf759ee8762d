// SPDX-License-Identifier: MIT
#include "query/days.hpp"

#include "base/ascii.hpp"
#include "base/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace etsyorder::query {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr int kMostDays = 36'500; // a hundred years
constexpr std::string_view kDayHint = "today, <3d, 2w, 2026-10, 2026-10-31, 2026-10.. or "
                                      "2026-10-01..2026-10-15";

// What one written day covers: "2026-10" is a whole month. `counted`: so many days from today.
struct Days {
    Day first;
    Day last;
    bool counted = false;
};

Day shifted(const Day& day, int by) {
    if (day.date) {
        return {base::Date{sys_days{*day.date} + days{by}}, 0};
    }
    return {std::nullopt, day.days + by};
}

std::optional<int> digits(std::string_view text, std::size_t count) {
    int value = 0;
    if (text.size() != count || !std::ranges::all_of(text, is_digit)) {
        return std::nullopt;
    }
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

// "3d", "2w", "-3d"; empty: something else.
std::optional<int> counted_days(std::string_view text) {
    if (text.size() < 2) {
        return std::nullopt;
    }
    const char unit = base::ascii_lower(text.back());
    const bool back = text.starts_with('-');
    text.remove_suffix(1);
    if (back || text.starts_with('+')) {
        text.remove_prefix(1);
    }
    int value = 0;
    const auto [stop, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    const int factor = unit == 'd' ? 1 : unit == 'w' ? 7 : 0;
    if (text.empty() || !is_digit(text.front()) || problem != std::errc{} ||
        stop != text.data() + text.size() || factor == 0 || value > kMostDays / factor) {
        return std::nullopt;
    }
    return (back ? -value : value) * factor;
}

// "2026", "2026-10", "2026-10-31"
std::optional<Days> calendar_days(std::string_view text) {
    const auto y = digits(text.substr(0, 4), 4);
    if (!y || *y < 1970) {
        return std::nullopt;
    }
    const std::chrono::year year{*y};
    if (text.size() == 4) {
        return Days{{base::Date{year, std::chrono::January, std::chrono::day{1}}, 0},
                    {base::Date{year, std::chrono::December, std::chrono::day{31}}, 0},
                    false};
    }
    const auto m = text.size() >= 7 && text[4] == '-' ? digits(text.substr(5, 2), 2) : std::nullopt;
    if (!m || *m < 1 || *m > 12) {
        return std::nullopt;
    }
    const std::chrono::month month{static_cast<unsigned>(*m)};
    if (text.size() == 7) {
        return Days{{base::Date{year, month, std::chrono::day{1}}, 0},
                    {base::Date{year / month / std::chrono::last}, 0},
                    false};
    }
    const auto d = text[7] == '-' ? digits(text.substr(8), 2) : std::nullopt;
    const base::Date date{year, month, std::chrono::day{static_cast<unsigned>(d.value_or(0))}};
    return d && date.ok() ? std::optional(Days{{date, 0}, {date, 0}, false}) : std::nullopt;
}

Read<Days> days_of(const Part& part, Kind kind) {
    constexpr std::pair<std::string_view, int> kNamed[] = {
        {"today", 0}, {"tomorrow", 1}, {"yesterday", -1}};
    for (const auto& [name, from_today] : kNamed) {
        if (base::same_but_for_case(part.text, name)) {
            return Days{{std::nullopt, from_today}, {std::nullopt, from_today}, false};
        }
    }
    if (const auto count = counted_days(part.text)) {
        const int from_today = kind == Kind::day_past ? -*count : *count;
        return Days{{std::nullopt, from_today}, {std::nullopt, from_today}, true};
    }
    if (const auto calendar = calendar_days(part.text)) {
        return *calendar;
    }
    std::vector<std::string> names;
    for (const auto& [name, from_today] : kNamed) {
        names.emplace_back(name);
    }
    const auto meant = base::nearest(part.text, names);
    return wrong(part,
                 fmt::format("\"{}\" is no day", part.text),
                 meant ? fmt::format("did you mean \"{}\"?", *meant) : std::string(kDayHint));
}

// Empty: not to be told apart before it is known which day today is.
bool surely_backwards(const DayRange& range) {
    if (!range.first || !range.last ||
        range.first->date.has_value() != range.last->date.has_value()) {
        return false;
    }
    return range.first->date ? *range.first->date > *range.last->date
                             : range.first->days > range.last->days;
}

} // namespace

Read<Value> day_range(std::string_view text, Kind kind) {
    auto ends = ends_of(text, kDayHint);
    if (!ends) {
        return Wrong(ends.error());
    }
    std::optional<Days> least;
    std::optional<Days> most;
    for (const auto& [end, to] : {std::pair(ends->least, &least), std::pair(ends->most, &most)}) {
        if (end) {
            const auto found = days_of(*end, kind);
            if (!found) {
                return Wrong(found.error());
            }
            *to = *found;
        }
    }
    const bool past = kind == Kind::day_past;
    if (ends->dots && least && most && least->counted && most->counted &&
        least->first.days > most->last.days && past) {
        std::swap(least, most); // 3d..7d: from seven to three days ago
    }
    if (!ends->dots && past && (least ? least : most)->counted) { // <7d: less than 7 days ago
        std::swap(least, most);
        std::swap(ends->least_counts, ends->most_counts);
    }
    DayRange range;
    if (least) {
        range.first = ends->least_counts ? least->first : shifted(least->last, 1);
    }
    if (most) {
        range.last = ends->most_counts ? most->last : shifted(most->first, -1);
    }
    if (surely_backwards(range)) {
        return backwards(text);
    }
    return Value(range);
}

base::Date Day::on(base::Date today) const {
    return date ? *date : base::Date{sys_days{today} + std::chrono::days{days}};
}

} // namespace etsyorder::query
