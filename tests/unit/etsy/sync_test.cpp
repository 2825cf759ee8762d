// SPDX-License-Identifier: MIT
#include "db/migrations.hpp"
#include "etsy/sync.hpp"
#include "etsy_world.hpp"
#include "support/temp_folder.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <future>

using namespace etsyorder;
using base::ErrorKind;
using etsy::Stream;
using etsy::StreamOutcome;
using test::kApi;

namespace {

constexpr orders::ShopId kShop{7};
constexpr const char* kGone = R"({"error":"Resource not found"})";

struct Listener final : etsy::SyncListener {
    void started(Stream) override {}
    void progressed(Stream, std::int64_t, std::int64_t) override {}
    void order_recorded(const orders::Recorded&, Stream) override {}
    void order_missing(const orders::Recorded&) override {}
    void ended(const etsy::StreamReport&) override {}
};

struct Desk {
    test::TempFolder folder;
    test::EtsyWorld world;
    db::Database database{folder.path() / "test.db", db::Open::for_writing};
    etsy::EnvironmentSession session{
        {"keystring", base::Secret("shared"), base::Secret("1.token"), "7"}};
    etsy::Client client{etsy::Server::etsy(), world.sender, session};
    Listener listener;
    etsy::SyncReport report;
    std::function<void()> give_up;

    Desk() { db::migrate(database); }

    std::optional<base::Error> error_of(std::vector<Stream> only) {
        etsy::Sync sync({database, client, world.sleeper, world.clock, world.clock, give_up},
                        kShop);
        try {
            sync.run({.only = std::move(only), .all = false, .beats = {}}, listener, report);
        } catch (const base::Error& error) {
            return error;
        }
        return std::nullopt;
    }
    std::vector<std::string> outcomes() const {
        std::vector<std::string> words;
        for (const auto& stream : report.streams) {
            words.push_back(
                fmt::format("{} {}", to_string(stream.stream), to_string(stream.outcome)));
        }
        return words;
    }
    void expect_shop(int status, const char* body = "{}", int times = 1) {
        for (int i = 0; i < times; ++i) {
            world.http.expect("GET " + kApi + "shops/7").answer(status, body);
        }
    }
    void expect_reviews() {
        world.http.expect("GET " + kApi + "shops/7/reviews?limit=100&offset=0")
            .answer(200, R"({"count":0,"results":[]})");
    }
    void expect_listings(const char* state, int status, const char* body, int times = 1) {
        for (int i = 0; i < times; ++i) {
            world.http
                .expect(fmt::format("GET {}shops/7/listings?state={}&limit=100&offset=0&includes="
                                    "Images%2CPersonalization",
                                    kApi,
                                    state))
                .answer(status, body);
        }
    }
};

const std::vector<Stream> kCatalogue = {Stream::shop, Stream::listings, Stream::reviews};

// Receipts first .. first + 99 of 200.
std::string hundred(int first) {
    std::string results;
    for (int number = first; number < first + 100; ++number) {
        results += fmt::format(R"({}{{"receipt_id":{},"created_timestamp":{}}})",
                               results.empty() ? "" : ",",
                               number,
                               1'700'000'000 + number);
    }
    return fmt::format(R"({{"count":200,"results":[{}]}})", results);
}

} // namespace

TEST_CASE("a stream that Etsy has no answer to fails alone, and the run says which one") {
    Desk desk;
    desk.expect_shop(404, kGone);
    for (const auto* state : {"active", "sold_out", "inactive"}) {
        desk.expect_listings(state, 200, R"({"count":0,"results":[]})");
    }
    desk.expect_reviews();
    const auto error = desk.error_of(kCatalogue);
    REQUIRE(error);
    CHECK(error->kind() == ErrorKind::not_found);
    CHECK(error->context() == std::vector<std::string>{"syncing shop"});
    CHECK(desk.outcomes() ==
          std::vector<std::string>{"shop failed", "listings done", "reviews done"});
    CHECK(desk.report.streams[0].note.find("Resource not found") != std::string::npos);
    CHECK_FALSE(desk.report.complete);
}

TEST_CASE("several failures are all named, and the first decides the exit code") {
    Desk desk;
    desk.expect_shop(404, kGone);
    desk.expect_listings("active", 400, R"({"error":"no such state"})");
    desk.expect_reviews();
    const auto error = desk.error_of(kCatalogue);
    REQUIRE(error);
    CHECK(error->kind() == ErrorKind::not_found);
    REQUIRE(error->notes().size() == 1);
    CHECK(error->notes()[0].find("listings failed too") != std::string::npos);
}

TEST_CASE("Etsy in trouble for the second time is not asked for the rest") {
    Desk desk;
    desk.expect_shop(500, "{}", 6);
    desk.expect_listings("active", 500, "{}", 6);
    const auto error = desk.error_of(kCatalogue);
    REQUIRE(error);
    CHECK(error->kind() == ErrorKind::try_later);
    CHECK(desk.outcomes() == std::vector<std::string>{"shop failed", "listings cut_off"});
    CHECK(error->context() == std::vector<std::string>{"syncing listings"});
}

TEST_CASE("without an answer the other streams are not tried") {
    Desk desk;
    for (int i = 0; i < 2; ++i) {
        desk.world.http.expect("GET " + kApi + "shops/7").fail(net::TransportProblem::offline);
    }
    const auto error = desk.error_of(kCatalogue);
    REQUIRE(error);
    CHECK(error->kind() == ErrorKind::try_later);
    CHECK(desk.outcomes() == std::vector<std::string>{"shop cut_off"});
}

TEST_CASE("open orders are not asked for where the orders could not be had") {
    Desk desk;
    auto& http = desk.world.http;
    http.expect("GET " + kApi +
                "shops/7/receipts?limit=100&offset=0&sort_on=created&sort_order=asc")
        .answer(400, R"({"error":"no"})");
    CHECK(desk.error_of({Stream::orders, Stream::open_orders})->kind() == ErrorKind::failed);
    CHECK(desk.outcomes() == std::vector<std::string>{"orders failed", "open_orders not_tried"});
}

TEST_CASE("a stream that fails on its second page reports what its first page stored") {
    for (const bool in_time : {true, false}) {
        Desk desk;
        auto& http = desk.world.http;
        const std::string receipts = "GET " + kApi + "shops/7/receipts?limit=";
        http.expect(receipts + "100&offset=0&sort_on=created&sort_order=asc")
            .answer(200, hundred(1));
        http.expect(receipts + "1&sort_on=updated&sort_order=desc").answer(200, hundred(101));
        const auto second = receipts + "100&offset=100&sort_on=created&sort_order=asc";
        if (in_time) {
            http.expect(second).answer(400, R"({"error":"no"})");
        } else {
            http.expect(second).fail(net::TransportProblem::tls);
        }
        REQUIRE(desk.error_of({Stream::orders}));
        REQUIRE(desk.report.streams.size() == 1);
        const auto& orders = desk.report.streams[0];
        CHECK(orders.outcome == (in_time ? StreamOutcome::failed : StreamOutcome::cut_off));
        CHECK(orders.first_time);
        CHECK(orders.added == 100);
        CHECK_FALSE(orders.note.empty());
    }
}

TEST_CASE("a listing page that fails leaves the counts of the pages before it") {
    Desk desk;
    desk.expect_listings(
        "active", 200, R"({"count":1,"results":[{"listing_id":5,"title":"Sign"}]})");
    desk.expect_listings("sold_out", 400, R"({"error":"no such state"})");
    REQUIRE(desk.error_of({Stream::listings}));
    CHECK(desk.outcomes() == std::vector<std::string>{"listings failed"});
    CHECK(desk.report.streams[0].added == 1);
}

TEST_CASE("what ends the run names the stream it ended in and those that failed before") {
    Desk desk;
    desk.expect_shop(404, kGone);
    desk.world.http
        .expect("GET " + kApi +
                "shops/7/listings?state=active&limit=100&offset=0&includes=Images%2C"
                "Personalization")
        .fail(net::TransportProblem::tls);
    const auto error = desk.error_of(kCatalogue);
    REQUIRE(error);
    CHECK(error->context() == std::vector<std::string>{"syncing listings"});
    REQUIRE(error->notes().size() == 1);
    CHECK(error->notes()[0].find("shop failed before that: ") == 0);
    CHECK(desk.outcomes() == std::vector<std::string>{"shop failed", "listings cut_off"});
}

TEST_CASE("a database that takes nothing more ends the run and names the stream") {
    Desk desk;
    desk.database.execute("CREATE TRIGGER full BEFORE INSERT ON listings BEGIN "
                          "SELECT RAISE(ABORT, 'no room left'); END");
    desk.expect_listings(
        "active", 200, R"({"count":1,"results":[{"listing_id":5,"title":"Sign"}]})");
    const auto error = desk.error_of({Stream::listings});
    REQUIRE(error);
    CHECK(error->context().back() == "syncing listings");
    CHECK(desk.outcomes() == std::vector<std::string>{"listings cut_off"});
    CHECK(desk.report.streams[0].added == 0);
}

TEST_CASE("a write that fails while a page is slow ends the wait for that page") {
    Desk desk;
    desk.database.execute("CREATE TRIGGER full BEFORE INSERT ON orders BEGIN "
                          "SELECT RAISE(ABORT, 'no room left'); END");
    std::promise<void> given_up;
    auto waited = given_up.get_future();
    bool in_time = false;
    desk.give_up = [&] { given_up.set_value(); };
    const std::string receipts = "GET " + kApi + "shops/7/receipts?limit=";
    auto& http = desk.world.http;
    http.expect(receipts + "100&offset=0&sort_on=created&sort_order=asc").answer(200, hundred(1));
    http.expect(receipts + "1&sort_on=updated&sort_order=desc").answer(200, hundred(101));
    http.expect(receipts + "100&offset=100&sort_on=created&sort_order=asc")
        .meanwhile([&] {
            in_time = waited.wait_for(std::chrono::seconds{20}) == std::future_status::ready;
        })
        .answer(200, hundred(101));
    const auto error = desk.error_of({Stream::orders});
    REQUIRE(error);
    CHECK((error->summary() + error->reason()).find("no room left") != std::string::npos);
    CHECK(in_time);
}
