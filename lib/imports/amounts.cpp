// SPDX-License-Identifier: MIT
#include "imports/amounts.hpp"

#include "base/ascii.hpp"
#include "base/money.hpp"
#include "imports/cells.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace etsyorder::imports {
namespace {

constexpr std::size_t kMostDigits = 15; // of a number of minor units; more are no price

// With one byte for each sign that has several: U+2212 is a minus, no-break spaces are blanks.
std::string plain(std::string_view cell) {
    constexpr std::array<std::pair<std::string_view, char>, 4> kSigns = {
        {{"\xe2\x88\x92", '-'}, {"\xc2\xa0", ' '}, {"\xe2\x80\xaf", ' '}, {"\xe2\x80\x99", '\''}}};
    std::string out;
    while (!cell.empty()) {
        const auto* const sign = std::ranges::find_if(
            kSigns, [&](const auto& one) { return cell.starts_with(one.first); });
        out += sign == kSigns.end() ? cell.front() : sign->second;
        cell.remove_prefix(sign == kSigns.end() ? 1 : sign->first.size());
    }
    return out;
}

struct Written {
    bool negative = false;
    std::vector<std::string_view> groups; // of digits; at least one, the first may be empty (".50")
    std::string separators;               // between them
};

// What stands before and behind the digits may be the sign of a currency, and a minus before them.
bool is_currency(std::string_view text, std::size_t most_minus) {
    return text.find_first_of("+%/:(),") == std::string_view::npos &&
           static_cast<std::size_t>(std::ranges::count(text, '-')) <= most_minus;
}

// Not a sign of a currency: of those beyond ASCII £ and ¥ begin with 0xc2, €, ₹ and the like with
// 0xe2.
bool ends_with_letter(std::string_view text) {
    const auto back = [&] { return text.empty() ? 0U : static_cast<unsigned char>(text.back()); };
    while ((back() & 0xc0U) == 0x80) {
        text.remove_suffix(1);
    }
    const auto lead = back();
    const char lower = lead < 0x80 ? base::ascii_lower(static_cast<char>(lead)) : '\0';
    return (lower >= 'a' && lower <= 'z') || (lead >= 0x80 && lead != 0xc2 && lead != 0xe2);
}

std::optional<Written> split(std::string_view text) {
    auto first = text.find_first_of("0123456789");
    const auto last = text.find_last_of("0123456789");
    if (first == std::string_view::npos) {
        return std::nullopt;
    }
    if (first > 0 && (text[first - 1] == '.' || text[first - 1] == ',')) {
        if (!ends_with_letter(text.substr(0, first - 1))) {
            --first;
        } else if (text.substr(first, last - first).find_first_of(".,") == std::string_view::npos) {
            return std::nullopt; // Fr.50 may be fifty or half a one; that of Rs.1,500 is no cents
        }
    }
    Written written;
    const auto before = text.substr(0, first);
    if (!is_currency(before, 1) || !is_currency(text.substr(last + 1), 0)) {
        return std::nullopt;
    }
    written.negative = before.find('-') != std::string_view::npos;
    auto number = text.substr(first, last + 1 - first);
    for (;;) {
        const auto end = std::min(number.find_first_not_of("0123456789"), number.size());
        written.groups.push_back(number.substr(0, end));
        if (end == number.size()) {
            return written;
        }
        if (std::string_view("., '").find(number[end]) == std::string_view::npos) {
            return std::nullopt; // 1E+03, "3 for 20"
        }
        written.separators += number[end];
        number.remove_prefix(end + 1);
    }
}

// The sign before the cents; '\0': there are none. Empty: it may be meant in two ways.
std::optional<char> decimal_sign(const Written& written, Decimal decimal, int currency_digits) {
    const auto& signs = written.separators;
    if (signs.empty() || signs.back() == ' ' || signs.back() == '\'') {
        return '\0';
    }
    const char last = signs.back();
    const auto times = std::ranges::count(signs, last);
    if (decimal != Decimal::either) {
        return last == (decimal == Decimal::comma ? ',' : '.') ? last : '\0';
    }
    if (times > 1) {
        return '\0';
    }
    if (signs.size() > 1 || written.groups.back().size() != 3) {
        return last;
    }
    if (last == ',') {
        return '\0';
    }
    return currency_digits == 3 ? std::optional(last) : std::nullopt;
}

// 1,234,567: one sign, and three digits behind each.
bool are_thousands(const Written& written, std::size_t groups) {
    const auto& first = written.groups.front();
    if (groups < 2) {
        return true;
    }
    if (first.empty() || first.size() > 3 || first.front() == '0') {
        return false;
    }
    for (std::size_t at = 1; at < groups; ++at) {
        if (written.groups[at].size() != 3 ||
            written.separators[at - 1] != written.separators.front()) {
            return false;
        }
    }
    return true;
}

} // namespace

std::optional<std::int64_t>
parse_amount(std::string_view cell, const std::string& currency, Decimal decimal) {
    const auto text = plain(trimmed(cell));
    auto written = split(text);
    const auto digits = static_cast<std::size_t>(base::minor_digits(currency));
    const auto sign =
        written ? decimal_sign(*written, decimal, static_cast<int>(digits)) : std::nullopt;
    if (!sign) {
        return std::nullopt;
    }
    std::string cents;
    if (*sign != '\0') {
        cents = written->groups.back();
        written->groups.pop_back();
        written->separators.pop_back();
    }
    const auto beyond = cents.find_first_not_of('0', std::min(digits, cents.size()));
    if (!are_thousands(*written, written->groups.size()) || beyond != std::string::npos ||
        written->separators.find(*sign == '\0' ? '\1' : *sign) != std::string::npos) {
        return std::nullopt;
    }
    cents.resize(digits, '0');
    std::string all;
    for (const auto group : written->groups) {
        all += group;
    }
    all += cents;
    if (all.size() > kMostDigits) {
        return std::nullopt;
    }
    std::int64_t minor = 0;
    for (const char c : all) {
        minor = minor * 10 + (c - '0');
    }
    return written->negative ? -minor : minor;
}

} // namespace etsyorder::imports
