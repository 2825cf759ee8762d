// SPDX-License-Identifier: MIT
#include "orders/check_digit.hpp"

#include <algorithm>
#include <array>

namespace etsyorder::orders {
namespace {

constexpr int kTen = 10;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

char digit(int value) {
    return static_cast<char>('0' + value);
}

char to_next_ten(int sum) {
    return digit((kTen - sum % kTen) % kTen);
}

int weighted(std::string_view digits, int odd_from_right) {
    int sum = 0;
    bool odd = true;
    for (std::size_t at = digits.size(); at > 0; --at, odd = !odd) {
        sum += (digits[at - 1] - '0') * (odd ? odd_from_right : 1);
    }
    return sum;
}

// Letters are worth 2 to 9, 0 and 1, over and over: A is 2.
char by_twos(std::string_view text) {
    int sum = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const int value = is_digit(text[at]) ? text[at] - '0' : (text[at] - 'A' + 2) % kTen;
        sum += at % 2 == 0 ? value : 2 * value;
    }
    return to_next_ten(sum);
}

char luhn(std::string_view digits) {
    int sum = 0;
    bool doubled = true;
    for (std::size_t at = digits.size(); at > 0; --at, doubled = !doubled) {
        const int value = (digits[at - 1] - '0') * (doubled ? 2 : 1);
        sum += value / kTen + value % kTen;
    }
    return to_next_ten(sum);
}

char rest_of_seven(std::string_view digits) {
    constexpr int kSeven = 7;
    int rest = 0;
    for (const char c : digits) {
        rest = (rest * kTen + (c - '0')) % kSeven;
    }
    return digit(rest);
}

char one_three_seven(std::string_view digits) {
    constexpr std::array kWeights{1, 3, 7};
    int sum = 0;
    for (std::size_t back = 0; back < digits.size(); ++back) {
        sum += (digits[digits.size() - 1 - back] - '0') * kWeights[back % kWeights.size()];
    }
    return digit(sum % 11 % kTen);
}

char postal_union(std::string_view digits) {
    constexpr std::array kWeights{8, 6, 4, 2, 3, 5, 9, 7};
    if (digits.size() != kWeights.size()) {
        return '\0';
    }
    int sum = 0;
    for (std::size_t at = 0; at < digits.size(); ++at) {
        sum += (digits[at] - '0') * kWeights[at];
    }
    const int left = 11 - sum % 11;
    return left == 10 ? '0' : left == 11 ? '5' : digit(left);
}

char thirty_six(std::string_view text) {
    constexpr int kSize = 36;
    int carried = kSize;
    for (const char c : text) {
        carried += is_digit(c) ? c - '0' : c - 'A' + kTen;
        carried = carried > kSize ? carried - kSize : carried;
        carried *= 2;
        carried = carried > kSize ? carried - (kSize + 1) : carried;
    }
    const int value = (kSize + 1 - carried) % kSize;
    return value < kTen ? digit(value) : static_cast<char>('A' + value - kTen);
}

} // namespace

char check_digit(CheckRule rule, std::string_view digits) {
    const bool takes_letters = rule == CheckRule::by_twos || rule == CheckRule::thirty_six;
    if (digits.empty() || !std::ranges::all_of(digits, [&](char c) {
            return is_digit(c) || (takes_letters && is_capital(c));
        })) {
        return '\0';
    }
    switch (rule) {
    case CheckRule::none:
        return '\0';
    case CheckRule::by_threes:
        return to_next_ten(weighted(digits, 3));
    case CheckRule::by_twos:
        return by_twos(digits);
    case CheckRule::luhn:
        return luhn(digits);
    case CheckRule::rest_of_seven:
        return rest_of_seven(digits);
    case CheckRule::one_three_seven:
        return one_three_seven(digits);
    case CheckRule::postal_union:
        return postal_union(digits);
    case CheckRule::thirty_six:
        return thirty_six(digits);
    }
    return '\0';
}

} // namespace etsyorder::orders
