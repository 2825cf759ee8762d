// SPDX-License-Identifier: MIT
#include "liquid/decimal.hpp"

#include "liquid/characters.hpp"
#include "liquid/fault.hpp"
#include "liquid/printing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace etsyorder::liquid {
namespace {

__extension__ using Wide = __int128;

constexpr int kMostDigits = 37; // of a Wide, with one to spare

constexpr Wide power_of_ten(int exponent) {
    Wide power = 1;
    for (; exponent > 0; --exponent) {
        power *= 10;
    }
    return power;
}

int digits_of(Wide number) {
    int count = 0;
    for (number = number < 0 ? -number : number; number > 0; number /= 10) {
        ++count;
    }
    return count;
}

std::string written(Wide number) {
    const bool below = number < 0;
    std::string text;
    do {
        const auto digit = static_cast<int>(number % 10);
        text += static_cast<char>('0' + (digit < 0 ? -digit : digit));
        number /= 10;
    } while (number != 0);
    text += below ? "-" : "";
    return {text.rbegin(), text.rend()};
}

Wide floor_divide(Wide a, Wide b) {
    const Wide quotient = a / b;
    return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}

// -?\d+\.\d+
bool is_plain_decimal(std::string_view text) {
    if (!text.empty() && text.front() == '-') {
        text.remove_prefix(1);
    }
    const auto point = text.find('.');
    return point != std::string_view::npos && point > 0 && point + 1 < text.size() &&
           std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || c == '.'; }) &&
           text.find('.', point + 1) == std::string_view::npos;
}

} // namespace

std::int64_t leading_integer(std::string_view text) {
    while (!text.empty() && is_space(text.front())) {
        text.remove_prefix(1);
    }
    bool below = false;
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
        below = text.front() == '-';
        text.remove_prefix(1);
    }
    std::int64_t number = 0;
    bool after_digit = false;
    for (const char c : text) {
        if (c == '_' && after_digit) {
            after_digit = false;
            continue;
        }
        if (!is_digit(c)) {
            break;
        }
        after_digit = true;
        if (__builtin_mul_overflow(number, std::int64_t{10}, &number) ||
            __builtin_add_overflow(number, std::int64_t{c - '0'}, &number)) {
            refuse_argument("the number is too large");
        }
    }
    return below ? -number : number;
}

std::int64_t integer_of(const Value& value) {
    if (value.is(Value::Kind::integer)) {
        return value.integer();
    }
    if (value.is_text()) {
        auto text = strip(value.text());
        const bool below = !text.empty() && text.front() == '-';
        if (!text.empty() && (below || text.front() == '+')) {
            text.remove_prefix(1);
        }
        if (!text.empty() && text.size() < 19 && std::all_of(text.begin(), text.end(), is_digit)) {
            const auto number = leading_integer(text);
            return below ? -number : number;
        }
    }
    refuse_argument("invalid integer");
}

Decimal Decimal::of_parts(Wide digits, int exponent) {
    Decimal decimal;
    decimal.digits_ = digits;
    decimal.exponent_ = exponent;
    decimal.integer_ = false;
    return decimal;
}

Decimal Decimal::of_odd(double number) {
    Decimal decimal;
    decimal.integer_ = false;
    decimal.is_odd_ = true;
    decimal.odd_ = number;
    return decimal;
}

Decimal Decimal::of_double(double number) {
    if (!std::isfinite(number)) {
        return of_odd(number);
    }
    char text[40];
    const auto end =
        std::to_chars(text, text + sizeof text, number, std::chars_format::scientific).ptr;
    Wide digits = 0;
    int after_point = 0;
    bool seen_point = false;
    const char* at = text;
    for (; at != end && *at != 'e'; ++at) {
        if (is_digit(*at)) {
            digits = digits * 10 + (*at - '0');
            after_point += seen_point ? 1 : 0;
        } else if (*at == '.') {
            seen_point = true;
        }
    }
    int exponent = 0;
    if (at != end) {
        at += at[1] == '+' ? 2 : 1;
        std::from_chars(at, end, exponent);
    }
    return of_parts(number < 0 ? -digits : digits, exponent - after_point);
}

Decimal Decimal::of(const Value& value) {
    switch (value.kind()) {
    case Value::Kind::integer:
        return Decimal(value.integer());
    case Value::Kind::number:
        return of_double(value.number());
    case Value::Kind::text: {
        const auto text = strip(value.text());
        if (is_plain_decimal(text)) {
            return of_double(std::strtod(std::string(text).c_str(), nullptr));
        }
        return Decimal(leading_integer(text));
    }
    default:
        return Decimal(0);
    }
}

double Decimal::approximate() const {
    if (is_odd_) {
        return odd_;
    }
    if (exponent_ == 0 && digits_ == static_cast<std::int64_t>(digits_)) {
        return static_cast<double>(static_cast<std::int64_t>(digits_));
    }
    return std::strtod((written(digits_) + "e" + std::to_string(exponent_)).c_str(), nullptr);
}

Value Decimal::value() const {
    if (!integer_) {
        return approximate();
    }
    if (digits_ > std::numeric_limits<std::int64_t>::max() ||
        digits_ < std::numeric_limits<std::int64_t>::min()) {
        refuse_argument("the number is too large");
    }
    return static_cast<std::int64_t>(digits_);
}

bool Decimal::align(Wide& a, int& a_exponent, Wide& b, int& b_exponent) {
    const bool a_above = a_exponent > b_exponent;
    Wide& above = a_above ? a : b;
    const int shift = std::abs(a_exponent - b_exponent);
    if (above == 0 || shift == 0) {
        a_exponent = b_exponent = std::min(a_exponent, b_exponent);
        return true;
    }
    if (shift + digits_of(above) > kMostDigits) {
        return false;
    }
    above *= power_of_ten(shift);
    a_exponent = b_exponent = std::min(a_exponent, b_exponent);
    return true;
}

Decimal Decimal::plus(const Decimal& other) const {
    Wide a = digits_;
    Wide b = other.digits_;
    int a_exponent = exponent_;
    int b_exponent = other.exponent_;
    if (is_odd_ || other.is_odd_ || !align(a, a_exponent, b, b_exponent)) {
        return of_odd(approximate() + other.approximate());
    }
    Decimal sum = of_parts(a + b, a_exponent);
    sum.integer_ = integer_ && other.integer_;
    return sum;
}

Decimal Decimal::minus(const Decimal& other) const {
    Decimal negative = other;
    negative.digits_ = -other.digits_;
    negative.odd_ = -other.odd_;
    return plus(negative);
}

Decimal Decimal::times(const Decimal& other) const {
    if (is_odd_ || other.is_odd_ || digits_of(digits_) + digits_of(other.digits_) > kMostDigits) {
        if (integer_ && other.integer_) {
            refuse_argument("the number is too large");
        }
        return of_odd(approximate() * other.approximate());
    }
    Decimal product = of_parts(digits_ * other.digits_, exponent_ + other.exponent_);
    product.integer_ = integer_ && other.integer_;
    return product;
}

Decimal Decimal::divided_by(const Decimal& other) const {
    if (integer_ && other.integer_) {
        if (other.digits_ == 0) {
            refuse_argument("divided by 0");
        }
        Decimal quotient = of_parts(floor_divide(digits_, other.digits_), 0);
        quotient.integer_ = true;
        return quotient;
    }
    if (is_odd_ || other.is_odd_ || other.digits_ == 0) {
        return of_odd(approximate() / other.approximate());
    }
    const int shift = kMostDigits - std::max(digits_of(digits_), 1);
    return of_parts(digits_ * power_of_ten(shift) / other.digits_,
                    exponent_ - other.exponent_ - shift);
}

Decimal Decimal::modulo(const Decimal& other) const {
    if (other.is_zero()) {
        refuse_argument("divided by 0");
    }
    Wide a = digits_;
    Wide b = other.digits_;
    int a_exponent = exponent_;
    int b_exponent = other.exponent_;
    if (is_odd_ || other.is_odd_ || !align(a, a_exponent, b, b_exponent)) {
        const double divisor = other.approximate();
        const double rest = std::fmod(approximate(), divisor);
        return of_odd(rest != 0 && (rest < 0) != (divisor < 0) ? rest + divisor : rest);
    }
    Decimal rest = of_parts(a - floor_divide(a, b) * b, a_exponent);
    rest.integer_ = integer_ && other.integer_;
    return rest;
}

Decimal Decimal::abs() const {
    Decimal result = *this;
    result.digits_ = digits_ < 0 ? -digits_ : digits_;
    result.odd_ = std::fabs(odd_);
    return result;
}

// To so many places behind the point, of which nothing is left: an integer. Down, up or half.
Decimal Decimal::scaled_down(bool up, bool half, std::int64_t places) const {
    if (is_odd_) {
        if (!std::isfinite(odd_)) {
            refuse_argument(fmt::format("{}", format_number(odd_)));
        }
        const auto scaled = std::pow(10.0, static_cast<double>(places));
        const double moved = odd_ * scaled;
        return of_odd((half ? std::round(moved)
                       : up ? std::ceil(moved)
                            : std::floor(moved)) /
                      scaled);
    }
    const std::int64_t drop = -static_cast<std::int64_t>(exponent_) - places; // digits to lose
    if (drop <= 0) {
        return *this;
    }
    if (drop > kMostDigits) {
        const bool outwards = !half && digits_ != 0 && (up ? digits_ > 0 : digits_ < 0);
        const bool small = places >= -18 && outwards;
        return of_parts(small ? (up ? 1 : -1) : 0, small ? static_cast<int>(-places) : 0);
    }
    const Wide unit = power_of_ten(static_cast<int>(drop));
    Wide kept = floor_divide(digits_, unit);
    const Wide rest = digits_ - kept * unit;
    const bool middle = rest * 2 == unit;
    if (half ? rest * 2 > unit || (middle && digits_ > 0) : up && rest != 0) {
        ++kept;
    }
    return of_parts(kept, static_cast<int>(exponent_ + drop));
}

namespace {

constexpr int kMostShift = 19; // more is no integer of 64 bits

} // namespace

Decimal Decimal::floor() const {
    return integer_ ? *this : scaled_down(false, false, 0).round(0);
}

Decimal Decimal::ceil() const {
    return integer_ ? *this : scaled_down(true, false, 0).round(0);
}

Decimal Decimal::round(std::int64_t places) const {
    if (integer_ && places >= 0) {
        return *this;
    }
    Decimal rounded = scaled_down(false, true, std::clamp<std::int64_t>(places, -400, 400));
    if (places > 0) {
        return rounded;
    }
    if (rounded.is_odd_) { // whole, but with more digits than we have
        if (std::fabs(rounded.odd_) >= 9.2e18) {
            refuse_argument("the number is too large");
        }
        return Decimal(static_cast<std::int64_t>(rounded.odd_));
    }
    if (rounded.digits_ == 0) {
        return Decimal(0);
    }
    if (rounded.exponent_ > kMostShift ||
        digits_of(rounded.digits_) + rounded.exponent_ > kMostShift) {
        refuse_argument("the number is too large");
    }
    rounded.digits_ *= power_of_ten(std::max(rounded.exponent_, 0));
    rounded.exponent_ = 0;
    rounded.integer_ = true;
    return rounded;
}

int Decimal::compare(const Decimal& other) const {
    Wide a = digits_;
    Wide b = other.digits_;
    int a_exponent = exponent_;
    int b_exponent = other.exponent_;
    if (is_odd_ || other.is_odd_ || !align(a, a_exponent, b, b_exponent)) {
        const double left = approximate();
        const double right = other.approximate();
        return left < right ? -1 : left > right ? 1 : 0;
    }
    return a < b ? -1 : a > b ? 1 : 0;
}

std::string format_number(double number) {
    if (std::isnan(number)) {
        return "NaN";
    }
    if (std::isinf(number)) {
        return number < 0 ? "-Infinity" : "Infinity";
    }
    char text[400];
    const double size = std::fabs(number);
    const bool plain = number == 0.0 || (size >= 1e-4 && size < 1e16);
    const auto form = plain ? std::chars_format::fixed : std::chars_format::scientific;
    const auto end = std::to_chars(text, text + sizeof text, number, form).ptr;
    std::string out(text, end);
    if (plain) {
        return out.find('.') == std::string::npos ? out + ".0" : out;
    }
    const auto e = out.find('e');
    if (out.find('.') == std::string::npos) {
        out.insert(e, ".0");
    }
    return out;
}

} // namespace etsyorder::liquid
