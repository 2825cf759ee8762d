// SPDX-License-Identifier: MIT
#include "orders/tracking_number.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace etsyorder;

namespace {

orders::TrackingNumber read(std::string_view typed, const orders::ShippedBetween& between) {
    const auto result = orders::read_tracking(typed, between);
    REQUIRE_MESSAGE(result.has_value(), typed);
    return *result;
}

} // namespace

TEST_CASE("numbers that were pasted together are not made one") {
    const std::string ups = "1Z12345E0205271686";
    const std::string post = "LX473124829GB";
    const std::string usps = "9405500206790001234566";
    for (const auto& typed :
         {ups + " " + ups,
          ups + "\n1Z12345E0305271697",
          ups + "\r\n" + post,
          ups + ", " + post,
          ups + "," + post,
          ups + ";" + post,
          ups + " / " + post,
          post + " " + post,
          post + " LX473124828GB", // with a slip
          ups + " " + ups + " " + ups,
          usps + " " + usps,
          "UPS: " + ups + "\nRoyal Mail: " + post,
          "Tracking: " + ups + " " + post,
          std::string("1Z 123 45E 02 0527 1686 1Z 123 45E 02 0527 1686"),
          std::string("TBA123456789012 TBA123456789013"),
          std::string("AB12345678 AB12345679"),
          std::string("AB-1234567, AB-1234568"),
          "https://www.ups.com/track?tracknum=" + ups + " https://ups.com/" + ups,
          "https://tools.usps.com/go/TrackConfirmAction?tLabels=" + usps +
              ",9405500206790001234573",
          "https://tools.usps.com/go/TrackConfirmAction?tLabels=" + usps +
              "%2C9405500206790001234573"}) {
        CAPTURE(typed);
        const auto result = orders::read_tracking(typed, {"US", "US"});
        REQUIRE_FALSE(result.has_value());
        CHECK(result.error() == orders::TrackingProblem::several);
    }
}

TEST_CASE("one number in groups, with a label or with a slip is one number") {
    for (const std::string typed : {"9405 5002 0679 0001 2345 66",
                                    "9405 5002 0679 0001 2345 67",
                                    "9405500206 790001234566",
                                    "420 12345 9405 5002 0679 0001 2345 66",
                                    "420123456789 9405500206790001234566",
                                    "LX 473 124 829 GB",
                                    "Order 3512345678: 1Z12345E0205271686",
                                    "Tracking number:\n1Z12345E0205271686",
                                    "1Z 999 AA1 01 2345 6785",
                                    "abc-77 12345678",
                                    "1LS7119013618127-1"}) {
        CAPTURE(typed);
        CHECK(orders::read_tracking(typed, {"US", "US"}).has_value());
    }
}

TEST_CASE("a carrier's whole number with something beside it is told apart from a number") {
    const auto within = [](const std::string& typed) {
        const auto found = read(typed, {"US", "US"}).within;
        return found ? found->number : "";
    };
    const std::string usps = "9405500206790001234566";
    CHECK(within(usps + " 12345678") == usps);
    CHECK(within("9405 5002 0679 0001 2345 66 12345678") == usps);
    CHECK(within(usps + "-12345678") == usps);
    CHECK(within("USPS " + usps) == usps);
    CHECK(within("2 x 9405-5002-0679-0001-2345-66") == usps);
    CHECK(within("42090210 " + usps + " Box 2") == usps);
    CHECK(within("LX473124829GB 20261122") == "LX473124829GB");
    CHECK(within("LX473124828GB 20261122") == "LX473124828GB"); // with a slip
    CHECK(within("LX 473 124 829 GB\xC2\xA0"
                 "2") == "LX473124829GB");
    CHECK(within("1Z12345E0205271686 FedEx 2Day 12345678") == "1Z12345E0205271686");
    CHECK(within("Parcel: 1Z12345E0205271686 2Day") == "1Z12345E0205271686");
    CHECK(within("https://www.ups.com/track?tracknum=1Z12345E0205271686%202Day") ==
          "1Z12345E0205271686");
    CHECK(within("9405500206790001234567 12345678") == "9405500206790001234567"); // with a slip
    CHECK(within("Box 2 1Z 12345E 02 0527 1687") == "1Z12345E0205271687");
    for (const std::string whole : {"9405 5002 0679 0001 2345 66",
                                    "9405-5002-0679-0001-2345-66",
                                    "420 12345 9405 5002 0679 0001 2345 66",
                                    "Order 3512345678: 1Z12345E0205271686",
                                    "USPS: 9405500206790001234566",
                                    "#1Z 123 45E 02 0527 1686",
                                    "9405 5002 0679 0001 2345 67", // with a slip
                                    "774455667782 12345678",       // nobody's by its beginning
                                    "abc-77 12345678"}) {
        CAPTURE(whole);
        CHECK(within(whole).empty());
    }
}

TEST_CASE("a number that is kept as it was typed is on one line") {
    CHECK(orders::read_tracking("ab\ncd\t12", {"US", "US"})->number == "ab cd 12");
}
