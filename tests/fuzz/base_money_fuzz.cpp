// SPDX-License-Identifier: MIT
// Amounts as Etsy gives them: {amount, divisor, currency_code}. They become money exactly or not at
// all, and money comes back from its decimal text.
#include "base/money.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>

using namespace etsyorder;

namespace {

__extension__ using Wide = __int128;

void require(bool promise) {
    if (!promise) {
        std::abort();
    }
}

Wide minor_of(std::string text, int digits) {
    const bool negative = text.starts_with('-');
    text.erase(0, negative ? 1 : 0);
    if (digits > 0) {
        const auto point = text.find('.');
        require(point != std::string::npos && point > 0);
        require(text.size() - point - 1 == static_cast<std::size_t>(digits));
        text.erase(point, 1);
    }
    Wide minor = 0;
    for (const char c : text) {
        require(c >= '0' && c <= '9');
        minor = minor * 10 + (c - '0');
    }
    return negative ? -minor : minor;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::int64_t amount = 0;
    std::int64_t divisor = 0;
    if (size < sizeof amount + sizeof divisor) {
        return 0;
    }
    std::memcpy(&amount, data, sizeof amount);
    std::memcpy(&divisor, data + sizeof amount, sizeof divisor);
    const auto* rest = data + sizeof amount + sizeof divisor;
    const std::string currency(rest, data + size);

    const int digits = base::minor_digits(currency);
    Wide scaled = amount;
    for (int i = 0; i < digits; ++i) {
        scaled *= 10;
    }
    const auto money = base::money_from_fraction(amount, divisor, currency);
    if (money) {
        require(money->currency == currency);
        require(Wide{money->minor} * divisor == scaled);
        require(minor_of(base::format_decimal(*money), digits) == money->minor);
    } else {
        const bool fits = scaled >= INT64_MIN && scaled <= INT64_MAX;
        require(divisor <= 0 || !fits || scaled % divisor != 0);
    }
    require(minor_of(base::format_decimal({amount, currency}), digits) == amount);
    return 0;
}
