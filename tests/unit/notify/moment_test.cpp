// SPDX-License-Identifier: MIT
#include "notify/moment.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;
using notify::Quiet;
using std::chrono::hours;

namespace {

notify::ShopCalendar berlin() {
    return {base::Zone::named("Europe/Berlin"), {}};
}

base::Instant at(const char* text) {
    return *base::parse_instant(text);
}

std::string when(const char* moment, const char* anchor) {
    return base::format_instant(
        notify::moment_from(*notify::parse_moment(moment), at(anchor), berlin()));
}

std::string past_quiet(const char* instant, Quiet quiet) {
    return base::format_instant(
        notify::out_of_quiet(at(instant), quiet, base::Zone::named("Europe/Berlin")));
}

} // namespace

TEST_CASE("days before ship-by come at nine, or at the time that is said") {
    // Etsy's instant of 2026-12-03 in Berlin, a Thursday.
    CHECK(when("ship_by - 2 business days", "2026-12-03T20:00:00Z") == "2026-12-01T08:00:00Z");
    CHECK(when("ship_by-2bd at 17:30", "2026-12-03T20:00:00Z") == "2026-12-01T16:30:00Z");
    CHECK(when("ship_by", "2026-12-03T20:00:00Z") == "2026-12-03T08:00:00Z");
    CHECK(when("ship_by + 1 day", "2026-12-03T20:00:00Z") == "2026-12-04T08:00:00Z");
    CHECK(when("ship_by - 5 business days", "2026-12-03T20:00:00Z") == "2026-11-26T08:00:00Z");
}

TEST_CASE("hours count from the instant itself, and so do days from what is no day") {
    CHECK(when("ship_by - 36h", "2026-12-03T20:00:00Z") == "2026-12-02T08:00:00Z");
    CHECK(when("placed + 3 days", "2026-12-03T20:15:00Z") == "2026-12-06T20:15:00Z");
    CHECK(when("paid", "2026-12-03T20:15:00Z") == "2026-12-03T20:15:00Z");
    CHECK(when("shipped + 7 days at 10:00", "2026-12-03T20:15:00Z") == "2026-12-10T09:00:00Z");
}

TEST_CASE("what is no moment is refused") {
    for (const char* text : {"",
                             "ship-by",
                             "shipby - 2d",
                             "ship_by - ",
                             "ship_by - 2",
                             "ship_by 2d",
                             "- 2d",
                             "ship_by - 2d at 25:00",
                             "ship_by - 2d at",
                             "ship_by - 2d at 9",
                             "ship_by - 2d - 1d",
                             "ship_by -- 2d",
                             "ship_by at 9:60"}) {
        CAPTURE(text);
        CHECK(!notify::parse_moment(text));
    }
}

TEST_CASE("a time of the day is hours and two digits of minutes") {
    CHECK(notify::parse_time_of_day("9:05") == hours{9} + std::chrono::minutes{5});
    CHECK(notify::parse_time_of_day("00:00") == hours{0});
    for (const char* text :
         {"24:00", "9:60", "9", ":30", "9:5", "009:00", "9:5a", "-9:00", "9:005"}) {
        CAPTURE(text);
        CHECK(!notify::parse_time_of_day(text));
    }
}

TEST_CASE("what falls into quiet hours waits for their end") {
    const Quiet night{hours{21}, hours{8}};
    CHECK(past_quiet("2026-11-22T12:00:00Z", night) == "2026-11-22T12:00:00Z");
    CHECK(past_quiet("2026-11-22T20:00:00Z", night) == "2026-11-23T07:00:00Z"); // 21:00 in Berlin
    CHECK(past_quiet("2026-11-22T19:59:59Z", night) == "2026-11-22T19:59:59Z");
    CHECK(past_quiet("2026-11-23T06:59:59Z", night) == "2026-11-23T07:00:00Z");
    CHECK(past_quiet("2026-11-23T07:00:00Z", night) == "2026-11-23T07:00:00Z");
    const Quiet lunch{hours{12}, hours{13}};
    CHECK(past_quiet("2026-11-22T11:30:00Z", lunch) == "2026-11-22T12:00:00Z");
    CHECK(past_quiet("2026-11-22T12:00:00Z", lunch) == "2026-11-22T12:00:00Z");
}

TEST_CASE("quiet hours end on the shop's clock in nights that are shorter or longer") {
    const Quiet night{hours{21}, hours{8}};
    CHECK(past_quiet("2026-03-28T21:00:00Z", night) == "2026-03-29T06:00:00Z");
    CHECK(past_quiet("2026-10-24T21:00:00Z", night) == "2026-10-25T07:00:00Z");
    const Quiet to_gap{hours{23}, hours{2} + std::chrono::minutes{30}};
    CHECK(past_quiet("2026-03-28T23:00:00Z", to_gap) == "2026-03-29T01:30:00Z");
}
