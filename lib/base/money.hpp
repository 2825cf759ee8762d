// SPDX-License-Identifier: MIT
// Money: whole minor units (cents) of one currency. No floating point.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace etsyorder::base {

struct Money {
    std::int64_t minor = 0; // minor units of the currency by ISO 4217: cents, yen, fils
    std::string currency;   // ISO 4217, upper case; empty: unknown

    friend bool operator==(const Money&, const Money&) = default;
};

// Digits behind the point by ISO 4217: USD 2, JPY 0, KWD 3. Unknown currencies have 2.
[[nodiscard]] int minor_digits(const std::string& currency);

// Every currency that has so many; `digits` is not 2, which is every other one.
[[nodiscard]] std::span<const std::string_view> currencies_with_digits(int digits);

// Etsy's {amount, divisor, currency_code}. Empty: divisor not positive, the amount is no whole
// number of minor units, or it overflows.
[[nodiscard]] std::optional<Money>
money_from_fraction(std::int64_t amount, std::int64_t divisor, std::string currency);

// "1234.50", plain decimal for JSON and scripts
[[nodiscard]] std::string format_decimal(const Money& money);

} // namespace etsyorder::base
