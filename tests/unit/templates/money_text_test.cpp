// SPDX-License-Identifier: MIT
#include "filtering.hpp"
#include "templates/money_styles.hpp"
#include "templates/money_text.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace etsyorder;
using namespace etsyorder::templates;
using namespace etsyorder::templates_tests;

namespace {

// Spaces that do not break as "~", narrow ones as "^".
std::string
shown(const std::string& amount, const std::string& currency, std::string_view language) {
    auto text = money_text(amount_from(amount).value(), currency, language);
    for (const auto& [space, sign] :
         {std::pair<std::string_view, char>{"\u00a0", '~'}, {"\u202f", '^'}}) {
        for (auto at = text.find(space); at != std::string::npos; at = text.find(space)) {
            text.replace(at, space.size(), 1, sign);
        }
    }
    return text;
}

} // namespace

TEST_CASE("amounts are written as the language does") {
    CHECK(shown("1234.5", "USD", "en") == "$1,234.50");
    CHECK(shown("1234.5", "GBP", "en-GB") == "£1,234.50");
    CHECK(shown("1234.5", "EUR", "de") == "1.234,50~€");
    CHECK(shown("1234.5", "EUR", "de-AT") == "€~1.234,50");
    CHECK(shown("1234.5", "CHF", "de_CH") == "CHF~1’234.50");
    CHECK(shown("1234.5", "EUR", "fr") == "1^234,50~€");
    CHECK(shown("1234.5", "CAD", "fr-CA") == "1~234,50~$");
    CHECK(shown("1234.5", "EUR", "es") == "1234,50~€");
    CHECK(shown("12345.5", "EUR", "es") == "12.345,50~€");
    CHECK(shown("12345.5", "MXN", "es-mx") == "$12,345.50");
    CHECK(shown("12345.5", "EUR", "it") == "12.345,50~€");
    CHECK(shown("1234.5", "EUR", "nl") == "€~1.234,50");
    CHECK(shown("12345.5", "EUR", "pt") == "12~345,50~€");
    CHECK(shown("1234.5", "BRL", "pt-BR") == "R$~1.234,50");
    CHECK(shown("12345.5", "PLN", "pl") == "12~345,50~zł");
    CHECK(shown("1234.5", "SEK", "sv") == "1~234,50~kr");
    CHECK(shown("1234.5", "DKK", "da") == "1.234,50~kr.");
    CHECK(shown("1250", "JPY", "ja") == "¥1,250");
}

TEST_CASE("the language is found by its tag, else amounts are written in English") {
    CHECK(shown("12.5", "EUR", "DE") == "12,50~€");
    CHECK(shown("12.5", "EUR", "de-LI") == "12,50~€");
    CHECK(shown("12.5", "EUR", "pt_br") == "€~12,50");
    for (const std::string language : {"", "xx", "fi-FI", "-", "deutsch"}) {
        CAPTURE(language);
        CHECK(shown("12.5", "EUR", language) == "€12.50");
    }
}

TEST_CASE("dollars of several countries are told apart") {
    CHECK(shown("1", "USD", "en") == "$1.00");
    CHECK(shown("1", "CAD", "en") == "CA$1.00");
    CHECK(shown("1", "AUD", "en") == "A$1.00");
    CHECK(shown("1", "NZD", "en") == "NZ$1.00");
    CHECK(shown("1", "HKD", "en") == "HK$1.00");
    CHECK(shown("1", "MXN", "en") == "MX$1.00");
    CHECK(shown("1", "CAD", "en-CA") == "$1.00");
    CHECK(shown("1", "USD", "en-CA") == "US$1.00");
    CHECK(shown("1", "AUD", "en-AU") == "$1.00");
    CHECK(shown("1", "NZD", "en-NZ") == "$1.00");
    CHECK(shown("12.5", "USD", "de") == "12,50~$");
    CHECK(shown("12.5", "USD", "fr") == "12,50~$US");
    CHECK(shown("12.5", "USD", "es") == "12,50~US$");
    CHECK(shown("12.5", "JPY", "it") == "13~JPY");
}

TEST_CASE("a currency without a symbol is its code") {
    CHECK(shown("12.5", "XYZ", "en") == "XYZ~12.50");
    CHECK(shown("-12.5", "XYZ", "en") == "-XYZ~12.50");
    CHECK(shown("12.5", "SEK", "en") == "SEK~12.50");
    CHECK(shown("12.5", "XYZ", "de") == "12,50~XYZ");
    CHECK(shown("12.5", "GBP", "pl") == "12,50~GBP");
}

TEST_CASE("amounts have the digits of their currency, rounded half away from zero") {
    CHECK(shown("0", "USD", "en") == "$0.00");
    CHECK(shown("0.005", "USD", "en") == "$0.01");
    CHECK(shown("0.0049999", "USD", "en") == "$0.00");
    CHECK(shown("-0.005", "USD", "en") == "-$0.01");
    CHECK(shown("-0.004", "USD", "en") == "$0.00");
    CHECK(shown("1.995", "USD", "en") == "$2.00");
    CHECK(shown("999.995", "USD", "en") == "$1,000.00");
    CHECK(shown("0.5", "JPY", "en") == "¥1");
    CHECK(shown("99.5", "JPY", "en") == "¥100");
    CHECK(shown("1.2345", "KWD", "en") == "KWD~1.235");
    CHECK(shown("1234567.891", "USD", "en") == "$1,234,567.89");
    CHECK(shown("999999999999999999.99", "USD", "en") == "$999,999,999,999,999,999.99");
}

TEST_CASE("negative amounts have their sign where the language has it") {
    CHECK(shown("-12.5", "USD", "en") == "-$12.50");
    CHECK(shown("-12.5", "EUR", "de") == "-12,50~€");
    CHECK(shown("-12.5", "EUR", "nl") == "€~-12,50");
    CHECK(shown("-12.5", "BRL", "pt-br") == "-R$~12,50");
}

TEST_CASE("an amount is read from plain digits alone") {
    CHECK(amount_from(" 0012.50 ") == Amount{false, "12", "50"});
    CHECK(amount_from("-0") == Amount{true, "0", ""});
    CHECK(amount_from("000") == Amount{false, "0", ""});
    for (const std::string text : {"",
                                   "-",
                                   ".",
                                   ".5",
                                   "5.",
                                   "1,234.50",
                                   "1,50",
                                   "1e3",
                                   "+1",
                                   "--1",
                                   "1.2.3",
                                   "12 cm",
                                   "$5",
                                   "Anna",
                                   "NaN",
                                   "inf",
                                   "0x10",
                                   "١٢",
                                   "1234567890123456789"}) {
        CAPTURE(text);
        CHECK_FALSE(amount_from(text));
    }
    CHECK_FALSE(amount_from(std::string(1 << 20, '1')));
    CHECK_FALSE(amount_from(std::string("1\0", 2) + "2"));
}

TEST_CASE("a number is the decimals it is written with") {
    CHECK(amount_of(0.1) == Amount{false, "0", "1"});
    CHECK(amount_of(1.005) == Amount{false, "1", "005"}); // a double below, but that is not written
    CHECK(amount_of(-12.5) == Amount{true, "12", "5"});
    CHECK(amount_of(1e17) == Amount{false, "100000000000000000", ""});
    CHECK(amount_of(std::numeric_limits<std::int64_t>::min()) ==
          Amount{true, "9223372036854775808", ""});
    CHECK(money_text(amount_of(5e-324).value(), "USD", "en") == "$0.00");
    for (const double number : {1e18,
                                -1e300,
                                std::numeric_limits<double>::infinity(),
                                -std::numeric_limits<double>::infinity(),
                                std::numeric_limits<double>::quiet_NaN()}) {
        CAPTURE(number);
        CHECK_FALSE(amount_of(number));
    }
}

TEST_CASE("the money filter takes numbers and plain texts") {
    CHECK(filtered(12.5, "money") == "$12.50");
    CHECK(filtered(1234, "money") == "$1,234.00");
    CHECK(filtered("1234.50", "money") == "$1,234.50");
    CHECK(filtered(12.5, "money: 'EUR'") == "€12.50");
    CHECK(filtered(12.5, "money: ' eur'") == "€12.50");
    CHECK(filtered(12.5, "money: none") == "$12.50");
    CHECK(filtered(12.5, "money", {"de", "EUR"}) == "12,50\u00a0€");
    CHECK(filtered(12.5, "times: 3 | money") == "$37.50");
    CHECK(filtered(0.1, "plus: 0.2 | money") == "$0.30");
}

TEST_CASE("the money filter never prints an amount that there is none of") {
    CHECK(filtered(Value(), "money").empty()); // in letters it is a hole before it comes here
    const auto euros = Value::object({{"amount", "12.50"}, {"currency", "EUR"}});
    CHECK(filtered(euros, "money") == "€12.50");
    CHECK(filtered(euros, "money: 'eur'") == "€12.50");
    CHECK(filtered(euros, "money: 'USD'") == "! money: the amount is in EUR, not in USD");
    CHECK(filtered(Value::object({{"amount", Value()}, {"currency", "EUR"}}), "money").empty());
    CHECK(filtered("  ", "money") == "! money: there is no amount");
    CHECK(filtered("Anna", "money") ==
          "! money: \"Anna\" is no amount; one is written like 1234.50");
    CHECK(filtered("1,234.50", "money").starts_with("! money: \"1,234.50\" is no amount"));
    CHECK(filtered(Value::array({1}), "money").starts_with("! money: an array is no amount"));
    CHECK(filtered(Value::object({}), "money").starts_with("! money: an object is no amount"));
    CHECK(filtered(Value::range(1, 2), "money").starts_with("! money: a range is no amount"));
    CHECK(filtered(true, "money").starts_with("! money: true is no amount"));
    CHECK(filtered(1e300, "money").starts_with("! money: 1.0e+300 is no amount"));
    CHECK(filtered(std::numeric_limits<double>::quiet_NaN(), "money").starts_with("! money: NaN"));
    CHECK(filtered(std::string(500, 'x'), "money").size() < 120);
}

TEST_CASE("the money filter says when it knows no currency") {
    CHECK(filtered(1, "money", {"en", ""}) ==
          "! money: no currency is known; name one, like `money: \"USD\"`");
    CHECK(filtered(1, "money: 'EUR'", {"en", ""}) == "€1.00");
    CHECK(filtered(1, "money: 'dollars'") ==
          "! money: \"dollars\" is no currency; one is three letters, like \"USD\"");
    CHECK(filtered(1, "money: 'U$D'").starts_with("! money: \"U$D\" is no currency"));
    CHECK(filtered(1, "money: 5").starts_with("! money: 5 is no currency"));
    CHECK(filtered(1, "money: array").starts_with("! money: an array is no currency"));
    CHECK(filtered(1, "money", {"en", "??"}).starts_with("! money: \"??\" is no currency"));
    CHECK(filtered(1, "money: 'USD', 2").starts_with("! the filter \"money\" takes"));
}

TEST_CASE("an amount that has a currency is never printed as one of another") {
    const auto euros = Value(12.5).in_unit("EUR");
    CHECK(filtered(euros, "money") == "€12.50"); // though the letter is in dollars
    CHECK(filtered(euros, "money: 'eur'") == "€12.50");
    for (const std::string counted : {"",
                                      "plus: 1 | ",
                                      "times: 2 | ",
                                      "divided_by: 2 | ",
                                      "round | ",
                                      "ceil | ",
                                      "abs | ",
                                      "at_least: 20 | ",
                                      "default: 3 | ",
                                      "modulo: 5 | "}) {
        CAPTURE(counted);
        CHECK(filtered(euros, counted + "money: 'USD'") ==
              "! money: the amount is in EUR, not in USD");
    }
    CHECK(filtered(Value::array({euros, 1}), "sum | money") == "€13.50");
    const auto both = Value::array({euros, Value(2).in_unit("USD")});
    CHECK(filtered(both, "sum | money") == "! sum: one amount is in EUR, another one in USD");
    CHECK(filtered(Value(2), "money: 'CHF'") == filtered(Value(2).in_unit("CHF"), "money"));
}

TEST_CASE("a share of two amounts is a plain number, and so is what has no unit") {
    const auto of = [](const char* text) {
        liquid::CompileOptions compiling;
        compiling.filters = &templates::letter_filters();
        const auto made = liquid::Template::compile(text, "letter", compiling);
        REQUIRE(made);
        const auto data = Value::object({{"total", Value(10.0).in_unit("EUR")},
                                         {"shipping", Value(4.0).in_unit("EUR")},
                                         {"fee", Value(3.0).in_unit("USD")}});
        liquid::RenderOptions options;
        options.surroundings.currency = "USD";
        const auto printed = made->render(data, options);
        return printed ? *printed : "! " + printed.error().what;
    };
    CHECK(of("{{ total | minus: shipping | money }}") == "€6.00");
    CHECK(of("{{ 3 | times: shipping | money }}") == "€12.00");
    CHECK(of("{{ total | divided_by: shipping | money }}") == "$2.50");
    CHECK(of("{{ total | minus: fee }}") == "! minus: one amount is in EUR, another one in USD");
    CHECK(of("{{ total }} {{ total | plus: 0.5 }}") == "10.0 10.5");
    CHECK(of("{% if total > shipping and total == 10 %}yes{% endif %}") == "yes");
}
