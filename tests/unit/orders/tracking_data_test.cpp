// SPDX-License-Identifier: MIT
// The test numbers that others collected of each carrier, where somebody has them:
// ETSYORDER_TRACKING_DATA names the folder of JSON files (jkeen/tracking_number_data).
#include "orders/tracking_number.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

using namespace etsyorder;
using orders::CheckDigit;
using Json = nlohmann::json;

namespace {

// Which of our carriers a file is about. S10 is every post's.
const std::map<std::string, std::set<std::string>> kCarriersOf{
    {"amazon", {"amazon"}},
    {"canada_post", {"canada-post"}},
    {"canpar", {"canpar"}},
    {"dhl", {"dhl", "dhl-global-mail", "dhl-germany"}},
    {"dpd", {"dpd"}},
    {"fedex", {"fedex"}},
    {"gofo", {"gofo"}},
    {"landmark", {"landmark-global"}},
    {"lasership", {"lasership"}},
    {"ontrac", {"ontrac"}},
    {"purolator", {"purolator"}},
    {"s10", {}},
    {"speedee", {"speedee"}},
    {"ups", {"ups"}},
    {"usps", {"usps"}},
    {"yodel", {"yodel"}},
    {"yunexpress", {"yunexpress"}},
};
const std::string kFreight = "old_dominion"; // pallets: no parcel of a small shop goes by it

std::vector<std::string> numbers(const Json& courier, const char* which) {
    std::vector<std::string> all;
    for (const auto& format : courier.at("tracking_numbers")) {
        const auto found = format.at("test_numbers").find(which);
        if (found != format.at("test_numbers").end()) {
            for (const auto& number : *found) {
                all.push_back(number.get<std::string>());
            }
        }
    }
    return all;
}

// Is there a candidate of that courier whose digit is not wrong?
bool accepted(const std::string& number, const std::string& courier) {
    const auto read = orders::read_tracking(number, {});
    if (!read) {
        return false;
    }
    const auto& own = kCarriersOf.at(courier);
    return std::any_of(
        read->candidates.begin(), read->candidates.end(), [&](const orders::TrackingCandidate& c) {
            return c.check != CheckDigit::wrong &&
                   (courier == "s10" ? c.is_post : own.contains(c.slug));
        });
}

} // namespace

TEST_CASE("the numbers that ETSYORDER_TRACKING_DATA names are found with their carriers") {
    const char* const folder = std::getenv("ETSYORDER_TRACKING_DATA");
    if (folder == nullptr) {
        MESSAGE("skipped: ETSYORDER_TRACKING_DATA names no folder of numbers");
        return;
    }
    int valid = 0;
    int invalid = 0;
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
        if (file.path().extension() != ".json") {
            continue;
        }
        std::ifstream in(file.path());
        const auto courier = Json::parse(in);
        const auto code = courier.at("courier_code").get<std::string>();
        if (code == kFreight) {
            continue;
        }
        CAPTURE(code);
        REQUIRE(kCarriersOf.contains(code));
        const auto good = numbers(courier, "valid");
        const std::set<std::string> good_too(good.begin(), good.end());
        for (const auto& number : good) {
            CAPTURE(number);
            CHECK(accepted(number, code));
            ++valid;
        }
        for (const auto& number : numbers(courier, "invalid")) {
            if (good_too.contains(number)) {
                continue; // not in this format, but in another one of the same carrier
            }
            CAPTURE(number);
            CHECK_FALSE(accepted(number, code));
            ++invalid;
        }
    }
    CHECK(valid > 100);
    CHECK(invalid > 50);
}
