// SPDX-License-Identifier: MIT
#include "orders/check_digit.hpp"
#include "orders/tracking_formats.hpp"
#include "orders/tracking_number.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace etsyorder;
using orders::CheckDigit;
using orders::Settled;
using orders::ShippedBetween;

namespace {

orders::TrackingNumber read(std::string_view typed, const ShippedBetween& between = {}) {
    const auto result = orders::read_tracking(typed, between);
    REQUIRE_MESSAGE(result.has_value(), typed);
    return *result;
}

Settled settled(std::string_view typed, const ShippedBetween& between = {}) {
    return orders::settle_carrier(read(typed, between), nullptr);
}

std::string only_slug(std::string_view typed, const ShippedBetween& between = {}) {
    const auto result = settled(typed, between);
    CHECK_MESSAGE(result.kind == Settled::Kind::one, typed);
    return result.candidates.front().slug;
}

std::set<std::string> slugs(const Settled& settled) {
    std::set<std::string> found;
    for (const auto& candidate : settled.candidates) {
        found.insert(candidate.slug);
    }
    return found;
}

} // namespace

TEST_CASE("the carrier is known from the number, and its digit is right") {
    struct Case {
        const char* number;
        const char* slug;
        const char* shop;
    };
    for (const auto& one : {Case{"9405500206790001234566", "usps", "US"},
                            {"1Z12345E0205271686", "ups", "US"},
                            {"774455667781", "fedex", "US"},
                            {"LX473124829US", "usps", ""},
                            {"LX473124829GB", "royal-mail", ""},
                            {"RR473124829DE", "deutsch-post", ""},
                            {"1000002000034563", "canada-post", "CA"},
                            {"330001112227", "purolator", "CA"},
                            {"1234567891", "dhl", "US"},
                            {"00340434123456789012", "dhl-germany", "US"},
                            {"C11030000123456", "ontrac", "US"},
                            {"00373000012345678900", "postnord", "DK"},
                            {"01505012345678N", "dpd", "FR"}}) {
        CAPTURE(one.number);
        const auto result = settled(one.number, {one.shop, ""});
        CHECK(result.kind == Settled::Kind::one);
        CHECK(result.candidates.front().slug == one.slug);
        CHECK(result.candidates.front().check == CheckDigit::right);
    }
}

TEST_CASE("one wrong digit is seen in every such number") {
    for (const std::string number : {"9405500206790001234566",
                                     "1Z12345E0205271686",
                                     "LX473124829US",
                                     "00340434123456789012",
                                     "C11030000123456"}) {
        for (std::size_t at = number.size() - 6; at < number.size(); ++at) {
            auto slip = number;
            if (slip[at] < '0' || slip[at] > '9') {
                continue;
            }
            slip[at] = slip[at] == '9' ? '0' : static_cast<char>(slip[at] + 1);
            CAPTURE(slip);
            CHECK(settled(slip, {"US", "US"}).kind == Settled::Kind::wrong);
        }
    }
}

TEST_CASE("numbers without a check digit are known by their beginning") {
    CHECK(only_slug("TBA123456789012") == "amazon");
    CHECK(only_slug("3SABCD1234567") == "postnl");
    CHECK(only_slug("3SABCD1234567", {"NL", "DE"}) == "postnl-3s");
    CHECK(only_slug("H00HYA0012345678") == "hermes");
    CHECK(only_slug("H1000270000123456789") == "hermes-de");
    CHECK(only_slug("JJD0001234567890123") == "yodel");
    CHECK(only_slug("YT1234567890123456") == "yunexpress");
    CHECK(only_slug("LTN12345678N1") == "landmark-global");
    CHECK(only_slug("GFUS12345678901234") == "gofo");
}

TEST_CASE("a number in the format of no carrier is kept as it was typed") {
    const auto result = settled("  abc-77 ");
    CHECK(result.kind == Settled::Kind::unknown);
    CHECK(result.candidates.front().slug == "other");
    CHECK(result.candidates.front().number == "abc-77");
    CHECK(result.candidates.front().link.empty());
}

TEST_CASE("spaces, dashes, dots and small letters are how people write numbers") {
    const auto plain = settled("1Z12345E0205271686").candidates.front();
    for (const auto* typed : {"1z 123 45e 02 0527 1686",
                              "\t1Z-12345E-02-0527-1686\r\n",
                              "1Z.12345E.0205271686",
                              "\xC2\xA0"
                              "1Z12345E\xE2\x80\x8B"
                              "0205271686\xEF\xBB\xBF",
                              "1Z12345E\xE2\x80\x93"
                              "0205271686",
                              "Tracking number: 1Z12345E0205271686",
                              "#1Z12345E0205271686"}) {
        CAPTURE(typed);
        CHECK(settled(typed).candidates.front() == plain);
    }
}

TEST_CASE("the number is found in the address of a carrier's page") {
    struct Case {
        const char* address;
        const char* slug;
        const char* number;
    };
    for (const auto& one :
         {Case{"https://www.ups.com/track?loc=en_US&tracknum=1Z12345E0205271686&requester=WT/",
               "ups",
               "1Z12345E0205271686"},
          {"https://tools.usps.com/go/TrackConfirmAction?tLabels=9405500206790001234566%2C",
           "usps",
           "9405500206790001234566"},
          {"https://www.royalmail.com/track-your-item#/tracking-results/LX473124829GB",
           "royal-mail",
           "LX473124829GB"},
          {"https://www.fedex.com/fedextrack/"
           "?trknbr=774455667781&trkqual=2459123000~774455667781~FX",
           "fedex",
           "774455667781"},
          {"www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?idc=00340434123456789012",
           "dhl-germany",
           "00340434123456789012"},
          {"https://track.amazon.com/tracking/TBA123456789012", "amazon", "TBA123456789012"}}) {
        CAPTURE(one.address);
        const auto result = settled(one.address);
        CHECK(result.kind == Settled::Kind::one);
        CHECK(result.candidates.front().slug == one.slug);
        CHECK(result.candidates.front().number == one.number);
    }
}

TEST_CASE("the page that an address is of says which of several carriers it is") {
    CHECK(settled("330001110023", {"CA", "CA"}).kind == Settled::Kind::several);
    CHECK(only_slug("https://www.purolator.com/en/shipping/tracker?pin=330001110023") ==
          "purolator");
    CHECK(only_slug("https://www.fedex.com/fedextrack/?trknbr=330001110023") == "fedex");
}

TEST_CASE("an address without a number is a problem of its own") {
    const auto result = orders::read_tracking("https://www.ups.com/track?loc=en_US", {});
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error() == orders::TrackingProblem::no_number);
}

TEST_CASE("where several carriers fit, the shop's country decides as far as it can") {
    CHECK(slugs(settled("330001110023")) == std::set<std::string>{"fedex", "purolator"});
    CHECK(only_slug("330001110023", {"US", "US"}) == "fedex");
    CHECK(only_slug("01505012345678N", {"GB", "GB"}) == "dpd-uk");
    CHECK(only_slug("01505012345678N", {"DE", "FR"}) == "dpd-de");
    CHECK(only_slug("01505012345678", {"GB", "GB"}) == "dpd-uk");
    CHECK(only_slug("01505012345678", {"US", "US"}) == "dhl-global-mail");
    CHECK(settled("774455667781", {"DE", "DE"}).kind == Settled::Kind::several);
}

TEST_CASE("what a carrier's page does not take is left out of the number") {
    CHECK(settled("420 12345 9405 5002 0679 0001 2345 66").candidates.front().number ==
          "9405500206790001234566");
    CHECK(settled("420123456789 9405500206790001234566").candidates.front().number ==
          "9405500206790001234566");
    CHECK(settled("1LS7119013618127-1").candidates.front().number == "1LS7119013618127-1");
}

TEST_CASE("a carrier that somebody names is believed, but not about a wrong digit of its own") {
    const auto* ups = orders::find_carrier("UPS");
    const auto* royal_mail = orders::find_carrier("royal-mail");
    const auto* parcelforce = orders::find_carrier("parcelforce");
    REQUIRE((ups != nullptr && royal_mail != nullptr && parcelforce != nullptr));
    CHECK(orders::settle_carrier(read("1Z12345E0205271687"), ups).kind == Settled::Kind::wrong);
    CHECK(orders::settle_carrier(read("LX473124828GB"), parcelforce).kind == Settled::Kind::wrong);
    const auto mine = orders::settle_carrier(read("LX473124829GB"), parcelforce);
    CHECK(mine.kind == Settled::Kind::one);
    CHECK(mine.candidates.front().slug == "parcel-force");
    const auto foreign = orders::settle_carrier(read("AB-12"), royal_mail);
    CHECK(foreign.kind == Settled::Kind::one);
    CHECK(foreign.candidates.front().number == "AB-12");
    CHECK(foreign.candidates.front().check == CheckDigit::none);
}

TEST_CASE("a slip in a number that only one carrier has is a slip whoever is said to bring it") {
    const auto* ups = orders::find_carrier("ups");
    const auto* dhl = orders::find_carrier("dhl");
    REQUIRE((ups != nullptr && dhl != nullptr));
    for (const auto* slip : {"1Z12345E0205271687", "LX473124828GB", "RR473124828CF"}) {
        CAPTURE(slip);
        const auto other = orders::settle_other(read(slip));
        CHECK(other.kind == Settled::Kind::wrong);
        CHECK(other.candidates.front().slug == "other");
        CHECK(other.candidates.front().number == slip);
        CHECK(!other.shape_of.empty());
    }
    const auto foreign = orders::settle_carrier(read("1Z12345E0205271687"), dhl);
    CHECK(foreign.kind == Settled::Kind::wrong);
    CHECK(foreign.shape_of == "UPS");
    CHECK(foreign.candidates.front().slug == "dhl");
    CHECK(orders::settle_said(read("9405500206790001234567"), *ups).kind == Settled::Kind::wrong);
    // Twelve digits may be anybody's: their length says nothing of who has them.
    CHECK(settled("774455667782", {"US", "US"}).kind == Settled::Kind::wrong);
    const auto digits = orders::settle_other(read("774455667782", {"US", "US"}));
    CHECK(digits.kind == Settled::Kind::one);
    CHECK(digits.candidates.front().check == CheckDigit::none);
    CHECK(orders::settle_other(read("1Z12345E0205271686")).kind == Settled::Kind::one);
    CHECK(orders::settle_other(read("abc-77")).candidates.front().number == "abc-77");
    CHECK(orders::settle_other(read("Parcel: #abc-77")).candidates.front().number == "abc-77");
}

TEST_CASE("what a file says of the carrier is refined by the number, or believed") {
    const auto* dhl = orders::find_carrier("dhl");
    const auto* ups = orders::find_carrier("ups");
    REQUIRE((dhl != nullptr && ups != nullptr));
    CHECK(orders::settle_said(read("00340434123456789012"), *dhl).candidates.front().slug ==
          "dhl-germany");
    CHECK(orders::settle_said(read("1Z12345E0205271687"), *ups).kind == Settled::Kind::wrong);
    CHECK(orders::settle_said(read("AB-12"), *ups).candidates.front().slug == "ups");
    CHECK(orders::settle_said(read("9405500206790001234566"), *ups).candidates.front().slug ==
          "ups");
}

TEST_CASE(
    "a post that Etsy has no word for is \"other\", and its check digit counts all the same") {
    const auto right = settled("RR473124829CF");
    CHECK(right.kind == Settled::Kind::one);
    CHECK(right.candidates.front().slug == "other");
    CHECK(right.candidates.front().name == "the post of CF");
    CHECK(settled("RR473124828CF").kind == Settled::Kind::wrong);
    CHECK(settled("RR473124829XX").kind == Settled::Kind::unknown);
}

TEST_CASE("what is no number is refused with its reason") {
    using orders::TrackingProblem;
    const auto problem = [](std::string_view typed) {
        const auto result = orders::read_tracking(typed, {});
        REQUIRE_FALSE(result.has_value());
        return result.error();
    };
    CHECK(problem("") == TrackingProblem::empty);
    CHECK(problem("  \xC2\xA0") == TrackingProblem::empty);
    CHECK(problem(" - ") == TrackingProblem::empty);
    CHECK(problem("1Z123\x01"
                  "45") == TrackingProblem::foreign);
    CHECK(problem("Jane's parcel!") == TrackingProblem::foreign);
    CHECK(problem(std::string(61, '7')) == TrackingProblem::too_long);
}

TEST_CASE("rows of one digit are no carrier's number") {
    CHECK(settled("000000000000").kind == Settled::Kind::unknown);
    CHECK(settled("11111111111111111111").kind == Settled::Kind::unknown);
}

TEST_CASE("links lead to the carrier's page, with the number escaped") {
    const auto* usps = orders::find_carrier("usps");
    REQUIRE(usps != nullptr);
    CHECK(orders::tracking_link(*usps, "94 05&x") ==
          "https://tools.usps.com/go/TrackConfirmAction?tLabels=94%2005%26x");
    CHECK(orders::tracking_link(*usps, "").empty());
}

TEST_CASE("carriers are found by slug, by name, and in the words of an export") {
    const auto slug_in = [](std::string_view words) {
        const auto* found = orders::carrier_in_words(words);
        return found == nullptr ? std::string() : std::string(found->slug);
    };
    CHECK(orders::find_carrier("Royal Mail")->slug == "royal-mail");
    CHECK(orders::find_carrier("canadapost")->slug == "canada-post");
    CHECK(orders::find_carrier("other") == nullptr);
    CHECK(orders::carrier_of_receipt("dhl_germany")->slug == "dhl-germany");
    CHECK(orders::carrier_of_receipt("usps-first-class")->slug == "usps");
    CHECK(orders::carrier_of_receipt("uspsish") == nullptr);
    CHECK(slug_in("USPS Ground Advantage") == "usps");
    CHECK(slug_in("Royal Mail Tracked 48") == "royal-mail");
    CHECK(slug_in("DHL Paket International") == "dhl-germany");
    CHECK(slug_in("UPS® Ground") == "ups");
    CHECK(slug_in("Groups of parcels").empty());
}

TEST_CASE("the table of carriers is in order, and each format names one of them") {
    const auto all = orders::carriers();
    CHECK(std::ranges::is_sorted(all, {}, &orders::Carrier::slug));
    for (const auto& format : orders::tracking_formats()) {
        CAPTURE(format.slug);
        CHECK((format.slug.empty() || orders::find_carrier(format.slug) != nullptr));
    }
    for (const auto& carrier : all) {
        CAPTURE(carrier.slug);
        CHECK((carrier.link.empty() || carrier.link.starts_with("https://")));
        CHECK((carrier.link.empty() || carrier.link.find("{}") != std::string_view::npos));
    }
}

TEST_CASE("check digits that the carriers' own rules give") {
    using orders::CheckRule;
    CHECK(orders::check_digit(CheckRule::by_threes, "123456789012") == '8');
    CHECK(orders::check_digit(CheckRule::luhn, "7992739871") == '3');
    CHECK(orders::check_digit(CheckRule::postal_union, "47312482") == '9');
    CHECK(orders::check_digit(CheckRule::rest_of_seven, "100") == '2');
    CHECK(orders::check_digit(CheckRule::none, "100") == '\0');
    CHECK(orders::check_digit(CheckRule::luhn, "79A") == '\0');
    CHECK(orders::check_digit(CheckRule::postal_union, "4731248") == '\0');
}
