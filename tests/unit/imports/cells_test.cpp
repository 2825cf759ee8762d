// SPDX-License-Identifier: MIT
#include "imports/amounts.hpp"
#include "imports/cells.hpp"
#include "imports/variations.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;
using namespace etsyorder::imports;
using orders::AnswerKind;

namespace {

std::string date(std::string_view cell, DateOrder order = DateOrder::month_first) {
    const auto read = parse_date(cell, order);
    return read ? base::format_date(*read) : "none";
}

std::int64_t amount(std::string_view cell, const std::string& currency = "USD") {
    return parse_amount(cell, currency).value_or(-99);
}

} // namespace

TEST_CASE("dates are read in each form that Etsy and spreadsheets write") {
    CHECK(date("11/02/26") == "2026-11-02");
    CHECK(date("11/02/2026") == "2026-11-02");
    CHECK(date(" 7/15/2020 ") == "2020-07-15");
    CHECK(date("15.07.2020") == "2020-07-15");
    CHECK(date("15.7.20") == "2020-07-15");
    CHECK(date("2026-11-02") == "2026-11-02");
    CHECK(date("2026-11-02T10:00:00Z") == "2026-11-02");
    CHECK(date("11/2/2026 0:00") == "2026-11-02");
    CHECK(date("September 3, 2026") == "2026-09-03");
    CHECK(date("2/3/2026", DateOrder::day_first) == "2026-03-02");
    CHECK(date("02/29/24") == "2024-02-29");
}

TEST_CASE("what is no day of the calendar is no date") {
    for (const auto* wrong : {"",
                              "bad",
                              "15/07/2020",
                              "02/29/23",
                              "0/1/2026",
                              "1/0/2026",
                              "1/2",
                              "1/2/3/4",
                              "1/2-2026",
                              "44000",
                              "1//2",
                              "99999/1/1",
                              "1/2/2026x",
                              "Smarch 3, 2026",
                              "September 3",
                              "1/2/826"}) {
        CAPTURE(wrong);
        CHECK(date(wrong) == "none");
    }
}

TEST_CASE("amounts are read with and without a sign of the currency, and exactly") {
    CHECK(amount("14") == 1400);
    CHECK(amount("14.00") == 1400);
    CHECK(amount("14.5") == 1450);
    CHECK(amount("$5.00") == 500);
    CHECK(amount("-CA$4.42", "CAD") == -442);
    CHECK(amount("US$1,234.50") == 123450);
    CHECK(amount("1.234,50 \xe2\x82\xac", "EUR") == 123450);
    CHECK(amount("12,50", "EUR") == 1250);
    CHECK(amount("1,234") == 123400);
    CHECK(amount("1,234,567.00") == 123456700);
    CHECK(amount("1.234.567", "EUR") == 123456700);
    CHECK(amount("1\xe2\x80\xaf"
                 "234,50 \xe2\x82\xac",
                 "EUR") == 123450);
    CHECK(amount("CHF 1'234.50", "CHF") == 123450);
    CHECK(amount("Fr. 12.50", "CHF") == 1250);
    CHECK(amount("\xe2\x88\x92"
                 "5.00") == -500);
    CHECK(amount("$ -5.00") == -500);
    CHECK(amount(".50") == 50);
    CHECK(amount("$.50") == 50);
    CHECK(amount("\xe2\x82\xac.50", "EUR") == 50);
    CHECK(amount("\xc2\xa3.50", "GBP") == 50);
    CHECK(amount("0") == 0);
    CHECK(amount("1500", "JPY") == 1500);
    CHECK(amount("1500.00", "JPY") == 1500);
    CHECK(amount("1.234", "KWD") == 1234);
}

TEST_CASE("a point that may end an abbreviation or begin the cents is not guessed") {
    for (const auto* either :
         {"Rs.1500", "Rs.50", "Fr.50", "EUR,50", "-Rs.5", "z\xc5\x82.50", "\xd1\x80.1500"}) {
        CAPTURE(either);
        CHECK(amount(either, "INR") == -99);
        CHECK_FALSE(parse_amount(either, "INR", Decimal::point));
    }
    CHECK(amount("Rs.1,500", "INR") == 150000);
    CHECK(amount("Rs.1,500.50", "INR") == 150050);
    CHECK(amount("Rs.450.00", "INR") == 45000);
    CHECK(amount("Fr.1'234.50", "CHF") == 123450);
    CHECK(amount("Rs. 1500", "INR") == 150000);
    CHECK(parse_amount("Rs.450.00", "INR", Decimal::point) == 45000);
}

TEST_CASE("what is no amount of the currency is refused") {
    for (const auto* wrong : {"",
                              "free",
                              "1.505",
                              "0.500",
                              "14.005",
                              "12-",
                              "(5.00)",
                              "5%",
                              "1/2",
                              "12:30",
                              "-",
                              "1E+03",
                              "1.2E+03",
                              "3 for 20",
                              "+5.00",
                              "0,500",
                              "1234,567",
                              "1,23,456",
                              "1,234.5.6",
                              "1.234,567.00",
                              "$1.00 USD 2",
                              "99999999999999999999"}) {
        CAPTURE(wrong);
        CHECK(amount(wrong) == -99);
    }
    CHECK(amount("14.50", "JPY") == -99);
    CHECK(amount("14.5055") == -99);
}

TEST_CASE("numbers that a spreadsheet spoilt are refused, and not guessed") {
    CHECK(parse_number("3500000001") == 3500000001);
    CHECK(parse_number("#3001") == 3001);
    CHECK(parse_number("2.0") == 2);
    for (const auto* wrong : {"", "3.51E+09", "3,500", "-1", "1.5", "x", "99999999999999999999"}) {
        CAPTURE(wrong);
        CHECK_FALSE(parse_number(wrong));
    }
}

TEST_CASE("a buyer is a name with a user name, a user name, or nothing") {
    const auto both = parse_buyer("Pat (P.) Example (patexample)");
    CHECK(both.full_name == "Pat (P.) Example");
    CHECK(both.username == "patexample");
    CHECK(parse_buyer("patexample").username == "patexample");
    CHECK(parse_buyer("patexample").full_name.empty());
    CHECK(parse_buyer("").username.empty());
    CHECK(parse_buyer("Ann Lee (Guest)").full_name == "Ann Lee");
    CHECK(parse_buyer("Ann Lee (Guest)").username.empty());
    CHECK(parse_buyer("Pat (the best one)").full_name == "Pat (the best one)");
    CHECK(parse_buyer("Pat (the best one)").username.empty());
    CHECK(parse_buyer("Ann Lee").full_name == "Ann Lee");
    CHECK(parse_buyer("Ann Lee").username.empty());
}

TEST_CASE("countries become codes, and one that is not known stays") {
    CHECK(country_code("United States") == "US");
    CHECK(country_code("The Netherlands") == "NL");
    CHECK(country_code("united kingdom") == "GB");
    CHECK(country_code("UK") == "GB");
    CHECK(country_code("Bosnia and Herzegovina") == "BA");
    CHECK(country_code("South Korea") == "KR");
    CHECK(country_code("C\xc3\xb4te d'Ivoire") == "CI");
    CHECK(country_code("Thailand") == "TH");
    CHECK(country_code("DE") == "DE");
    CHECK(country_code("Atlantis") == "Atlantis");
    CHECK(country_code("").empty());
}

TEST_CASE("options end where another label begins, and personalisation has no end") {
    const auto answers = parse_variations("Size:8 x 10 inches, framed,Style:Style 6,"
                                          "Personalization:1. Mom\n2. Dad, Name: Leo,Font:Bold");
    REQUIRE(answers.size() == 3);
    CHECK(answers[0].question == "Size");
    CHECK(answers[0].text == "8 x 10 inches, framed");
    CHECK(answers[0].kind == AnswerKind::option);
    CHECK(answers[1].text == "Style 6");
    CHECK(answers[2].kind == AnswerKind::personalisation);
    CHECK(answers[2].text == "1. Mom\n2. Dad, Name: Leo,Font:Bold");
    CHECK_FALSE(answers[2].verbatim);
}

TEST_CASE("what was not asked is told from what was answered, and what was left empty is kept") {
    for (const auto* words : {"Not requested on this item.",
                              "not requested on this item",
                              " Not Requested On This Item. "}) {
        const auto answers = parse_variations(std::string("Personalisation:") + words);
        REQUIRE(answers.size() == 1);
        CHECK(answers[0].kind == AnswerKind::not_asked);
    }
    CHECK(parse_variations("Personalization").at(0).text.empty());
    CHECK(parse_variations("Personalization:").at(0).kind == AnswerKind::personalisation);
    CHECK(parse_variations("").empty());
}

TEST_CASE("escapes are decoded once, and what came is kept beside") {
    const auto answers =
        parse_variations("Colour:Black &amp; White,Personalization:It&#39;s &amp;lt; ");
    REQUIRE(answers.size() == 2);
    CHECK(answers[0].text == "Black & White");
    CHECK(answers[1].text == "It's &lt; ");
    CHECK(answers[1].verbatim == "It&#39;s &amp;lt; ");
}

TEST_CASE("a cell without any label is kept as an option without a question") {
    const auto answers = parse_variations("just words, no label");
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].text == "just words, no label");
}
