// SPDX-License-Identifier: MIT
#include "etsy/catalogue_reader.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;
using etsy::WireError;

TEST_CASE("a shop is read with its name decoded, the rest kept as it came") {
    const auto shop = etsy::read_shop(
        R"({"shop_id":7,"shop_name":"Tom&#39;s","title":null,"currency_code":"EUR","user_id":9,"new":[1]})");
    REQUIRE(shop.has_value());
    CHECK(shop->id.value() == 7);
    CHECK(shop->name == "Tom's");
    CHECK(shop->title.empty());
    CHECK(shop->currency == "EUR");
    CHECK(shop->owner_user_id == 9);
    CHECK(shop->raw.find("\"new\":[1]") != std::string::npos);
}

TEST_CASE("a listing is read with its images and its questions in order") {
    const auto page = etsy::read_listings(
        R"({"count":3,"results":[{"listing_id":5,"title":"A &amp; B","state":"active","is_personalizable":true,)"
        R"("images":[{"listing_image_id":1,"rank":2,"url_570xN":"u","url_fullxfull":"f","alt_text":null}, null],)"
        R"("personalization":{"personalization_questions":[{"question_id":8,"question_text":"Name?","question_type":"dropdown",)"
        R"("required":true,"max_allowed_characters":12,"options":[{"option_id":1,"label":"Red &amp; blue"}]}]}},)"
        R"({"title":"without a number"}, 17]})");
    REQUIRE(page.has_value());
    CHECK(page->count == 3);
    CHECK(page->size == 3);
    REQUIRE(page->things.size() == 1);
    const auto& listing = page->things[0];
    CHECK(listing.title == "A & B");
    CHECK(listing.is_personalizable);
    REQUIRE(listing.images.size() == 1);
    CHECK(listing.images[0].rank == 2);
    CHECK(listing.images[0].url_full == "f");
    REQUIRE(listing.questions.size() == 1);
    CHECK(listing.questions[0].id == 8);
    CHECK(listing.questions[0].is_required);
    CHECK(listing.questions[0].max_characters == 12);
    CHECK(listing.questions[0].options == std::vector<std::string>{"Red & blue"});
}

TEST_CASE("the same listing has the same hash, whatever the order of its keys") {
    const auto hash = [](const char* body) {
        return etsy::read_listings(body)->things.at(0).content_hash;
    };
    CHECK(hash(R"({"results":[{"listing_id":5,"title":"A"}]})") ==
          hash(R"({"results":[{"title":"A", "listing_id":5}]})"));
    CHECK(hash(R"({"results":[{"listing_id":5,"title":"A"}]})") !=
          hash(R"({"results":[{"listing_id":5,"title":"B"}]})"));
}

TEST_CASE("a review is read, and one with an absurd time does not break the calendar") {
    const auto page = etsy::read_reviews(
        R"({"count":2,"results":[{"transaction_id":3,"rating":5,"review":"Nice &lt;3","create_timestamp":1795000000,)"
        R"("updated_timestamp":1795000001},{"transaction_id":4,"rating":1,"review":null,)"
        R"("created_timestamp":9223372036854775807,"updated_timestamp":-5}]})");
    REQUIRE(page.has_value());
    REQUIRE(page->things.size() == 2);
    CHECK(page->things[0].review == "Nice <3");
    CHECK(page->things[0].created_at.time_since_epoch().count() == 1795000000);
    CHECK(page->things[1].created_at.time_since_epoch().count() == 253'402'300'799);
    CHECK(page->things[1].updated_at.time_since_epoch().count() == 0);
}

TEST_CASE("bytes that are no UTF-8 do not stop a page of listings") {
    const auto page = etsy::read_listings("{\"results\":[{\"listing_id\":5,\"title\":\"A\xff\"}]}");
    REQUIRE(page.has_value());
    CHECK(page->things.at(0).title == "A\xef\xbf\xbd");
}

TEST_CASE("what is no catalogue is refused with its reason") {
    CHECK(etsy::read_listings("").error().kind == WireError::Kind::not_json);
    CHECK(etsy::read_listings("<html>").error().kind == WireError::Kind::not_json);
    CHECK(etsy::read_listings(R"({"count":1,"results":[{"li)").error().kind ==
          WireError::Kind::cut_short);
    CHECK(etsy::read_listings(R"({"error":"x"})").error().kind == WireError::Kind::wrong_shape);
    CHECK(etsy::read_shop(R"({"count":1})").error().kind == WireError::Kind::wrong_shape);
    CHECK(etsy::read_reviews("[]").error().kind == WireError::Kind::wrong_shape);
}

TEST_CASE("views and favourites are no change of a listing, its title is") {
    const auto hash = [](const std::string& fields) {
        return etsy::read_listings(R"({"count":1,"results":[{"listing_id":1,)" + fields + "}]}")
            .value()
            .things.at(0)
            .content_hash;
    };
    CHECK(hash(R"("title":"Sign","views":1)") ==
          hash(R"("title":"Sign","views":2,"num_favorers":3)"));
    CHECK(hash(R"("title":"Sign")") != hash(R"("title":"Signs")"));
}

TEST_CASE("JSON nested without end is read in constant stack") {
    const std::string deep(1'000'000, '[');
    const std::string end(1'000'000, ']');
    const auto shop = etsy::read_shop(R"({"shop_id":5,"shop_name":"A","x":)" + deep + end + "}");
    REQUIRE(shop.has_value());
    CHECK(shop->raw.size() < 1000);
}
