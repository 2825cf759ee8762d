// SPDX-License-Identifier: MIT
#include "notify/cron_line.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace etsyorder;
using notify::CronLine;

namespace {

using Times = std::vector<std::string>;

// The next times on Berlin's clock, in UTC.
Times next_of(const char* line, const char* after, int count) {
    const auto zone = base::Zone::named("Europe/Berlin");
    const auto cron = CronLine::parse(line);
    REQUIRE(cron);
    Times times;
    auto time = *base::parse_instant(after);
    for (int i = 0; i < count; ++i) {
        time = cron->next(time, zone).value();
        times.push_back(base::format_instant(time));
    }
    return times;
}

std::string wrong(const char* line) {
    const auto cron = CronLine::parse(line);
    return cron ? "right" : cron.error();
}

} // namespace

TEST_CASE("a line comes on its days at its time") { // 2026-11-20 is a Friday
    CHECK(next_of("0 9 * * mon-fri", "2026-11-20T08:00:00Z", 2) ==
          Times{"2026-11-23T08:00:00Z", "2026-11-24T08:00:00Z"});
    CHECK(next_of("30 8,17 * * *", "2026-11-20T07:29:59Z", 3) ==
          Times{"2026-11-20T07:30:00Z", "2026-11-20T16:30:00Z", "2026-11-21T07:30:00Z"});
    CHECK(next_of("*/20 22-23 * * *", "2026-11-20T22:20:00Z", 2) ==
          Times{"2026-11-20T22:40:00Z", "2026-11-21T21:00:00Z"});
    CHECK(next_of("0 0 1 JAN *", "2026-11-20T00:00:00Z", 1) == Times{"2026-12-31T23:00:00Z"});
}

TEST_CASE("seven is Sunday as zero is, also at the end of a range") {
    const Times sunday{"2026-11-22T05:00:00Z", "2026-11-29T05:00:00Z"};
    CHECK(next_of("0 6 * * 0", "2026-11-20T00:00:00Z", 2) == sunday);
    CHECK(next_of("0 6 * * 7", "2026-11-20T00:00:00Z", 2) == sunday);
    CHECK(next_of("0 6 * * sat-7", "2026-11-20T00:00:00Z", 2)[1] == sunday[0]);
}

TEST_CASE("where both days are restricted, either one does") {
    CHECK(next_of("0 6 24 * mon", "2026-11-20T00:00:00Z", 3) ==
          Times{"2026-11-23T05:00:00Z", "2026-11-24T05:00:00Z", "2026-11-30T05:00:00Z"});
}

TEST_CASE(
    "a time that the spring night skips comes as much later as clocks are set forward, once") {
    CHECK(next_of("30 2 * * *", "2026-03-28T12:00:00Z", 2) ==
          Times{"2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z"});
    CHECK(next_of("*/30 * * * *", "2026-03-29T00:00:00Z", 4) == Times{"2026-03-29T00:30:00Z",
                                                                      "2026-03-29T01:00:00Z",
                                                                      "2026-03-29T01:30:00Z",
                                                                      "2026-03-29T02:00:00Z"});
}

TEST_CASE("a time that the autumn night has twice comes the first time") {
    CHECK(next_of("30 2 * * *", "2026-10-24T12:00:00Z", 2) ==
          Times{"2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"});
    CHECK(next_of("30 2 * * *", "2026-10-25T01:10:00Z", 1) == Times{"2026-10-26T01:30:00Z"});
}

TEST_CASE("the 29th of February is waited for, over a century without one too") {
    CHECK(next_of("0 12 29 2 *", "2097-01-01T00:00:00Z", 1) == Times{"2104-02-29T11:00:00Z"});
}

TEST_CASE("a day that never comes is refused") {
    CHECK(wrong("0 0 31 2 *") == "no day is ever like that");
    CHECK(wrong("0 0 30 feb *") == "no day is ever like that");
    CHECK(wrong("0 0 31 4,6,9,11 *") == "no day is ever like that");
    CHECK(wrong("0 0 31 2 mon") == "right"); // Mondays in February
}

TEST_CASE("what is no line is refused, with the field that is wrong") {
    CHECK(wrong("") == wrong("0 9 * *"));
    CHECK(wrong("0 9 * * * *").find("five fields") != std::string::npos);
    CHECK(wrong("60 9 * * *").find("\"60\" is no minute: 0 to 59") == 0);
    CHECK(wrong("0 24 * * *").find("\"24\" is no hour") == 0);
    CHECK(wrong("0 0 0 * *").find("\"0\" is no day of the month") == 0);
    CHECK(wrong("0 0 * 13 *").find("\"13\" is no month") == 0);
    CHECK(wrong("0 0 * * 8").find("\"8\" is no day of the week") == 0);
    for (const char* line : {"-1 0 * * *",
                             "1- 0 * * *",
                             "5-1 0 * * *",
                             "*/0 0 * * *",
                             "1,,2 0 * * *",
                             "5/15 0 * * *",
                             "* * * * mo",
                             "@daily",
                             "a b c d e",
                             "1, 0 * * *",
                             "99999999999999999999 0 * * *",
                             "*/-2 0 * * *"}) {
        CAPTURE(line);
        CHECK(wrong(line) != "right");
    }
}
