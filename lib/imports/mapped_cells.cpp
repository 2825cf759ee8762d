// SPDX-License-Identifier: MIT
#include "imports/mapped_cells.hpp"

#include "base/ascii.hpp"
#include "imports/status_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace etsyorder::imports {
namespace {

// "2026-11-02 14:33:05 -0500" or "... UTC" as the RFC has it: without the blank, with a colon.
std::string as_rfc(std::string_view text) {
    std::string out(text.ends_with(" UTC") ? text.substr(0, text.size() - 4) : text);
    out += out.size() < text.size() ? "Z" : "";
    constexpr std::size_t kDay = 10;
    if (out.size() > kDay) {
        std::erase_if(out, [&](const char& c) { return c == ' ' && &c != &out[kDay]; });
    }
    const auto sign = out.find_last_of("+-");
    if (sign != std::string::npos && sign > kDay && out.size() - sign == 5) {
        out.insert(sign + 3, ":");
    }
    return out;
}

// Two digits at most, up to `most`, taken off the front; empty: something else stands there.
std::optional<int> take_number(std::string_view& text, int most) {
    const auto end = std::min(text.find_first_not_of("0123456789"), text.size());
    const auto number = end <= 2 ? parse_number(text.substr(0, end)) : std::nullopt;
    if (!number || *number > most) {
        return std::nullopt;
    }
    text.remove_prefix(end);
    return static_cast<int>(*number);
}

// "14:33", "14:33:05", "2:33 PM", with fractions of a second; nothing: midnight. Empty: no time.
std::optional<std::chrono::seconds> time_of_day(std::string_view text) {
    text = trimmed(text);
    if (text.empty()) {
        return std::chrono::seconds{0};
    }
    const auto hour = take_number(text, 23);
    std::array<int, 2> parts{}; // minutes, seconds
    std::size_t count = 0;
    for (; hour && count < parts.size() && text.starts_with(':'); ++count) {
        text.remove_prefix(1);
        const auto part = take_number(text, 59);
        if (!part) {
            return std::nullopt;
        }
        parts.at(count) = *part;
    }
    if (!hour || count == 0) {
        return std::nullopt;
    }
    if (count == 2 && text.starts_with('.')) {
        text.remove_prefix(std::min(text.find_first_not_of("0123456789", 1), text.size()));
    }
    const auto half = base::ascii_lower(std::string(trimmed(text)));
    if (!half.empty() && ((half != "am" && half != "pm") || *hour < 1 || *hour > 12)) {
        return std::nullopt;
    }
    const int hours = half.empty() ? *hour : *hour % 12 + (half == "pm" ? 12 : 0);
    return std::chrono::hours{hours} + std::chrono::minutes{parts[0]} +
           std::chrono::seconds{parts[1]};
}

// Two numbers up to 12 that differ, with / or - between, may be meant in two ways.
bool is_ambiguous(std::string_view text) {
    const auto at = text.find_first_of("/-");
    const auto then = at == std::string_view::npos ? at : text.find_first_of("/-", at + 1);
    if (then == std::string_view::npos || at > 2) {
        return false;
    }
    const auto first = parse_number(text.substr(0, at));
    const auto second = parse_number(text.substr(at + 1, then - at - 1));
    return first && second && *first <= 12 && *second <= 12 && *first != *second;
}

} // namespace

base::Result<base::Instant, std::string>
parse_moment(std::string_view cell, const Mapping& mapping, const base::Zone& zone) {
    const auto text = trimmed(cell);
    const auto wrong = [&](std::string_view why) {
        return base::Unexpected<std::string>(fmt::format("\"{}\" {}", text.substr(0, 40), why));
    };
    const bool year_first = text.size() >= 10 && text[4] == '-';
    if (year_first && text.size() > 16) {
        if (const auto instant = base::parse_instant(as_rfc(text))) {
            return *instant;
        }
    }
    if (!year_first && !mapping.dates && is_ambiguous(text)) {
        return wrong("is a day in two ways: say dates: day_first or month_first");
    }
    auto date = parse_date(text, mapping.dates.value_or(DateOrder::month_first));
    if (!date && !mapping.dates) {
        date = parse_date(text, DateOrder::day_first);
    }
    if (!date) {
        return wrong("is no day");
    }
    const auto colon = text.find(':');
    const auto blank = colon == std::string_view::npos ? colon : text.find_last_of(" T", colon);
    const auto time = time_of_day(blank == std::string_view::npos ? "" : text.substr(blank + 1));
    if (!time) {
        return wrong("has no time of a day behind the date, such as 14:33 or 2:33 PM");
    }
    return zone.at(*date, *time);
}

std::optional<bool> parse_truth(std::string_view cell, const Mapping& mapping) {
    constexpr std::array<std::string_view, 11> kYes = {"yes",
                                                       "true",
                                                       "1",
                                                       "y",
                                                       "paid",
                                                       "shipped",
                                                       "fulfilled",
                                                       "sent",
                                                       "done",
                                                       "delivered",
                                                       "completed"};
    constexpr std::array<std::string_view, 11> kNo = {"",
                                                      "no",
                                                      "false",
                                                      "0",
                                                      "n",
                                                      "unpaid",
                                                      "unshipped",
                                                      "pending",
                                                      "unfulfilled",
                                                      "partial",
                                                      "none"};
    const auto word = base::ascii_lower(std::string(trimmed(cell)));
    if (std::ranges::find(kYes, word) != kYes.end()) {
        return true;
    }
    if (std::ranges::find(kNo, word) != kNo.end()) {
        return false;
    }
    const auto dates = mapping.dates.value_or(DateOrder::month_first);
    return parse_date(word, dates) || parse_date(word, DateOrder::day_first) ? std::optional(true)
                                                                             : std::nullopt;
}

std::string order_status(std::string_view cell) {
    return known_status(cell).value_or(base::ascii_lower(std::string(trimmed(cell))));
}

std::string unguarded(std::string_view cell) {
    const auto behind = cell.find_first_not_of('\'');
    if (behind == 0 || behind == std::string_view::npos) {
        return std::string(cell);
    }
    const auto rest = cell.substr(behind);
    const bool formula = std::ranges::any_of(
        std::initializer_list<std::string_view>{
            "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"},
        [&](std::string_view sign) { return rest.starts_with(sign); });
    return std::string(formula ? cell.substr(1) : cell);
}

} // namespace etsyorder::imports
