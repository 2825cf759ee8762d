// SPDX-License-Identifier: MIT
#include "etsy/receipt_feed.hpp"
#include "etsy_world.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace etsyorder;
using etsy::ReceiptFeed;
using etsy::WalkBy;
using test::kApi;

namespace {

// Receipts first .. first + size - 1 of `count`, one a second.
std::string page(int first, int size, int count) {
    std::string results;
    for (int number = first; number < first + size; ++number) {
        results += fmt::format(R"({}{{"receipt_id":{},"created_timestamp":{}}})",
                               results.empty() ? "" : ",",
                               number,
                               1'700'000'000 + number);
    }
    return fmt::format(R"({{"count":{},"results":[{}]}})", count, results);
}

std::string request(int offset) {
    return fmt::format(
        "GET {}shops/7/receipts?limit=100&offset={}&sort_on=created&sort_order=asc", kApi, offset);
}

struct Reader {
    test::EtsyWorld world;
    etsy::EnvironmentSession session{
        {"keystring", base::Secret("shared"), base::Secret("1.token"), "7"}};
    etsy::Client client{etsy::Server::etsy(), world.sender, session};
    etsy::Fetcher fetcher{client, world.sleeper};
    ReceiptFeed feed{fetcher, "shops/7/receipts", {WalkBy::created, {}, {}}};
};

} // namespace

TEST_CASE("a page is asked for before the one in front of it is read, and never twice") {
    Reader reader;
    auto& http = reader.world.http;
    http.expect(request(0)).answer(200, page(1, 100, 250));
    http.expect(request(100)).answer(200, R"({"count":250,"results":[{"receipt_id":)");
    http.expect(request(200)).answer(200, page(201, 50, 250)); // while the broken one is read
    http.expect(request(100)).answer(200, page(101, 100, 250));
    CHECK(reader.feed.next()->receipts.orders.size() == 100);
    CHECK(reader.feed.next()->receipts.orders.front().receipt.value() == 101);
    const auto last = reader.feed.next();
    CHECK(last->receipts.orders.size() == 50);
    CHECK(last->last);
    CHECK_FALSE(reader.feed.next());
    CHECK(reader.client.requests() == 4);
}

TEST_CASE("a page that was shorter than it should be moves the next one") {
    Reader reader;
    auto& http = reader.world.http;
    http.expect(request(0)).answer(200, page(1, 100, 300));
    http.expect(request(100)).answer(200, page(101, 60, 300));
    http.expect(request(200)).answer(200, page(201, 100, 300)); // asked ahead, of no use
    http.expect(request(160)).answer(200, page(161, 100, 300));
    http.expect(request(260)).answer(200, page(261, 40, 300));
    std::int64_t seen = 0;
    while (const auto fetched = reader.feed.next()) {
        CHECK(fetched->receipts.orders.front().receipt.value() == seen + 1);
        seen = fetched->next.seen();
    }
    CHECK(seen == 300);
}

TEST_CASE("what goes wrong with a page asked ahead is told when it is its turn") {
    Reader reader;
    auto& http = reader.world.http;
    http.expect(request(0)).answer(200, page(1, 100, 300));
    http.expect(request(100)).answer(200, page(101, 100, 300));
    http.expect(request(200)).answer(404, R"({"error":"Resource not found"})");
    CHECK(reader.feed.next());
    CHECK(reader.feed.next());
    CHECK_THROWS_AS(std::ignore = reader.feed.next(), etsy::ApiError);
}

TEST_CASE(
    "an empty page in the middle is asked for once more, then counted, with one asked ahead") {
    Reader reader;
    auto& http = reader.world.http;
    http.expect(request(0)).answer(200, page(1, 100, 300));
    http.expect(request(100)).answer(200, page(101, 0, 300));
    http.expect(request(200)).answer(200, page(201, 100, 300)); // asked ahead, of no use
    http.expect(request(100)).answer(200, page(101, 0, 300));
    http.expect(request(200)).answer(200, page(201, 100, 300));
    CHECK(reader.feed.next()->short_by == 0);
    const auto empty = reader.feed.next();
    REQUIRE(empty);
    CHECK(empty->short_by == 200);
    CHECK(empty->last);
    CHECK_FALSE(reader.feed.next());
}
