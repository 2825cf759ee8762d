// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "etsy/receipt_walk.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

using namespace etsyorder;
using etsy::PageFacts;
using etsy::ReceiptWalk;
using etsy::WalkBy;
using etsy::WalkPosition;

namespace {

// A shop as Etsy pages through it: receipts by their second, in order; an offset beyond 12,000 is
// refused.
struct Shop {
    std::vector<std::int64_t> seconds;
    bool knows_windows = true;
    bool tells_count = true;
    int requests = 0;

    // The place of each receipt in the page, and what the walk needs to know of it.
    std::pair<std::vector<std::size_t>, PageFacts> answer(const ReceiptWalk::Fields& query) {
        ++requests;
        const std::map<std::string, std::string> fields(query.begin(), query.end());
        const auto offset = std::stoll(fields.at("offset"));
        const auto limit = std::stoll(fields.at("limit"));
        CHECK(offset <= etsy::kLargestOffset);
        CHECK(limit <= 100);
        CHECK(fields.at("sort_order") == "asc");
        std::int64_t from = 0;
        for (const auto* name : {"min_created", "min_last_modified"}) {
            if (knows_windows && fields.contains(name)) {
                from = std::stoll(fields.at(name));
            }
        }
        const auto first = std::ranges::lower_bound(seconds, from) - seconds.begin();
        PageFacts facts;
        facts.count = tells_count ? static_cast<std::int64_t>(seconds.size()) - first : 0;
        std::vector<std::size_t> places;
        for (auto at = first + offset;
             at < static_cast<std::ptrdiff_t>(seconds.size()) && at < first + offset + limit;
             ++at) {
            const auto second = seconds[static_cast<std::size_t>(at)];
            places.push_back(static_cast<std::size_t>(at));
            facts.earliest_s = std::min(facts.earliest_s.value_or(second), second);
            facts.latest_s = std::max(facts.latest_s.value_or(second), second);
        }
        facts.size = static_cast<std::int64_t>(places.size());
        return {places, facts};
    }
};

// Walks to the end; after each page the walk is put down and taken up again when `by_crashing`.
std::set<std::size_t> walk(Shop& shop, WalkBy by = WalkBy::created, bool by_crashing = false) {
    std::set<std::size_t> seen;
    ReceiptWalk walk(by, {}, {});
    while (!walk.done()) {
        const auto [places, facts] = shop.answer(walk.query());
        seen.insert(places.begin(), places.end());
        walk.accept(facts);
        if (shop.knows_windows && shop.tells_count) { // what the progress shows
            CHECK(walk.position().total == static_cast<std::int64_t>(shop.seconds.size()));
            CHECK(walk.position().seen() <= walk.position().total);
            CHECK((walk.position().seen() == walk.position().total) == walk.done());
        }
        REQUIRE(shop.requests < 10'000);
        if (by_crashing && !walk.done()) {
            const auto position = WalkPosition::from_json(walk.position().to_json());
            REQUIRE(position);
            walk = ReceiptWalk(by, {}, *position);
        }
    }
    return seen;
}

Shop shop_of(std::size_t count, std::int64_t each_s) {
    Shop shop;
    for (std::size_t i = 0; i < count; ++i) {
        shop.seconds.push_back(1'000'000'000 + static_cast<std::int64_t>(i) / each_s);
    }
    return shop;
}

std::string value_of(const ReceiptWalk::Fields& query, const std::string& name) {
    for (const auto& [key, value] : query) {
        if (key == name) {
            return value;
        }
    }
    return "";
}

} // namespace

TEST_CASE("a shop of one page takes one request, an empty one too") {
    for (const std::size_t count : {0U, 1U, 99U, 100U}) {
        auto shop = shop_of(count, 1);
        CHECK(walk(shop).size() == count);
        CHECK(shop.requests == 1);
    }
}

TEST_CASE("no page is asked for beyond the last") {
    auto shop = shop_of(300, 1);
    CHECK(walk(shop).size() == 300);
    CHECK(shop.requests == 3);
}

TEST_CASE("a shop beyond the offset's end is walked whole, whatever the density") {
    for (const std::int64_t each_s : {1, 7, 100, 5000}) {
        for (const std::size_t count : {12'100U, 12'101U, 12'150U, 36'500U}) {
            CAPTURE(each_s);
            CAPTURE(count);
            auto shop = shop_of(count, each_s);
            CHECK(walk(shop).size() == count);
            // A window begins at the last second seen, which is read again.
            const auto windows = static_cast<std::int64_t>(count) / (12'000 - each_s) + 1;
            CHECK(shop.requests <=
                  static_cast<std::int64_t>(count) / 100 + 2 + windows * (each_s / 100 + 1));
        }
    }
}

TEST_CASE("a walk by time of change asks by that time") {
    WalkPosition start;
    start.from_s = 1'000'000'050;
    const ReceiptWalk walk(WalkBy::updated, {{"was_shipped", "false"}}, start);
    CHECK(value_of(walk.query(), "sort_on") == "updated");
    CHECK(value_of(walk.query(), "min_last_modified") == "1000000050");
    CHECK(value_of(walk.query(), "min_created").empty());
    CHECK(value_of(walk.query(), "was_shipped") == "false");
    CHECK(value_of(walk.query(), "offset") == "0");
}

TEST_CASE("a walk that is cut off after each page goes on where it was") {
    auto whole = shop_of(13'000, 3);
    auto cut = shop_of(13'000, 3);
    CHECK(walk(cut, WalkBy::created, true) == walk(whole));
    CHECK(cut.requests <= whole.requests + 1);
}

TEST_CASE("a server that ignores windows is walked by offset alone") {
    auto shop = shop_of(12'100, 1); // all that the offset reaches
    shop.knows_windows = false;
    CHECK(walk(shop).size() == 12'100);
    auto longer = shop_of(12'600, 1); // a stand-in without windows has no end of the offset either
    longer.knows_windows = false;
    ReceiptWalk by_offset(WalkBy::created, {}, {});
    std::set<std::int64_t> offsets;
    for (int i = 0; i < 200 && !by_offset.done(); ++i) {
        const auto offset = std::stoll(value_of(by_offset.query(), "offset"));
        offsets.insert(offset);
        PageFacts facts;
        facts.count = 12'600;
        facts.size = std::min<std::int64_t>(100, 12'600 - offset);
        facts.earliest_s = 1'000'000'000 + offset;
        facts.latest_s = 1'000'000'099 + offset;
        by_offset.accept(facts);
    }
    CHECK(by_offset.done());
    CHECK(offsets.size() == 126);
}

TEST_CASE("more receipts in one second than the offset reaches end in an error, not in a loop") {
    auto shop = shop_of(13'000, 20'000);
    CHECK_THROWS_AS(walk(shop), base::Error);
}

TEST_CASE("a server that does not tell the count is walked until a page is not full") {
    auto shop = shop_of(250, 1);
    shop.tells_count = false;
    CHECK(walk(shop).size() == 250);
    CHECK(shop.requests == 3);
}

TEST_CASE("a list that shrinks under the walk ends it") {
    ReceiptWalk walk(WalkBy::created, {}, {});
    PageFacts page;
    page.count = 300;
    page.size = 100;
    walk.accept(page);
    CHECK_FALSE(walk.done());
    PageFacts nothing;
    nothing.count = 100;
    walk.accept(nothing);
    CHECK(walk.done());
}

TEST_CASE("what is no position is none") {
    for (const auto* text : {"", "{}", "[]", "{\"offset\"", "null", "7"}) {
        CHECK_FALSE(WalkPosition::from_json(text));
    }
    CHECK_FALSE(WalkPosition::from_json(R"({"offset":"x"})"));
    CHECK(WalkPosition::from_json(R"({"offset":1,"from_s":[],"windows":3})")->offset == 1);
}

TEST_CASE("the facts of a page are its first and last second and whether it is in order") {
    etsy::ReceiptPage page;
    page.count = 5;
    page.unreadable.push_back({{std::nullopt, "x", {}, 0, {}}, std::nullopt, std::nullopt});
    for (const std::int64_t second : {30, 10, 20}) {
        orders::ReceivedOrder order;
        order.placed_at = base::Instant{std::chrono::seconds{second}};
        page.orders.push_back(order);
    }
    const auto facts = etsy::facts_of(page, WalkBy::created);
    CHECK(facts.count == 5);
    CHECK(facts.size == 4);
    CHECK(facts.earliest_s == 10);
    CHECK(facts.latest_s == 30);
    CHECK_FALSE(facts.in_order);
    CHECK_FALSE(etsy::facts_of(page, WalkBy::updated).latest_s);
}

TEST_CASE("only a page that is sure to come has a request ahead of its turn") {
    ReceiptWalk walk(WalkBy::created, {}, {});
    CHECK_FALSE(walk.query_after()); // nobody has said yet how many there are
    PageFacts page;
    page.count = 250;
    page.size = 100;
    walk.accept(page);
    auto after_next = walk.query();
    after_next[1].second = "200";
    CHECK(walk.query_after() == after_next);
    walk.accept(page);
    CHECK_FALSE(walk.query_after()); // the page now asked for is the last
}

TEST_CASE("no request goes ahead into another window") {
    WalkPosition start;
    start.offset = 11'900;
    ReceiptWalk walk(WalkBy::created, {}, start);
    PageFacts page;
    page.count = 20'000;
    page.size = 100;
    page.latest_s = 5;
    walk.accept(page);
    CHECK(walk.query()[1].second == "12000");
    CHECK_FALSE(walk.query_after());
    walk.accept(page); // opens the next one
    CHECK(walk.query()[1].second == "0");
    CHECK_FALSE(walk.query_after()); // its count is not known
}
