// SPDX-License-Identifier: MIT
#include "base/clock.hpp"
#include "base/zone.hpp"

#include <doctest/doctest.h>

using namespace etsyorder::base;
using std::chrono::seconds;

TEST_CASE("an instant survives printing and reading") {
    const Instant instant{seconds{1'795'345'200}};
    CHECK(format_instant(instant) == "2026-11-22T11:00:00Z");
    CHECK(parse_instant("2026-11-22T11:00:00Z") == instant);
    CHECK(parse_instant("2026-11-22T12:00:00+01:00") == instant);
    CHECK(parse_instant("2026-11-22T05:30:00.250-0530") == instant);
    CHECK(parse_instant("1795345200") == instant);
}

TEST_CASE("what is no time is refused, never guessed") {
    for (const auto* text : {"",
                             "yesterday",
                             "2026-13-01",
                             "2026-02-30",
                             "2026-11-22T25:00:00Z",
                             "2026-11-22T11:00",
                             "2026-11-22T11:00:00",
                             "2026-11-22T11:00:00+1",
                             "-5",
                             "2026-11-22T11:00:00."}) {
        CAPTURE(text);
        CHECK_FALSE(parse_instant(text));
    }
}

TEST_CASE("a day starts at its zone's midnight, or where the clock skips that") {
    const auto start = [](const char* zone, std::chrono::year_month_day day) {
        return format_instant(Zone::named(zone).start_of(day));
    };
    using namespace std::chrono_literals;
    CHECK(start("UTC", 2026y / 11 / 22d) == "2026-11-22T00:00:00Z");
    CHECK(start("Europe/Berlin", 2026y / 3 / 29d) == "2026-03-28T23:00:00Z");
    CHECK(start("Europe/Berlin", 2026y / 3 / 30d) == "2026-03-29T22:00:00Z");
    CHECK(start("Pacific/Kiritimati", 2026y / 11 / 23d) == "2026-11-22T10:00:00Z");
    CHECK(start("America/Sao_Paulo", 2018y / 11 / 4d) ==
          "2018-11-04T03:00:00Z"); // 00:00 became 01:00
}

TEST_CASE("a shop's calendar day follows its zone over a clock change") {
    const auto berlin = Zone::named("Europe/Berlin");
    CHECK(format_date(berlin.date(*parse_instant("2026-03-28T23:30:00Z"))) == "2026-03-29");
    CHECK(berlin.local(*parse_instant("2026-03-29T00:30:00Z")).since_midnight ==
          std::chrono::minutes{90});
    CHECK(berlin.local(*parse_instant("2026-03-29T01:30:00Z")).since_midnight ==
          std::chrono::minutes{210});
}

TEST_CASE("a time that the clock shows twice is the first one, and a skipped one comes later") {
    const auto at = [](const char* zone, Date day, std::chrono::minutes time) {
        return format_instant(Zone::named(zone).at(day, time));
    };
    const Date autumn = std::chrono::year{2026} / std::chrono::October / std::chrono::day{25};
    const Date spring = std::chrono::year{2026} / std::chrono::March / std::chrono::day{29};
    using std::chrono::minutes;
    CHECK(at("Europe/Berlin", autumn, minutes{119}) == "2026-10-24T23:59:00Z");
    CHECK(at("Europe/Berlin", autumn, minutes{150}) == "2026-10-25T00:30:00Z");
    CHECK(at("Europe/Berlin", autumn, minutes{180}) == "2026-10-25T02:00:00Z");
    CHECK(at("Europe/Berlin", spring, minutes{150}) == "2026-03-29T01:30:00Z");
    CHECK(at("Europe/Berlin", spring, minutes{180}) == "2026-03-29T01:00:00Z");
    // Half an hour, and at the other end of the world.
    const Date april = std::chrono::year{2026} / std::chrono::April / std::chrono::day{5};
    CHECK(at("Australia/Lord_Howe", april, minutes{105}) == "2026-04-04T14:45:00Z");
}
