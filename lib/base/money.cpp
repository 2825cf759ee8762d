// SPDX-License-Identifier: MIT
#include "base/money.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace etsyorder::base {
namespace {

constexpr std::array<std::string_view, 17> kNoDigits = {"BIF",
                                                        "CLP",
                                                        "DJF",
                                                        "GNF",
                                                        "ISK",
                                                        "JPY",
                                                        "KMF",
                                                        "KRW",
                                                        "PYG",
                                                        "RWF",
                                                        "UGX",
                                                        "UYI",
                                                        "VND",
                                                        "VUV",
                                                        "XAF",
                                                        "XOF",
                                                        "XPF"};
constexpr std::array<std::string_view, 7> kThreeDigits = {
    "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};

std::int64_t power_of_ten(int digits) {
    std::int64_t value = 1;
    for (int i = 0; i < digits; ++i) {
        value *= 10;
    }
    return value;
}

} // namespace

int minor_digits(const std::string& currency) {
    if (std::ranges::find(kNoDigits, currency) != kNoDigits.end()) {
        return 0;
    }
    return std::ranges::find(kThreeDigits, currency) != kThreeDigits.end() ? 3 : 2;
}

std::span<const std::string_view> currencies_with_digits(int digits) {
    return digits == 0   ? std::span<const std::string_view>(kNoDigits)
           : digits == 3 ? std::span<const std::string_view>(kThreeDigits)
                         : std::span<const std::string_view>();
}

std::optional<Money>
money_from_fraction(std::int64_t amount, std::int64_t divisor, std::string currency) {
    if (divisor <= 0) {
        return std::nullopt;
    }
    std::int64_t scaled = 0;
    if (__builtin_mul_overflow(amount, power_of_ten(minor_digits(currency)), &scaled) ||
        scaled % divisor != 0) {
        return std::nullopt;
    }
    return Money{scaled / divisor, std::move(currency)};
}

std::string format_decimal(const Money& money) {
    const int digits = minor_digits(money.currency);
    const auto scale = static_cast<std::uint64_t>(power_of_ten(digits));
    const auto size = money.minor < 0 ? 0 - static_cast<std::uint64_t>(money.minor)
                                      : static_cast<std::uint64_t>(money.minor);
    const std::string_view sign = money.minor < 0 ? "-" : "";
    if (digits == 0) {
        return fmt::format("{}{}", sign, size);
    }
    return fmt::format("{}{}.{:0{}}", sign, size / scale, size % scale, digits);
}

} // namespace etsyorder::base
