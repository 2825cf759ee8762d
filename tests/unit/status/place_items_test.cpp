// SPDX-License-Identifier: MIT
#include "orders/tag_orders.hpp"
#include "status/place_items.hpp"
#include "status_world.hpp"

#include <array>

using namespace etsyorder;
using namespace etsyorder::status;
using namespace etsyorder::test;

TEST_CASE("a star in a SKU stands for any text, and capitals do not count") {
    CHECK(fits("OAK-*", "oak-board-3"));
    CHECK(fits("OAK-*", "oak-"));
    CHECK(!fits("OAK-*", "oak"));
    CHECK(!fits("OAK-*", "soak-1"));
    CHECK(fits("*-xl", "Shirt-XL"));
    CHECK(!fits("*-xl", "Shirt-XL2"));
    CHECK(fits("a*b*c", "a-b-b-c"));
    CHECK(!fits("a*b*c", "a-c-b"));
    CHECK(fits("aba*aba", "abaaba"));
    CHECK(!fits("aba*aba", "ababa"));
    CHECK(fits("*", ""));
    CHECK(fits("***", "x"));
    CHECK(fits("", ""));
    CHECK(!fits("", "x"));
    CHECK(!fits("x", ""));
    CHECK(fits("a?c", "a?c"));
    CHECK(!fits("a?c", "abc"));
    CHECK(fits("Ä*", "Ä1")); // only ASCII capitals are the same as small letters
    CHECK(!fits("Ä", "ä"));
}

TEST_CASE("a SKU made of many stars is compared soon") {
    std::string pattern;
    for (int i = 0; i < 60; ++i) {
        pattern += "*a";
    }
    CHECK(!fits(pattern + "*b", std::string(5000, 'a')));
    CHECK(fits(pattern, std::string(5000, 'a')));
    CHECK(fits(std::string(200, '*') + "a", std::string(5000, 'a')));
}

namespace {

const char* const kByEverything = R"(pipelines:
- {name: by-listing, match: {listing: [11, 12]}, stages: [a]}
- {name: by-sku, match: {sku: ["OAK-*", birch]}, stages: [a]}
- {name: by-tag, match: {tag: wedding}, stages: [a]}
- {name: by-query, match: {query: "big ones"}, stages: [a]}
- {name: rest, stages: [a]}
)";

} // namespace

TEST_CASE("an item goes through the first pipeline that it matches") {
    StatusWorld world(kByEverything);
    const auto with =
        [&](std::int64_t receipt, std::optional<std::int64_t> listing, const std::string& sku) {
            world.add(receipt, 1, [&](auto& order) {
                order.items->front().listing_id = listing;
                order.items->front().sku = sku;
            });
        };
    with(1, 12, "OAK-1");
    with(2, 13, "oak-1");
    with(3, {}, "Birch");
    with(4, {}, "");
    with(5, {}, "birchwood");
    with(6, {}, "");
    orders::tag_orders(
        world.database, {world.stored(2), world.stored(4)}, {{"wedding"}, {}}, world.now);
    world.found["big ones"] = {world.stored(5).id, world.stored(1).id};
    CHECK(world.item(1).pipeline == "by-listing");
    CHECK(world.item(2).pipeline == "by-sku");
    CHECK(world.item(3).pipeline == "by-sku");
    CHECK(world.item(4).pipeline == "by-tag");
    CHECK(world.item(5).pipeline == "by-query");
    CHECK(world.item(6).pipeline == "rest");
}

TEST_CASE("an item without a SKU does not match a star") {
    StatusWorld world("pipelines:\n- {name: any-sku, match: {sku: '*'}, stages: [a]}\n");
    world.add(1);
    CHECK(world.item(1).pipeline == "standard");
}

TEST_CASE("pieces nobody has moved stand at the beginning since the order was placed") {
    StatusWorld world;
    world.add(1, 5);
    const auto item = world.item(1);
    CHECK(item.untouched);
    CHECK(standing(item) == Texts{"5 one"});
    CHECK(item.pieces.front().since == at(1000));
    world.rewrite("pipelines:\n- {name: other, stages: [first]}\n");
    CHECK(world.where(1) == Texts{"5 first"}); // it follows the file
}

TEST_CASE("an item that was moved keeps its pipeline whatever it matches later") {
    StatusWorld world("pipelines:\n- {name: w, match: {tag: x}, stages: [a]}\n"
                      "- {name: rest, stages: [one, two]}\n");
    world.add(1);
    world.move(to("two"));
    orders::tag_orders(world.database, {world.stored(1)}, {{"x"}, {}}, world.now);
    world.placing = world.fresh_placing();
    CHECK(world.item(1).pipeline == "rest");
}

TEST_CASE("pieces the buyer orders later begin at the beginning") {
    StatusWorld world;
    world.add(1, 3);
    world.move(to("three"));
    world.add(1, 5);
    CHECK(world.where(1) == Texts{"2 one", "3 three"});
    CHECK(!world.item(1).untouched);
    world.move(so_many(forward(), 1));
    CHECK(world.where(1) == Texts{"1 one", "1 two", "3 three"});
    world.add(1, 6);
    CHECK(world.where(1) == Texts{"2 one", "1 two", "3 three"});
}

TEST_CASE("pieces the buyer takes back go from those furthest behind") {
    StatusWorld world;
    world.add(1, 5);
    world.move(so_many(to("three"), 2));
    world.move(so_many(to("two"), 1));
    CHECK(world.where(1) == Texts{"2 one", "1 two", "2 three"});
    world.add(1, 4);
    CHECK(world.where(1) == Texts{"1 one", "1 two", "2 three"});
    world.add(1, 2);
    CHECK(world.where(1) == Texts{"2 three"});
    world.add(1, 1);
    CHECK(world.where(1) == Texts{"1 three"});
    CHECK(world.move(forward()).quantity() == 1);
    CHECK(world.where(1) == Texts{"1 four"});
}

TEST_CASE("an item of no pieces is moved like any other") {
    StatusWorld world;
    world.add(1, 0);
    CHECK(world.where(1) == Texts{"0 one"});
    CHECK(world.move(forward()).fate == Fate::moved);
    CHECK(world.where(1) == Texts{"0 two"});
    CHECK(world.move(if_in(forward(), "one")).fate == Fate::already);
}

TEST_CASE("pieces ordered later join those at the beginning though others stand in a stage that is "
          "gone") {
    StatusWorld world("pipelines:\n- {name: p, stages: [new, aaa, zzz]}\n");
    world.add(1, 4);
    world.move(so_many(to("aaa"), 1));
    world.rewrite("pipelines:\n- {name: p, stages: [new, zzz]}\n");
    world.add(1, 6);
    auto where = world.where(1);
    std::sort(where.begin(), where.end());
    CHECK(where == Texts{"1 aaa", "5 new"});
    CHECK(world.move(out_of(to("zzz"), {"new"})).quantity() == 5);
    where = world.where(1);
    std::sort(where.begin(), where.end());
    CHECK(where == Texts{"1 aaa", "5 zzz"});
}

TEST_CASE("digital items and those taken off are not made") {
    StatusWorld world;
    world.add(1, 1, [](auto& order) {
        auto second = order.items->front();
        second.transaction = orders::TransactionId{99};
        second.is_digital = true;
        order.items->push_back(second);
        auto third = order.items->front();
        third.transaction = orders::TransactionId{98};
        order.items->push_back(third);
    });
    CHECK(world.item(1, 3).number == 3);
    std::vector<ItemChoice> missing;
    const auto order = world.stored(1).id;
    auto items = chosen_items(world.database, {{order, {}}, {order, 2}}, world.placing, missing);
    CHECK(items.size() == 2);
    REQUIRE(missing.size() == 1);
    CHECK(missing.front().number == 2);
    world.add(1, 1); // the third one was taken off
    missing.clear();
    items = chosen_items(world.database, {{order, {}}}, world.placing, missing);
    CHECK(items.size() == 1);
}

TEST_CASE("a query that cannot be asked is refused each time, and never taken to find nothing") {
    StatusWorld world("pipelines:\n- {name: odd, match: {query: nonsense}, stages: [one]}\n"
                      "- {name: plain, stages: [two]}\n");
    world.add(1);
    Placing placing(
        world.pipelines, world.database, [](const std::string&) -> std::vector<orders::OrderId> {
            throw base::Error(base::ErrorKind::usage, "no such field");
        });
    auto item = StatusRepository(world.database).items_of(std::array{world.stored(1).id}).at(0);
    for (int i = 0; i < 2; ++i) {
        CHECK_THROWS_AS(placing.place(item), base::Error);
        CHECK(item.pieces.empty());
    }
}
