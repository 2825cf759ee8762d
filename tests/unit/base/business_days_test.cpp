// SPDX-License-Identifier: MIT
#include "base/business_days.hpp"

#include <doctest/doctest.h>

using namespace etsyorder::base;

namespace {

Date november(unsigned day) {
    return std::chrono::year{2026} / std::chrono::November / std::chrono::day{day};
}

std::string after(Date start, int days) {
    const auto day = BusinessDays().after(start, days);
    return day ? format_date(*day) : "";
}

} // namespace

TEST_CASE("working days leave out Saturday and Sunday") { // 2026-11-23 is a Monday
    CHECK(BusinessDays().between(november(23), november(23)) == 0);
    CHECK(BusinessDays().between(november(23), november(24)) == 1);
    CHECK(BusinessDays().between(november(23), november(27)) == 4);
    CHECK(BusinessDays().between(november(23), november(28)) == 4);
    CHECK(BusinessDays().between(november(23), november(30)) == 5);
    CHECK(BusinessDays().between(november(21), november(22)) == 0);
    CHECK(BusinessDays().between(november(21), november(23)) == 1);
    CHECK(BusinessDays().between(november(23), november(20)) == -1);
    CHECK(BusinessDays().between(november(23), november(22)) == 0);
    CHECK(BusinessDays().between(november(22), november(20)) == -1);
    CHECK(BusinessDays().between(november(23), november(9)) == -10);
}

TEST_CASE("a day some working days away is a working day") {
    CHECK(after(november(23), 1) == "2026-11-24");
    CHECK(after(november(23), 5) == "2026-11-30");
    CHECK(after(november(27), 1) == "2026-11-30");
    CHECK(after(november(28), 1) == "2026-11-30");
    CHECK(after(november(29), 1) == "2026-11-30");
    CHECK(after(november(28), -1) == "2026-11-27");
    CHECK(after(november(29), -1) == "2026-11-27");
    CHECK(after(november(23), -1) == "2026-11-20");
    CHECK(after(november(28), 5) == "2026-12-04");
    CHECK(after(november(29), -5) == "2026-11-23");
    CHECK(after(november(28), 0) == "2026-11-28");
    CHECK(after(std::chrono::year{9999} / std::chrono::December / 31, 1).empty());
    CHECK(after(std::chrono::year{1} / std::chrono::January / 1, -1).empty());
}

TEST_CASE("counting working days and going there agree") {
    for (unsigned day = 1; day <= 14; ++day) {
        for (int count = -30; count <= 30; ++count) {
            CAPTURE(day);
            CAPTURE(count);
            const auto there = BusinessDays().after(november(day), count);
            REQUIRE(there);
            CHECK(BusinessDays().between(november(day), *there) == count);
        }
    }
}

TEST_CASE("holidays are no working days") { // the 25th is a Wednesday, the 28th a Saturday
    const BusinessDays days({november(26), november(25), november(25), november(28)});
    CHECK(days.is_free(november(25)));
    CHECK(days.is_free(november(29)));
    CHECK_FALSE(days.is_free(november(24)));
    CHECK(days.between(november(24), november(27)) == 1);
    CHECK(days.between(november(27), november(24)) == -1);
    CHECK(days.between(november(25), november(26)) == 0);
    CHECK(days.after(november(24), 1) == november(27));
    CHECK(days.after(november(25), 1) == november(27));
    CHECK(days.after(november(27), -1) == november(24));
    CHECK(days.after(november(24), 2) == november(30));
    CHECK(days.after(november(25), 0) == november(25));
}

TEST_CASE("counting and going there agree across holidays too") {
    const BusinessDays days({november(2), november(3), november(11), november(12), november(30)});
    for (unsigned day = 1; day <= 30; ++day) {
        for (int count = -20; count <= 20; ++count) {
            CAPTURE(day);
            CAPTURE(count);
            const auto there = days.after(november(day), count);
            REQUIRE(there);
            CHECK(days.between(november(day), *there) == count);
        }
    }
}
