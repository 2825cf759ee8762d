// SPDX-License-Identifier: MIT
#include "imports/reviews_file.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>

using namespace etsyorder;
using namespace std::chrono_literals;

TEST_CASE("reviews are read with their stars, days and words") {
    const auto file = imports::read_reviews(
        "\xef\xbb\xbf[{\"reviewer\":\"Sign in with Apple user\",\"date_reviewed\":\"09/30/2026\","
        "\"star_rating\":5,\"message\":\"It\\u2019s &quot;lovely&quot;\",\"order_id\":3512345678},"
        "{\"reviewer\":\"ann\",\"date_reviewed\":\"10/01/2026\",\"star_rating\":1,"
        "\"message\":\"Revised: fine\\n\\nBroken\",\"order_id\":7,\"more\":[1]}]");
    REQUIRE(file);
    REQUIRE(file->reviews.size() == 2);
    CHECK(file->bad.empty());
    CHECK(file->reviews[0] == orders::FileReview{3512345678,
                                                 "Sign in with Apple user",
                                                 5,
                                                 "It\xe2\x80\x99s \"lovely\"",
                                                 2026y / 9 / 30});
    CHECK(file->reviews[1].message == "Revised: fine\n\nBroken");
    CHECK(file->reviews[1].rating == 1);
}

TEST_CASE("a bad review is named by its place, and the others are read") {
    const std::string good =
        R"({"reviewer":"a","date_reviewed":"1/2/2026","star_rating":4,"message":null,"order_id":5})";
    const auto file = imports::read_reviews(
        "[7," + good + R"(,{"order_id":"x"},{"order_id":-1,"star_rating":5},)" +
        R"({"order_id":5,"star_rating":6},{"order_id":5,"star_rating":4.5},)" +
        R"({"order_id":5,"star_rating":4,"date_reviewed":"31/31/2026"},)" +
        R"({"order_id":5,"star_rating":4,"date_reviewed":"1/2/2026","message":[]},)" +
        R"({"order_id":18446744073709551615,"star_rating":5},)" + good + "]");
    REQUIRE(file);
    CHECK(file->reviews.size() == 2);
    CHECK(file->entries == std::vector<std::size_t>{2, 10});
    REQUIRE(file->bad.size() == 8);
    CHECK(file->bad[0].entry == 1);
    CHECK(file->bad[0].why == "it is no review but something else");
    CHECK(file->bad[1].why == "order_id is no order number");
    CHECK(file->bad[2].why == "order_id is no order number");
    CHECK(file->bad[3].why == "star_rating is no number from 1 to 5");
    CHECK(file->bad[4].why == "star_rating is no number from 1 to 5");
    CHECK(file->bad[5].why == "date_reviewed is no date such as 09/30/2026");
    CHECK(file->bad[6].why == "message is no text, or one of more than 64 KiB");
    CHECK(file->bad[7].why == "order_id is no order number");
}

TEST_CASE("hostile JSON is refused with a reason") {
    CHECK(imports::read_reviews(std::string(1'000'000, '[')).error() ==
          "it has brackets more than 16 deep");
    CHECK(imports::read_reviews("[{\"a\":1").error() == "it is cut off: its end is missing");
    CHECK(imports::read_reviews("[\"\xff\"]").error().starts_with("it is no JSON, from byte "));
    CHECK_FALSE(imports::is_cut_off("[1e999"));
    CHECK(imports::read_reviews("[1e999]").error() == "it has a number beyond all bounds");
    CHECK(imports::read_reviews("").error() == "it is cut off: its end is missing");
    CHECK(imports::read_reviews("[]").value().reviews.empty());
    CHECK(imports::read_reviews("{}").error() == "it is JSON, but no list of reviews");
    CHECK(imports::read_reviews(std::string(imports::kMaxReviewsFile + 1, ' ')).error() ==
          "it is larger than 32 MiB, which no reviews.json is");
    CHECK(imports::read_reviews("[]")->reviews.empty());
}

TEST_CASE("reviews.json is told from other JSON by its first entry") {
    CHECK(imports::looks_like_reviews(" [ {\"reviewer\":\"a\",\"star_rating\":5,\"order_id\":1"));
    CHECK_FALSE(imports::looks_like_reviews("[{\"order\":1}]"));
    CHECK_FALSE(imports::looks_like_reviews("order_id,star_rating\n"));
}
