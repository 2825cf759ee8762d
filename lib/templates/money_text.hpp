// SPDX-License-Identifier: MIT
// Amounts of money as people write them: "$1,234.50", "1.234,50 €", "¥1,250".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace etsyorder::templates {

// A decimal number of at most 18 digits in front of the point, exact.
struct Amount {
    bool negative = false;
    std::string whole = "0"; // digits, no zeros in front
    std::string behind;      // digits behind the point

    friend bool operator==(const Amount&, const Amount&) = default;
};

[[nodiscard]] Amount amount_of(std::int64_t number);
// By the digits that the number is written with: 0.1 is 0.1. Empty: infinite, no number, or 10^18
// and more.
[[nodiscard]] std::optional<Amount> amount_of(double number);
// "1234.50" and "-3", with spaces around. Empty: anything else, "1,234.50" too, for it may be read
// in two ways.
[[nodiscard]] std::optional<Amount> amount_from(std::string_view text);

// "USD" of "usd". Empty: not three letters.
[[nodiscard]] std::optional<std::string> currency_from(std::string_view text);

// Rounded to the digits of the currency (ISO 4217), half away from zero. `currency`: three
// capitals. `language`: a tag such as "de" or "pt-BR" ("pt" is Portugal's); one that is not known
// is written as English is. Spaces in it do not break.
[[nodiscard]] std::string
money_text(const Amount& amount, const std::string& currency, std::string_view language);

} // namespace etsyorder::templates
