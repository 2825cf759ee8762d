// SPDX-License-Identifier: MIT
#include "filtering.hpp"
#include "templates/day_words.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace etsyorder;
using namespace etsyorder::templates;
using namespace etsyorder::templates_tests;

TEST_CASE("days are spoken of in the unit that fits") {
    CHECK(day_words(0, "en") == "today");
    CHECK(day_words(1, "en") == "tomorrow");
    CHECK(day_words(-1, "en") == "yesterday");
    CHECK(day_words(2, "en") == "in 2 days");
    CHECK(day_words(13, "en") == "in 13 days");
    CHECK(day_words(14, "en") == "in 2 weeks");
    CHECK(day_words(20, "en") == "in 3 weeks");
    CHECK(day_words(59, "en") == "in 8 weeks");
    CHECK(day_words(60, "en") == "in 2 months");
    CHECK(day_words(729, "en") == "in 24 months");
    CHECK(day_words(730, "en") == "in 2 years");
    CHECK(day_words(-3, "en") == "3 days ago");
    CHECK(day_words(-14, "en") == "2 weeks ago");
    CHECK(day_words(-100, "en") == "3 months ago");
    CHECK(day_words(std::numeric_limits<int>::min(), "en") == "5879611 years ago");
}

TEST_CASE("days are spoken of in the language of the letter") {
    CHECK(day_words(0, "de") == "heute");
    CHECK(day_words(2, "de-AT") == "übermorgen");
    CHECK(day_words(3, "de") == "in 3 Tagen");
    CHECK(day_words(-3, "de") == "vor 3 Tagen");
    CHECK(day_words(-21, "de") == "vor 3 Wochen");
    CHECK(day_words(90, "de") == "in 3 Monaten");
    CHECK(day_words(3, "fr") == "dans 3 jours");
    CHECK(day_words(-3, "fr") == "il y a 3 jours");
    CHECK(day_words(3, "es") == "dentro de 3 días");
    CHECK(day_words(-1000, "es") == "hace 3 años");
    CHECK(day_words(3, "it") == "tra 3 giorni");
    CHECK(day_words(-14, "it") == "2 settimane fa");
    CHECK(day_words(3, "nl") == "over 3 dagen");
    CHECK(day_words(-3, "nl") == "3 dagen geleden");
    CHECK(day_words(1, "pt-BR") == "amanhã");
    CHECK(day_words(-3, "pt") == "há 3 dias");
    CHECK(day_words(3, "fi") == "in 3 days");
    CHECK(day_words(3, "") == "in 3 days");
}

TEST_CASE("the relative filter counts days of the calendar in the shop's zone") {
    CHECK(filtered("2026-11-23", "relative") == "today");
    CHECK(filtered("2026-11-26", "relative") == "in 3 days");
    CHECK(filtered("2026-11-22", "relative") == "yesterday");
    CHECK(filtered("2026-11-26", "relative", {"de"}) == "in 3 Tagen");
    CHECK(filtered("now", "relative") == "today");
    CHECK(filtered("today", "relative") == "today");
    CHECK(filtered(kNow + 9 * 3600 - 1, "relative") == "today");
    CHECK(filtered(kNow + 9 * 3600, "relative") == "tomorrow"); // midnight in UTC
    // In Tokyo it is the 24th already.
    const Letter tokyo{"en", "USD", "Asia/Tokyo"};
    CHECK(filtered("2026-11-24", "relative", tokyo) == "today");
    CHECK(filtered("2026-11-23 23:30:00 +0900", "relative", tokyo) == "yesterday");
    CHECK(filtered("2026-11-23 14:59:59 +0000", "relative", tokyo) == "yesterday");
    CHECK(filtered("2026-11-23 15:00:00 +0000", "relative", tokyo) == "today");
    const Letter honolulu{"en", "USD", "Pacific/Honolulu"};
    CHECK(filtered("2026-11-23 10:00:00 +1400", "relative", honolulu) == "yesterday");
}

TEST_CASE("days and the clock's changes do not shift each other") {
    const Letter york{"en", "USD", "America/New_York"}; // now is in winter time
    CHECK(filtered("2026-10-23", "relative", york) == "4 weeks ago");
    CHECK(filtered("2027-03-15", "relative", york) == "in 4 months");
    CHECK(filtered("2026-11-24 00:00:00", "relative", york) == "tomorrow");
}

TEST_CASE("what is no date has no relative words") {
    CHECK(filtered(Value(), "relative").empty());
    CHECK(filtered("", "relative") == "! relative: there is no date");
    CHECK(filtered("soon", "relative") ==
          "! relative: \"soon\" is no date; one is written like 2026-12-03");
    CHECK(filtered("2026-02-30", "relative").starts_with("! relative: \"2026-02-30\" is no date"));
    CHECK(filtered(1.5, "relative").starts_with("! relative: 1.5 is no date"));
    CHECK(filtered(true, "relative").starts_with("! relative: true is no date"));
    CHECK(filtered(Value::array({}), "relative").starts_with("! relative: an array is no date"));
    CHECK(filtered(std::numeric_limits<std::int64_t>::max(), "relative").ends_with("2026-12-03"));
    CHECK(filtered(std::string(100'000, '1'), "relative").size() < 120);
    CHECK(filtered("2026-11-23", "relative", {"en", "", nullptr, false, false}) ==
          "! relative: it is not known what day it is");
}

TEST_CASE("the business_days filter counts, or goes there") {
    CHECK(filtered("2026-11-30", "business_days") == "5");
    CHECK(filtered("2026-11-20", "business_days") == "-1");
    CHECK(filtered("now", "business_days") == "0");
    CHECK(filtered("2026-11-24", "business_days", {"en", "", "Asia/Tokyo"}) == "0");
    CHECK(filtered("2026-12-01", "business_days: 5") == "2026-12-08");
    CHECK(filtered("2026-12-01", "business_days: '5'") == "2026-12-08");
    CHECK(filtered("2026-12-01", "business_days: 5.0") == "2026-12-08");
    CHECK(filtered("2026-12-01", "business_days: -1") == "2026-11-30");
    CHECK(filtered("now", "business_days: 3650 | date: '%Y'") == "2040");
    CHECK(filtered("2026-12-01", "business_days: 5", {"en", "", nullptr, false, false}) ==
          "2026-12-08");
}

TEST_CASE("the business_days filter refuses what is no day or no number of days") {
    CHECK(filtered(Value(), "business_days").empty());
    CHECK(filtered("soon", "business_days: 2").starts_with("! business_days: \"soon\" is no date"));
    CHECK(filtered("now", "business_days: 3651") ==
          "! business_days: 3651 is no number of days; it is a whole one from -3650 to 3650");
    for (const std::string argument :
         {"-3651", "1.5", "'x'", "''", "none", "array", "'99999999999999999999'", "true"}) {
        CAPTURE(argument);
        CHECK(filtered("now", "business_days: " + argument).find("number of days") !=
              std::string::npos);
    }
    CHECK(filtered("9999-12-31", "business_days: 1") ==
          "! business_days: that day is beyond the calendar");
}
