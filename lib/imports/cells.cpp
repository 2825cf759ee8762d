// SPDX-License-Identifier: MIT
#include "imports/cells.hpp"

#include "base/ascii.hpp"
#include "imports/country_names.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace etsyorder::imports {
namespace {

constexpr std::string_view kNoBreakSpace = "\xc2\xa0";

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::optional<std::int64_t> whole(std::string_view digits) {
    std::int64_t value = 0;
    const auto* end = digits.data() + digits.size();
    const auto [stop, problem] = std::from_chars(digits.data(), end, value);
    const bool good =
        problem == std::errc{} && stop == end && !digits.empty() && is_digit(digits.front());
    return good ? std::optional(value) : std::nullopt;
}

std::optional<base::Date> date_of(std::int64_t year, std::int64_t month, std::int64_t day) {
    if (year < 0 || (year > 99 && year < 1900) || year > 9999 || month > 12 || day > 31) {
        return std::nullopt;
    }
    const base::Date date{std::chrono::year{static_cast<int>(year < 100 ? 2000 + year : year)},
                          std::chrono::month{static_cast<unsigned>(month)},
                          std::chrono::day{static_cast<unsigned>(day)}};
    return date.ok() ? std::optional(date) : std::nullopt;
}

// "September 3, 2026"
std::optional<base::Date> spelled_date(std::string_view text) {
    constexpr std::array<std::string_view, 12> kMonths = {
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
    const auto space = text.find(' ');
    const auto comma = text.find(',');
    if (space < 3 || comma == std::string_view::npos || comma < space) {
        return std::nullopt;
    }
    const auto start = base::ascii_lower(std::string(text.substr(0, 3)));
    const auto* const month = std::ranges::find(kMonths, start);
    const auto day = whole(text.substr(space + 1, comma - space - 1));
    const auto year = whole(trimmed(text.substr(comma + 1)).substr(0, 4));
    if (month == kMonths.end() || !day || !year || *year < 1900) {
        return std::nullopt;
    }
    return date_of(*year, month - kMonths.begin() + 1, *day);
}

// The three numbers of a date and what stands between them.
struct Parts {
    std::array<std::int64_t, 3> number{};
    char separator = 0;
};

std::optional<Parts> parts_of(std::string_view text) {
    Parts parts;
    for (std::size_t at = 0; at < 3; ++at) {
        const auto end = std::min(
            static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin()),
            text.size());
        const auto number = whole(text.substr(0, end));
        if (!number || end > 4) {
            return std::nullopt;
        }
        parts.number[at] = *number;
        text.remove_prefix(end);
        if (at == 2) {
            break;
        }
        if (text.empty() || (at == 1 && text.front() != parts.separator) ||
            std::string_view("/.-").find(text.front()) == std::string_view::npos) {
            return std::nullopt;
        }
        parts.separator = text.front();
        text.remove_prefix(1);
    }
    const bool ends = text.empty() || text.front() == ' ' || text.front() == 'T';
    return ends ? std::optional(parts) : std::nullopt;
}

} // namespace

std::string_view trimmed(std::string_view text) {
    for (;;) {
        if (text.starts_with(kNoBreakSpace)) {
            text.remove_prefix(kNoBreakSpace.size());
        } else if (text.ends_with(kNoBreakSpace)) {
            text.remove_suffix(kNoBreakSpace.size());
        } else if (!text.empty() &&
                   std::string_view(" \t\r\n").find(text.front()) != std::string_view::npos) {
            text.remove_prefix(1);
        } else if (!text.empty() &&
                   std::string_view(" \t\r\n").find(text.back()) != std::string_view::npos) {
            text.remove_suffix(1);
        } else {
            return text;
        }
    }
}

std::optional<base::Date> parse_date(std::string_view cell, DateOrder order) {
    const auto text = trimmed(cell);
    const auto parts = parts_of(text);
    if (!parts) {
        return spelled_date(text);
    }
    const auto& [first, second, third] = parts->number;
    const bool year_first = text.find(parts->separator) == 4;
    if (year_first) {
        return date_of(first, second, third);
    }
    if (parts->separator == '.' || order == DateOrder::day_first) {
        return date_of(third, second, first);
    }
    return date_of(third, first, second);
}

std::optional<DateOrder> shown_order(std::string_view cell) {
    const auto month = parse_date(cell, DateOrder::month_first);
    const auto day = parse_date(cell, DateOrder::day_first);
    if (month.has_value() == day.has_value()) {
        return std::nullopt;
    }
    return month ? DateOrder::month_first : DateOrder::day_first;
}

bool is_either_order(std::string_view cell) {
    const auto month = parse_date(cell, DateOrder::month_first);
    const auto day = parse_date(cell, DateOrder::day_first);
    return month && day && *month != *day;
}

std::optional<std::int64_t> parse_number(std::string_view cell) {
    auto text = trimmed(cell);
    if (text.starts_with('#')) {
        text.remove_prefix(1);
    }
    if (const auto point = text.find('.'); point != std::string_view::npos) {
        const auto behind = text.substr(point + 1);
        if (!std::ranges::all_of(behind, [](char c) { return c == '0'; })) {
            return std::nullopt;
        }
        text = text.substr(0, point);
    }
    return whole(text);
}

BuyerCell parse_buyer(std::string_view cell) {
    const auto text = trimmed(cell);
    const auto has_blank = [](std::string_view word) {
        return word.find(' ') != std::string_view::npos;
    };
    const auto open = text.rfind('(');
    if (!text.ends_with(')') || open == std::string_view::npos) {
        return has_blank(text) ? BuyerCell{std::string(text), ""}
                               : BuyerCell{"", std::string(text)};
    }
    const auto name = trimmed(text.substr(0, open));
    const auto user = trimmed(text.substr(open + 1, text.size() - open - 2));
    if (has_blank(user)) {
        return {std::string(text), ""};
    }
    const bool guest = base::ascii_lower(std::string(user)) == "guest"; // has no account
    return {std::string(name), guest ? "" : std::string(user)};
}

std::string country_code(std::string_view cell) {
    const auto name = trimmed(cell);
    std::string key;
    for (const char c : name) {
        const char small = base::ascii_lower(c);
        if (c == '&') {
            key += "and";
        } else if ((small >= 'a' && small <= 'z') || is_digit(c) ||
                   static_cast<signed char>(c) < 0) {
            key += small;
        }
    }
    if (name.size() == 2 && key.size() == 2 && key != "uk") {
        return std::string(name); // a code already
    }
    if (base::same_but_for_case(name.substr(0, 4), "the ")) {
        key.erase(0, 3);
    }
    const auto* const found = std::ranges::lower_bound(
        kCountryNames, std::string_view(key), {}, [](const auto& row) { return row.first; });
    const bool known = found != kCountryNames.end() && found->first == key;
    return std::string(known ? found->second : name);
}

} // namespace etsyorder::imports
