// SPDX-License-Identifier: MIT
// How languages write amounts of money: signs, places, symbols. After the Unicode CLDR.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace etsyorder::templates {

struct CurrencySymbol {
    std::string_view currency; // "USD"
    std::string_view symbol;   // "US$"
};

struct MoneyStyle {
    enum class Place {
        behind,        // 12,50 €
        before,        // $12.50
        before_spaced, // € 12,50
    };
    // Of what is not among its own symbols.
    enum class Others {
        symbols, // as in English
        codes,
    };

    std::string_view language; // "de", "pt-br"
    std::string_view point;
    std::string_view group;
    std::size_t grouped_from = 4; // digits: some write 1234,50 but 12.345,50
    Place place = Place::before;
    bool minus_at_digits = false; // "€ -12,50" instead of "-€ 12,50"
    Others others = Others::symbols;
    std::span<const CurrencySymbol> symbols;
};

// Of the language and region, else of the language, else of English.
[[nodiscard]] const MoneyStyle& money_style(std::string_view language);

// Never empty: the code, where there is no symbol. Lives as long as `currency`.
[[nodiscard]] std::string_view currency_symbol(const MoneyStyle& style, std::string_view currency);

} // namespace etsyorder::templates
