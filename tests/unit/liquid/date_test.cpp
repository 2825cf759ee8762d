// SPDX-License-Identifier: MIT
#include "rendering.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;
using namespace etsyorder::liquid_tests;

namespace {

std::string dated(const std::string& input, const std::string& format, const char* zone = nullptr) {
    auto options = lenient();
    options.surroundings.now = base::from_utc_seconds(1'763'899'200); // 2025-11-23T12:00:00Z
    if (zone != nullptr) {
        options.surroundings.zone = base::Zone::named(zone);
    }
    return shown("{{ " + input + " | date: '" + format + "' }}", some_data(), options);
}

} // namespace

TEST_CASE("dates are read as people write them") {
    for (const char* const written : {"'March 14, 2016'",
                                      "'14 March 2016'",
                                      "'2016-03-14'",
                                      "'2016/3/14'",
                                      "'14.3.2016'",
                                      "'14/03/2016'",
                                      "'Mon, 14 Mar 2016 00:00:00 GMT'",
                                      "'14th of march 2016'",
                                      "'20160314T000000'",
                                      "'14-Mar-2016'",
                                      "1457913600",
                                      "'1457913600'",
                                      "'2016-03-14T00:00:00Z'"}) {
        CAPTURE(written);
        CHECK(dated(written, "%Y-%m-%d") == "2016-03-14");
    }
    CHECK(dated("'5 July'", "%F") == "2025-07-05");
    CHECK(dated("'10:30pm'", "%F %R") == "2025-11-23 22:30");
    CHECK(dated("'now'", "%F %T") == "2025-11-23 12:00:00");
    CHECK(dated("'today'", "%F") == "2025-11-23");
}

TEST_CASE("what is no date is shown as it is") {
    CHECK(dated("'soon'", "%F") == "soon");
    CHECK(dated("'2016-13-01'", "%F") == "2016-13-01");
    CHECK(dated("'30 February 2016'", "%F") == "30 February 2016");
    CHECK(dated("none", "%F") == "");
    CHECK(dated("1.5", "%F") == "1.5");
    CHECK(dated("'2016-03-14'", "") == "2016-03-14");
    CHECK(shown("{{ 'now' | date: '%F' }}") == "now"); // the caller gave no clock
}

TEST_CASE("a date is shown in the caller's zone, unless it says its own") {
    CHECK(dated("1469998800", "%F %R %z", "Europe/Berlin") == "2016-07-31 23:00 +0200");
    CHECK(dated("'2016-01-01 10:00'", "%R %:z %s", "Europe/Berlin") == "10:00 +01:00 1451638800");
    CHECK(dated("'2016-01-01 10:00 -0500'", "%R %z", "Europe/Berlin") == "10:00 -0500");
    CHECK(dated("0", "%Z %z") == "UTC +0000");
}

TEST_CASE("all directives, with padding, width and case") {
    CHECK(dated("0", "%a %A %b %B %d %e %j %u %w %U %W %V %G %g %y %C") ==
          "Thu Thursday Jan January 01  1 001 4 4 00 00 01 1970 70 70 19");
    CHECK(dated("'2016-03-04 15:06:07'", "%H %I %k %l %M %S %p %P %L %N %s") ==
          "15 03 15  3 06 07 PM pm 000 000000000 1457103967");
    CHECK(dated("'2016-03-04 15:06:07'", "%c|%x|%X|%D|%F|%T|%R|%r|%v") ==
          "Fri Mar  4 15:06:07 2016|03/04/16|15:06:07|03/04/16|2016-03-04|15:06:07|15:06|03:06:07 "
          "PM| 4-MAR-2016");
    CHECK(dated("0", "%-d %_m %^b %#p %10Y %5d %% %n%t|") ==
          "1  1 JAN am 0000001970 00001 % \n\t|");
    CHECK(dated("0", "%Q %") == "%Q %");
}
