// SPDX-License-Identifier: MIT
#include "templates/money_styles.hpp"

#include "base/ascii.hpp"
#include "liquid/language.hpp"

#include <algorithm>
#include <string>

namespace etsyorder::templates {
namespace {

using Place = MoneyStyle::Place;
using Others = MoneyStyle::Others;

constexpr std::string_view kSpace = "\u00a0";
constexpr std::string_view kNarrowSpace = "\u202f";

// A symbol that several countries share belongs to one of them where the language does not say.
constexpr CurrencySymbol kEnglish[] = {{"USD", "$"},
                                       {"EUR", "€"},
                                       {"GBP", "£"},
                                       {"CAD", "CA$"},
                                       {"AUD", "A$"},
                                       {"NZD", "NZ$"},
                                       {"JPY", "¥"},
                                       {"HKD", "HK$"},
                                       {"MXN", "MX$"},
                                       {"BRL", "R$"},
                                       {"INR", "₹"},
                                       {"ILS", "₪"},
                                       {"PHP", "₱"},
                                       {"VND", "₫"},
                                       {"KRW", "₩"},
                                       {"CNY", "CN¥"},
                                       {"TWD", "NT$"}};
constexpr CurrencySymbol kCanada[] = {{"CAD", "$"}, {"USD", "US$"}};
constexpr CurrencySymbol kAustralia[] = {{"AUD", "$"}, {"USD", "US$"}};
constexpr CurrencySymbol kNewZealand[] = {{"NZD", "$"}, {"USD", "US$"}};
constexpr CurrencySymbol kGerman[] = {{"AUD", "AU$"}, {"PHP", "PHP"}};
constexpr CurrencySymbol kSwiss[] = {{"AUD", "AU$"}, {"EUR", "EUR"}, {"PHP", "PHP"}};
constexpr CurrencySymbol kFrench[] = {{"EUR", "€"},
                                      {"USD", "$US"},
                                      {"GBP", "£GB"},
                                      {"CAD", "$CA"},
                                      {"AUD", "$AU"},
                                      {"NZD", "$NZ"},
                                      {"MXN", "$MX"},
                                      {"SGD", "$SG"},
                                      {"BRL", "R$"},
                                      {"INR", "₹"},
                                      {"ILS", "₪"},
                                      {"KRW", "₩"}};
constexpr CurrencySymbol kCanadianFrench[] = {{"CAD", "$"},
                                              {"USD", "$\u00a0US"},
                                              {"AUD", "$\u00a0AU"},
                                              {"NZD", "$\u00a0NZ"},
                                              {"EUR", "€"},
                                              {"GBP", "£"},
                                              {"JPY", "¥"}};
constexpr CurrencySymbol kSpanish[] = {{"EUR", "€"}, {"USD", "US$"}};
constexpr CurrencySymbol kMexican[] = {{"MXN", "$"}};
constexpr CurrencySymbol kItalian[] = {{"EUR", "€"},
                                       {"GBP", "£"},
                                       {"CAD", "CA$"},
                                       {"AUD", "A$"},
                                       {"NZD", "NZ$"},
                                       {"ILS", "₪"},
                                       {"CNY", "CN¥"}};
constexpr CurrencySymbol kDutch[] = {
    {"USD", "US$"}, {"CAD", "C$"}, {"AUD", "AU$"}, {"JPY", "JP¥"}, {"PHP", "PHP"}};
constexpr CurrencySymbol kPortuguese[] = {
    {"USD", "US$"}, {"AUD", "AU$"}, {"JPY", "JP¥"}, {"PHP", "PHP"}};
constexpr CurrencySymbol kDanish[] = {
    {"DKK", "kr."}, {"USD", "US$"}, {"AUD", "AU$"}, {"JPY", "JP¥"}, {"PHP", "PHP"}};
constexpr CurrencySymbol kSwedish[] = {{"SEK", "kr"},
                                       {"DKK", "Dkr"},
                                       {"NOK", "Nkr"},
                                       {"EUR", "€"},
                                       {"USD", "US$"},
                                       {"CAD", "CA$"},
                                       {"MXN", "MX$"},
                                       {"BRL", "BR$"}};
constexpr CurrencySymbol kPolish[] = {{"PLN", "zł"}, {"EUR", "€"}, {"BRL", "R$"}};

constexpr MoneyStyle kStyles[] = {
    {"en", ".", ",", 4, Place::before, false, Others::symbols, {}},
    {"en-au", ".", ",", 4, Place::before, false, Others::symbols, kAustralia},
    {"en-ca", ".", ",", 4, Place::before, false, Others::symbols, kCanada},
    {"en-nz", ".", ",", 4, Place::before, false, Others::symbols, kNewZealand},
    {"de", ",", ".", 4, Place::behind, false, Others::symbols, kGerman},
    {"de-at", ",", ".", 4, Place::before_spaced, false, Others::symbols, kGerman},
    {"de-ch", ".", "’", 4, Place::before_spaced, true, Others::symbols, kSwiss},
    {"fr", ",", kNarrowSpace, 4, Place::behind, false, Others::codes, kFrench},
    {"fr-ca", ",", kSpace, 4, Place::behind, false, Others::codes, kCanadianFrench},
    {"es", ",", ".", 5, Place::behind, false, Others::codes, kSpanish},
    {"es-mx", ".", ",", 4, Place::before, false, Others::codes, kMexican},
    {"it", ",", ".", 5, Place::behind, false, Others::codes, kItalian},
    {"nl", ",", ".", 4, Place::before_spaced, true, Others::symbols, kDutch},
    {"pt", ",", kSpace, 5, Place::behind, false, Others::symbols, kPortuguese},
    {"pt-br", ",", ".", 4, Place::before_spaced, false, Others::symbols, kPortuguese},
    {"pl", ",", kSpace, 5, Place::behind, false, Others::codes, kPolish},
    {"sv", ",", kSpace, 4, Place::behind, false, Others::codes, kSwedish},
    {"da", ",", ".", 4, Place::behind, false, Others::symbols, kDanish},
    {"ja", ".", ",", 4, Place::before, false, Others::symbols, {}},
};

const MoneyStyle* style_of(std::string_view language) {
    const auto* const found = std::ranges::find(kStyles, language, &MoneyStyle::language);
    return found == std::end(kStyles) ? nullptr : found;
}

const CurrencySymbol* symbol_of(std::span<const CurrencySymbol> symbols,
                                std::string_view currency) {
    const auto found = std::ranges::find(symbols, currency, &CurrencySymbol::currency);
    return found == symbols.end() ? nullptr : &*found;
}

} // namespace

const MoneyStyle& money_style(std::string_view language) {
    auto tag = base::ascii_lower(std::string(language));
    std::ranges::replace(tag, '_', '-');
    if (const auto* const own = style_of(tag)) {
        return *own;
    }
    const auto* const general = style_of(liquid::main_language(tag));
    return general == nullptr ? kStyles[0] : *general;
}

std::string_view currency_symbol(const MoneyStyle& style, std::string_view currency) {
    if (const auto* const own = symbol_of(style.symbols, currency)) {
        return own->symbol;
    }
    const auto* const general =
        style.others == Others::symbols ? symbol_of(kEnglish, currency) : nullptr;
    return general == nullptr ? currency : general->symbol;
}

} // namespace etsyorder::templates
