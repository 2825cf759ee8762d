// SPDX-License-Identifier: MIT
#include "base/clock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace etsyorder::base {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hh_mm_ss;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;

std::optional<int> number(std::string_view text) {
    int value = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, problem] = std::from_chars(text.data(), end, value);
    if (text.empty() || problem != std::errc{} || stop != end || text.front() == '-') {
        return std::nullopt;
    }
    return value;
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<Date> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
        return std::nullopt;
    }
    const auto y = number(text.substr(0, 4));
    const auto m = number(text.substr(5, 2));
    const auto d = number(text.substr(8, 2));
    if (!y || !m || !d) {
        return std::nullopt;
    }
    const Date date{std::chrono::year{*y},
                    std::chrono::month{static_cast<unsigned>(*m)},
                    std::chrono::day{static_cast<unsigned>(*d)}};
    return date.ok() ? std::optional(date) : std::nullopt;
}

// "+02:00", "-0530" or "Z"; empty: none of these
std::optional<seconds> parse_offset(std::string_view text) {
    if (text == "Z" || text == "z") {
        return seconds{0};
    }
    if (text.size() < 5 || (text[0] != '+' && text[0] != '-')) {
        return std::nullopt;
    }
    const auto h = number(text.substr(1, 2));
    const auto m = number(text.substr(text[3] == ':' ? 4 : 3));
    if (!h || !m || *h > 23 || *m > 59) {
        return std::nullopt;
    }
    const seconds span = hours{*h} + minutes{*m};
    return text[0] == '-' ? -span : span;
}

// By hand: lists write thousands of days.
void append_digits(std::string& text, unsigned value, unsigned first_place) {
    for (unsigned place = first_place; place > 0; place /= 10) {
        text += static_cast<char>('0' + value / place % 10);
    }
}

void append_date(std::string& text, Date date) {
    const int year{date.year()};
    if (year < 0 || year > 9999) {
        text += fmt::format("{:04}", year);
    } else {
        append_digits(text, static_cast<unsigned>(year), 1000);
    }
    text += '-';
    append_digits(text, static_cast<unsigned>(date.month()), 10);
    text += '-';
    append_digits(text, static_cast<unsigned>(date.day()), 10);
}

} // namespace

Instant SystemClock::now() const {
    return floor<seconds>(std::chrono::system_clock::now());
}

std::string format_date(Date date) {
    std::string text;
    append_date(text, date);
    return text;
}

std::string format_instant(Instant instant) {
    const auto day = floor<days>(instant);
    const hh_mm_ss time{instant - day};
    std::string text;
    text.reserve(std::size("2026-11-22T10:00:00Z"));
    append_date(text, Date{day});
    text += 'T';
    append_digits(text, static_cast<unsigned>(time.hours().count()), 10);
    text += ':';
    append_digits(text, static_cast<unsigned>(time.minutes().count()), 10);
    text += ':';
    append_digits(text, static_cast<unsigned>(time.seconds().count()), 10);
    text += 'Z';
    return text;
}

std::optional<Instant> parse_instant(std::string_view text) {
    if (all_digits(text) && text.size() <= 12) {
        std::int64_t value = 0;
        std::from_chars(text.data(), text.data() + text.size(), value);
        return Instant{seconds{value}};
    }
    const auto date = parse_date(text.substr(0, std::min<std::size_t>(10, text.size())));
    if (!date) {
        return std::nullopt;
    }
    if (text.size() == 10) {
        return Instant{sys_days{*date}};
    }
    if (text.size() < 17 || (text[10] != 'T' && text[10] != 't' && text[10] != ' ') ||
        text[13] != ':') {
        return std::nullopt;
    }
    const auto h = number(text.substr(11, 2));
    const auto m = number(text.substr(14, 2));
    std::optional<int> s = 0;
    auto rest = text.substr(16);
    if (rest.front() == ':' && rest.size() >= 3) {
        s = number(rest.substr(1, 2));
        rest.remove_prefix(3);
        if (!rest.empty() && rest.front() == '.') {
            rest.remove_prefix(std::min(rest.find_first_not_of("0123456789", 1), rest.size()));
        }
    }
    const auto offset = parse_offset(rest);
    if (!h || !m || !s || !offset || *h > 23 || *m > 59 || *s > 60) {
        return std::nullopt;
    }
    return Instant{sys_days{*date}} + hours{*h} + minutes{*m} + seconds{*s} - *offset;
}

} // namespace etsyorder::base
