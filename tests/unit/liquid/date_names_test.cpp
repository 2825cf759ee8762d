// SPDX-License-Identifier: MIT
#include "liquid/characters.hpp"
#include "liquid/date_names.hpp"
#include "rendering.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace etsyorder;
using namespace etsyorder::liquid_tests;

namespace {

// Of a Wednesday.
std::string
written(const std::string& format, const char* language, const std::string& day = "2026-03-04") {
    auto options = lenient();
    options.surroundings.language = language;
    return shown("{{ '" + day + "' | date: '" + format + "' }}", some_data(), options);
}

} // namespace

TEST_CASE("months and days are written in the language of the letter") {
    CHECK(written("%A, %-d. %B %Y", "de") == "Mittwoch, 4. März 2026");
    CHECK(written("%a, %-d. %b", "de") == "Mi., 4. März");
    CHECK(written("%A %-d %B", "fr") == "mercredi 4 mars");
    CHECK(written("%-d %b", "fr", "2026-02-04") == "4 févr.");
    CHECK(written("%A, %-d de %B", "es") == "miércoles, 4 de marzo");
    CHECK(written("%A %-d %B", "it") == "mercoledì 4 marzo");
    CHECK(written("%a %-d %b", "nl") == "wo 4 mrt");
    CHECK(written("%A, %-d de %B", "pt") == "quarta-feira, 4 de março");
    CHECK(written("%A, %-d de %B", "pt-BR") == "quarta-feira, 4 de março");
    CHECK(written("%A, %-d %B", "pl", "2026-11-23") == "poniedziałek, 23 listopada");
    CHECK(written("%A %-d %B", "sv") == "onsdag 4 mars");
    CHECK(written("%A den %-d. %B", "da", "2026-11-22") == "søndag den 22. november");
}

TEST_CASE("names of months and days are English for a language that is not known") {
    for (const char* const language : {"en", "en-GB", "", "fi", "deutsch", "-", "d"}) {
        CAPTURE(language);
        CHECK(written("%A %a %B %b %h", language) == "Wednesday Wed March Mar Mar");
    }
    CHECK(written("%B", "DE_at") == "März");
}

TEST_CASE("flags of names work on letters that are not English") {
    CHECK(written("%^B", "de") == "MÄRZ");
    CHECK(written("%#B", "de") == "MÄRZ");
    CHECK(written("%^A", "es") == "MIÉRCOLES");
    CHECK(written("%6B|", "de") == "  März|"); // as wide as six letters
    CHECK(written("%v", "en") == " 4-MAR-2026");
    CHECK(written("%c", "fr") == "mer. mars  4 00:00:00 2026");
}

TEST_CASE("dates are read in English whatever the language") {
    CHECK(written("%-d. %B", "de", "March 4, 2026") == "4. März");
    CHECK(written("%-d. %B", "de", "vorgestern") == "vorgestern");
}

TEST_CASE("every language has its own names for all months and days") {
    for (const char* const language :
         {"en", "de", "fr", "es", "it", "nl", "pt", "sv", "da", "pl"}) {
        CAPTURE(language);
        const auto& names = liquid::date_names(language);
        CHECK(std::set(names.months.begin(), names.months.end()).size() == 12);
        CHECK(std::set(names.short_months.begin(), names.short_months.end()).size() == 12);
        CHECK(std::set(names.days.begin(), names.days.end()).size() == 7);
        CHECK(std::set(names.short_days.begin(), names.short_days.end()).size() == 7);
        for (const auto name : names.months) {
            CHECK_FALSE(name.empty());
            CHECK_FALSE(liquid::bad_byte(name));
        }
    }
}
