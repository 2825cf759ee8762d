// SPDX-License-Identifier: MIT
#include "templates/money_text.hpp"

#include "base/ascii.hpp"
#include "base/money.hpp"
#include "liquid/characters.hpp"
#include "templates/money_styles.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace etsyorder::templates {
namespace {

constexpr std::size_t kMostDigits = 18; // in front of the point
constexpr std::size_t kLongest = 64;    // bytes of an amount
constexpr std::string_view kSpace = "\u00a0";

bool are_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, liquid::is_digit);
}

// To so many digits behind the point.
Amount rounded(Amount amount, std::size_t digits) {
    const bool up = amount.behind.size() > digits && amount.behind[digits] >= '5';
    amount.behind.resize(digits, '0');
    bool carry = up;
    for (auto* part : {&amount.behind, &amount.whole}) {
        for (auto digit = part->rbegin(); carry && digit != part->rend(); ++digit) {
            carry = *digit == '9';
            *digit = carry ? '0' : static_cast<char>(*digit + 1);
        }
    }
    if (carry) {
        amount.whole.insert(0, 1, '1');
    }
    const auto is_zero = [](char c) { return c == '0'; };
    if (std::ranges::all_of(amount.whole, is_zero) && std::ranges::all_of(amount.behind, is_zero)) {
        amount.negative = false;
    }
    return amount;
}

void append_number(std::string& out, const Amount& amount, const MoneyStyle& style) {
    const auto size = amount.whole.size();
    const bool grouped = size >= style.grouped_from;
    for (std::size_t at = 0; at < size; ++at) {
        if (grouped && at > 0 && (size - at) % 3 == 0) {
            out += style.group;
        }
        out += amount.whole[at];
    }
    if (!amount.behind.empty()) {
        out += style.point;
        out += amount.behind;
    }
}

} // namespace

Amount amount_of(std::int64_t number) {
    auto text = std::to_string(number);
    const bool negative = number < 0;
    return {negative, negative ? text.substr(1) : std::move(text), ""};
}

std::optional<Amount> amount_of(double number) {
    if (!(std::fabs(number) < 1e18)) {
        return std::nullopt;
    }
    char text[400]; // the smallest one has some 330
    const auto end =
        std::to_chars(text, text + sizeof text, std::fabs(number), std::chars_format::fixed).ptr;
    const std::string_view digits(text, static_cast<std::size_t>(end - text));
    const auto point = digits.find('.');
    return Amount{std::signbit(number),
                  std::string(digits.substr(0, point)),
                  std::string(point == std::string_view::npos ? "" : digits.substr(point + 1))};
}

std::optional<Amount> amount_from(std::string_view text) {
    text = liquid::strip(text);
    Amount amount;
    amount.negative = text.starts_with('-');
    text.remove_prefix(amount.negative ? 1 : 0);
    const auto point = text.find('.');
    auto whole = text.substr(0, point);
    if (text.size() > kLongest || !are_digits(whole)) {
        return std::nullopt;
    }
    if (point != std::string_view::npos) {
        amount.behind = text.substr(point + 1);
        if (!are_digits(amount.behind)) {
            return std::nullopt;
        }
    }
    whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size() - 1));
    if (whole.size() > kMostDigits) {
        return std::nullopt;
    }
    amount.whole = whole;
    return amount;
}

std::optional<std::string> currency_from(std::string_view text) {
    std::string currency(liquid::strip(text.substr(0, kLongest)));
    for (char& c : currency) {
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    const bool right = currency.size() == 3 &&
                       std::ranges::all_of(currency, [](char c) { return c >= 'A' && c <= 'Z'; });
    return right ? std::optional(std::move(currency)) : std::nullopt;
}

std::string
money_text(const Amount& amount, const std::string& currency, std::string_view language) {
    const auto& style = money_style(language);
    const auto number = rounded(amount, static_cast<std::size_t>(base::minor_digits(currency)));
    const auto symbol = currency_symbol(style, currency);
    const std::string_view minus = number.negative ? "-" : "";
    std::string out;
    switch (style.place) {
    case MoneyStyle::Place::behind:
        out += minus;
        append_number(out, number, style);
        out.append(kSpace).append(symbol);
        break;
    case MoneyStyle::Place::before: {
        const char last = base::ascii_lower(symbol.back());
        out.append(minus).append(symbol);
        out += last >= 'a' && last <= 'z' ? kSpace : "";
        append_number(out, number, style);
        break;
    }
    case MoneyStyle::Place::before_spaced:
        out.append(style.minus_at_digits ? "" : minus).append(symbol).append(kSpace);
        out += style.minus_at_digits ? minus : "";
        append_number(out, number, style);
        break;
    }
    return out;
}

} // namespace etsyorder::templates
