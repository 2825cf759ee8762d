// SPDX-License-Identifier: MIT
#include "query/values.hpp"

#include "base/ascii.hpp"
#include "query/days.hpp"
#include "query/ends.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

namespace etsyorder::query {
namespace {

constexpr std::string_view kNumberHint = "1042, >3, <=10, 20..50, 20.. or ..50";
constexpr std::string_view kMoneyHint = ">50eur, 20..50 or 12.50usd";

// --- numbers
// --------------------------------------------------------------------------------------

Read<std::int64_t> number(const Part& part) {
    std::int64_t value = 0;
    const auto digits = part.text.starts_with('#') ? part.text.substr(1) : part.text;
    const auto* end = digits.data() + digits.size();
    const auto [stop, problem] = std::from_chars(digits.data(), end, value);
    if (digits.empty() || digits.front() == '-' || problem != std::errc{} || stop != end) {
        return wrong(part, fmt::format("\"{}\" is no whole number", part.text), kNumberHint);
    }
    return value;
}

Read<Value> number_range(std::string_view text) {
    const auto ends = ends_of(text, kNumberHint);
    if (!ends) {
        return Wrong(ends.error());
    }
    NumberRange range;
    if (ends->least) {
        const auto value = number(*ends->least);
        if (!value) {
            return Wrong(value.error());
        }
        if (!ends->least_counts && *value == std::numeric_limits<std::int64_t>::max()) {
            return wrong(*ends->least, "there is no larger number", kNumberHint);
        }
        range.least = *value + (ends->least_counts ? 0 : 1);
    }
    if (ends->most) {
        const auto value = number(*ends->most);
        if (!value) {
            return Wrong(value.error());
        }
        range.most = *value - (ends->most_counts ? 0 : 1);
    }
    if (range.least && range.most && *range.least > *range.most) {
        return backwards(text);
    }
    return Value(range);
}

// --- money
// ----------------------------------------------------------------------------------------

struct Amount {
    std::int64_t thousandths = 0;
    std::string currency; // empty: none named
};

constexpr std::pair<std::string_view, std::string_view> kSigns[] = {{"\xe2\x82\xac", "EUR"},
                                                                    {"\xc2\xa3", "GBP"}};

// ISO 4217, those in use.
constexpr std::string_view kCurrencies =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP "
    "BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP "
    "GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS "
    "KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR "
    "MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF "
    "SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD "
    "TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL";

bool is_letter(char c) {
    return base::ascii_lower(c) >= 'a' && base::ascii_lower(c) <= 'z';
}

// Takes the currency off one end of the text; empty: there is none.
std::string take_currency(std::string_view& text) {
    for (const auto& [sign, currency] : kSigns) {
        if (text.starts_with(sign)) {
            text.remove_prefix(sign.size());
            return std::string(currency);
        }
        if (text.ends_with(sign)) {
            text.remove_suffix(sign.size());
            return std::string(currency);
        }
    }
    const auto in_front =
        static_cast<std::size_t>(std::ranges::find_if_not(text, is_letter) - text.begin());
    if (in_front == text.size()) {
        return {}; // no amount at all
    }
    std::size_t behind = 0;
    while (is_letter(text[text.size() - 1 - behind])) {
        ++behind;
    }
    std::string currency(in_front > 0 ? text.substr(0, in_front)
                                      : text.substr(text.size() - behind));
    text = in_front > 0 ? text.substr(in_front) : text.substr(0, text.size() - behind);
    std::ranges::transform(currency, currency.begin(), [](char c) {
        return static_cast<char>(base::ascii_lower(c) - 'a' + 'A');
    });
    return currency;
}

Read<Amount> amount(const Part& part) {
    Amount result;
    auto text = part.text;
    if (text.find('$') != std::string_view::npos) {
        return wrong(part, "\"$\" may be the dollar of several countries", "50usd, 50cad or 50aud");
    }
    result.currency = take_currency(text);
    const bool is_known =
        result.currency.size() == 3 && kCurrencies.find(result.currency) != std::string_view::npos;
    if (!result.currency.empty() && !is_known) {
        return wrong(part, fmt::format("there is no currency \"{}\"", result.currency), kMoneyHint);
    }
    const auto point = text.find_first_of(".,");
    const auto whole = text.substr(0, point);
    const auto rest = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
    if (point != std::string_view::npos && text[point] == ',' && rest.size() == 3) {
        return wrong(part,
                     fmt::format("\"{}\" may be a thousand or one", part.text),
                     "1250 (thousands without a sign)");
    }
    const bool is_number = !whole.empty() && std::ranges::all_of(whole, is_digit) &&
                           std::ranges::all_of(rest, is_digit) && rest.size() <= 3 &&
                           (point == std::string_view::npos || !rest.empty());
    if (!is_number || whole.size() > 12) {
        return wrong(part, fmt::format("\"{}\" is no amount of money", part.text), kMoneyHint);
    }
    std::string thousandths(whole);
    thousandths += std::string(rest) + std::string(3 - rest.size(), '0');
    std::from_chars(
        thousandths.data(), thousandths.data() + thousandths.size(), result.thousandths);
    return result;
}

Read<Value> money_range(std::string_view text) {
    const auto ends = ends_of(text, kMoneyHint);
    if (!ends) {
        return Wrong(ends.error());
    }
    MoneyRange range;
    range.least_counts = ends->least_counts;
    range.most_counts = ends->most_counts;
    for (const auto& [end, to] : {std::pair(ends->least, &range.least_thousandths),
                                  std::pair(ends->most, &range.most_thousandths)}) {
        if (!end) {
            continue;
        }
        const auto value = amount(*end);
        if (!value) {
            return Wrong(value.error());
        }
        if (!range.currency.empty() && !value->currency.empty() &&
            range.currency != value->currency) {
            return wrong(*end, "the two ends are of different currencies", kMoneyHint);
        }
        if (!value->currency.empty()) {
            range.currency = value->currency;
        }
        *to = value->thousandths;
    }
    if (range.least_thousandths && range.most_thousandths &&
        *range.least_thousandths > *range.most_thousandths) {
        return backwards(text);
    }
    return Value(range);
}

} // namespace

base::Result<Value, ValueProblem> parse_value(Kind kind, std::string_view text) {
    switch (kind) {
    case Kind::number:
    case Kind::number_or_name:
        return number_range(text);
    case Kind::money:
        return money_range(text);
    case Kind::day_ahead:
    case Kind::day_past:
        return day_range(text, kind);
    case Kind::text:
    case Kind::country:
    case Kind::word:
        break;
    }
    return Value(Text{std::string(text), false, false});
}

} // namespace etsyorder::query
