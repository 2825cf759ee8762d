// SPDX-License-Identifier: MIT
#include "status_world.hpp"

#include <nlohmann/json.hpp>

using namespace etsyorder;
using namespace etsyorder::status;
using namespace etsyorder::test;

TEST_CASE("each move leaves an update, an event and one act for all of its items") {
    StatusWorld world;
    world.add(1, 5);
    world.add(2, 3);
    auto move = so_many(forward(), 2);
    move.told = {"import", "laser", "batch 7"};
    const auto result = world.move(move, {1, 2});
    CHECK(result.written);
    const auto history = StatusRepository(world.database).history(world.stored(1).id);
    REQUIRE(history.size() == 1);
    const auto& update = history.front();
    CHECK(update.kind == "moved");
    CHECK(update.pipeline == "plain");
    CHECK(update.from == "one");
    CHECK(update.to == "two");
    CHECK(update.quantity == 2);
    CHECK(update.source == "import");
    CHECK(update.by_whom == "laser");
    CHECK(update.reason == "batch 7");
    CHECK(update.at == world.now);
    CHECK(world.event_names(world.stored(1).id).back() == "status.moved");
    const auto event = world.log.of_order(world.stored(1).id.value()).back();
    const auto data = nlohmann::json::parse(event.data);
    CHECK(data.at("from") == "one");
    CHECK(data.at("to") == "two");
    CHECK(data.at("quantity") == 2);
    CHECK(data.at("by") == "laser");
    CHECK(event.source == "import");
    CHECK(world.count("acts WHERE verb = 'status'") == 1);
    CHECK(world.count("status_updates") == 2);
}

TEST_CASE("pieces of several stages that come together leave an update each") {
    StatusWorld world;
    world.add(1, 5);
    world.move(so_many(to("two"), 2));
    world.move(to("three"));
    const auto history = StatusRepository(world.database).history(world.stored(1).id);
    REQUIRE(history.size() == 3);
    CHECK(history[1].from == "one");
    CHECK(history[1].quantity == 3);
    CHECK(history[2].from == "two");
    CHECK(history[2].quantity == 2);
}

TEST_CASE("a move that changes nothing leaves no trace") {
    StatusWorld world;
    world.add(1, 5);
    world.move(to("two"));
    const auto before = world.dump();
    world.now += std::chrono::hours{1};
    CHECK(world.move(to("two")).fate == Fate::already);
    CHECK(world.move(out_of(forward(), {"four"})).fate == Fate::none);
    CHECK(world.dump() == before);
}

TEST_CASE(
    "one item that is refused keeps all others where they are, but for those who keep going") {
    StatusWorld world;
    world.add(1, 1);
    world.add(2, 1);
    world.add(3, 1);
    world.hold(Hold{"", "", {}}, 2);
    const auto before = world.dump();
    const auto refused = world.move(forward(), {1, 2, 3});
    CHECK(!refused.written);
    CHECK(world.dump() == before);
    const auto kept = world.move(forward(), {1, 2, 3}, true);
    CHECK(kept.written);
    CHECK(world.where(1) == Texts{"1 two"});
    CHECK(world.where(2) == Texts{"1 one"});
    CHECK(world.where(3) == Texts{"1 two"});
}

TEST_CASE("of an order that no side of a query means, no piece is moved") {
    StatusWorld world;
    world.add(1);
    auto move = to("three");
    move.from.of_order.emplace();
    CHECK(!move.from.is_everything());
    CHECK(world.move(move).fate == Fate::none);
    CHECK(world.where(1) == Texts{"5 one"});
    (*move.from.of_order)[world.stored(1).id] = {"two"};
    CHECK(world.move(move).fate == Fate::none);
    (*move.from.of_order)[world.stored(1).id] = {"two", "one"};
    CHECK(world.move(move).fate == Fate::moved);
    CHECK(world.where(1) == Texts{"5 three"});
}

TEST_CASE("an item that is not there keeps all others where they are") {
    StatusWorld world;
    world.add(1, 1);
    const auto order = world.stored(1).id;
    const std::vector<ItemChoice> choice{{order, 1}, {order, 7}};
    const auto plan = plan_moves(world.database, choice, forward(), world.placing);
    const auto result =
        move_items(world.database, choice, forward(), world.placing, plan, false, world.now);
    REQUIRE(result.missing.size() == 1);
    CHECK(result.missing.front().number == 7);
    CHECK(!result.written);
    CHECK(world.where(1) == Texts{"1 one"});
}

TEST_CASE("an item named twice is moved once") {
    StatusWorld world;
    world.add(1, 1);
    const auto result = world.move(forward(), {1, 1});
    CHECK(result.items.size() == 1);
    CHECK(world.where(1) == Texts{"1 two"});
}

TEST_CASE("what somebody else moved between the plan and the move is refused and named") {
    StatusWorld world;
    world.add(1, 3);
    world.add(2, 3);
    const auto choice = world.choose({1, 2});
    const auto plan = plan_moves(world.database, choice, forward(), world.placing);
    {
        db::Database other(world.folder.path() / "store.db", db::Open::for_writing);
        Placing placing(
            world.pipelines, other, [](const auto&) { return std::vector<orders::OrderId>(); });
        const auto theirs = plan_moves(other, world.choose({1}), forward(), placing);
        CHECK(move_items(other, world.choose({1}), forward(), placing, theirs, false, world.now)
                  .written);
    }
    const auto before = world.dump();
    auto mine =
        move_items(world.database, choice, forward(), world.placing, plan, false, world.now);
    CHECK(!mine.written);
    REQUIRE(mine.items.size() == 2);
    CHECK(mine.items.front().fate == Fate::refused);
    CHECK(mine.items.front().why == "it was moved at this very moment, to two");
    CHECK(world.dump() == before);
    mine = move_items(world.database, choice, forward(), world.placing, plan, true, world.now);
    CHECK(world.where(1) == Texts{"3 two"});
    CHECK(world.where(2) == Texts{"3 two"});
    // Where both want it is where it is: no harm.
    const auto same = move_items(
        world.database, world.choose({1}), to("two"), world.placing, plan, false, world.now);
    CHECK(same.items.front().fate == Fate::already);
}

TEST_CASE("a hold that comes between the plan and the move is seen") {
    StatusWorld world;
    world.add(1, 3);
    const auto choice = world.choose({1});
    const auto plan = plan_moves(world.database, choice, forward(), world.placing);
    world.hold(Hold{"buyer", "which font?", {}});
    const auto result =
        move_items(world.database, choice, forward(), world.placing, plan, false, world.now);
    CHECK(!result.written);
    CHECK(result.items.front().why == "it waits for buyer: which font?");
}

TEST_CASE("pieces stand in their stage since the last of them came") {
    StatusWorld world;
    world.add(1, 3);
    world.move(so_many(to("two"), 1));
    world.now += std::chrono::hours{5};
    world.move(so_many(to("two"), 2));
    auto item = world.item(1);
    REQUIRE(item.at("two") != nullptr);
    CHECK(item.at("two")->since == world.now);
    CHECK(item.at("one")->since == at(1000));
    CHECK(item.at("three") == nullptr);
}

TEST_CASE("a hold changes what is held up once, keeps its beginning, and ends") {
    StatusWorld world;
    world.add(1, 3);
    auto first = world.hold(Hold{"buyer", "which font?", {}});
    CHECK(first.items.front().changed);
    const auto began = world.now;
    CHECK(world.item(1).untouched); // its stage follows from the file as before
    world.now += std::chrono::hours{30};
    const auto before = world.dump();
    CHECK(!world.hold(Hold{"buyer", "which font?", {}}).items.front().changed);
    CHECK(world.dump() == before);
    CHECK(world.hold(Hold{"buyer", "asked again", {}}).items.front().changed);
    CHECK(world.item(1).hold->since == began);
    CHECK(world.item(1).hold->reason == "asked again");
    CHECK(world.hold(Hold{"material", "oak is out", {}}).items.front().changed);
    CHECK(world.item(1).hold->since == world.now);
    CHECK(world.hold(std::nullopt).items.front().changed);
    CHECK(!world.item(1).hold);
    CHECK(!world.hold(std::nullopt).items.front().changed);
    Texts kinds;
    for (const auto& update : StatusRepository(world.database).history(world.stored(1).id)) {
        kinds.push_back(update.kind);
        CHECK(update.by_whom == "anna");
    }
    CHECK(kinds == Texts{"blocked", "blocked", "blocked", "resumed"});
    CHECK(world.event_names(world.stored(1).id).back() == "status.resumed");
}

TEST_CASE("a plan of a hold changes nothing") {
    StatusWorld world;
    world.add(1, 3);
    const auto before = world.dump();
    const auto plan = plan_hold(
        world.database, world.choose({1}), {Hold{"", "x", {}}, {}}, world.placing, world.now);
    CHECK(plan.items.front().changed);
    CHECK(world.dump() == before);
    CHECK(!world.item(1).hold);
}

TEST_CASE("a hold of items of which one is not there holds none") {
    StatusWorld world;
    world.add(1, 3);
    const auto order = world.stored(1).id;
    const auto result = hold_items(world.database,
                                   {{order, 1}, {order, 2}},
                                   {Hold{"", "x", {}}, {}},
                                   world.placing,
                                   world.now);
    CHECK(result.missing.size() == 1);
    CHECK(!world.item(1).hold);
}
