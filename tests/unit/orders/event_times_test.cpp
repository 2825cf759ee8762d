// SPDX-License-Identifier: MIT
#include "orders/history_queries.hpp"
#include "orders_world.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;
using test::at;

TEST_CASE("what happened is told by when it happened, and a sync knows the moment of an order") {
    test::OrdersWorld world;
    auto file = test::full_order();
    file.content_hash = {};
    file.placed_at = file.updated_at = at(1000); // the day
    {
        db::UnitOfWork work(world.database);
        orders::OrderRecorder(world.database, {world.shop, world.now, "import items.csv"})
            .record_file(file, {});
        work.commit();
    }
    const auto order = world.stored().id.value();
    world.log.append({0,
                      world.shop.value(),
                      "order.tagged",
                      order,
                      std::nullopt,
                      world.now,
                      world.now,
                      "user",
                      R"({"added":["x"],"removed":[]})"});
    world.now += std::chrono::hours(1);
    auto said = test::full_order();
    said.content_hash = test::hash_of(2);
    said.placed_at = at(1500); // the moment
    said.updated_at = at(3000);
    said.status = "completed";
    world.record(said);
    const auto events = world.log.of_order(order);
    REQUIRE(events.size() == 3);
    CHECK(events[0].name == "order.placed");
    CHECK(events[0].occurred_at == at(1500));
    CHECK(events[0].source == "import items.csv");
    CHECK(events[1].occurred_at == at(3000));
    CHECK(events[2].name == "order.tagged");
    std::vector<std::string> told;
    orders::HistoryQueries(world.database)
        .of_order(orders::OrderId{order}, {}, [&](auto, const events::Event& event) {
            told.push_back(event.name);
        });
    CHECK(told == std::vector<std::string>{"order.placed", events[1].name, "order.tagged"});
}
