// SPDX-License-Identifier: MIT
#include "status_world.hpp"

using namespace etsyorder;
using namespace etsyorder::status;
using namespace etsyorder::test;
using orders::UndoResult;

TEST_CASE("undoing a move puts the pieces back where they were, since when they were") {
    StatusWorld world;
    world.add(1, 5);
    world.move(so_many(to("two"), 2));
    const auto before = world.item(1);
    world.now += std::chrono::hours{3};
    world.move(to("four"));
    CHECK(world.undo(2) == UndoResult::undone);
    CHECK(world.item(1).pieces == before.pieces);
    CHECK(world.undo(2) == UndoResult::already_so);
    CHECK(world.undo(1) == UndoResult::undone);
    CHECK(world.item(1).untouched);
    CHECK(world.count("item_stages") == 0);
    const auto history = StatusRepository(world.database).history(world.stored(1).id);
    CHECK(history.back().kind == "undone");
    CHECK(history.size() == 7); // nothing of it was taken away
    CHECK(world.event_names(world.stored(1).id).back() == "status.undone");
}

TEST_CASE("undoing an undoing moves the pieces again") {
    StatusWorld world;
    world.add(1, 5);
    world.move(to("two"));
    CHECK(world.undo(1) == UndoResult::undone);
    CHECK(world.undo(2) == UndoResult::undone);
    CHECK(world.where(1) == Texts{"5 two"});
}

TEST_CASE("what others have moved on since is left where it is") {
    StatusWorld world;
    world.add(1, 2);
    world.add(2, 2);
    world.move(to("two"), {1, 2});
    world.move(forward(), 1);
    CHECK(world.undo(1) == UndoResult::partly);
    CHECK(world.where(1) == Texts{"2 three"});
    CHECK(world.where(2) == Texts{"2 one"});
    world.add(3, 2);
    world.move(to("two"), 3);
    world.move(forward(), 3);
    const auto before = world.dump();
    CHECK(world.undo(4) == UndoResult::refused);
    CHECK(world.dump() == before);
}

TEST_CASE("undoing a hold and its end restores words and beginning") {
    StatusWorld world;
    world.add(1, 2);
    world.hold(Hold{"buyer", "which \"font\"\n?", {}});
    const auto held = world.item(1).hold;
    world.now += std::chrono::hours{3};
    world.hold(std::nullopt);
    CHECK(world.undo(2) == UndoResult::undone);
    CHECK(world.item(1).hold == held);
    CHECK(world.undo(1) == UndoResult::undone);
    CHECK(!world.item(1).hold);
    CHECK(world.item(1).untouched);
}

TEST_CASE("moves and holds are undone after the buyer changed how many pieces there are") {
    StatusWorld world;
    world.add(1, 3);
    world.move(to("two"));
    world.add(1, 5);
    world.hold(Hold{"", "wait", {}});
    CHECK(world.where(1) == Texts{"2 one", "3 two"});
    CHECK(world.undo(2) == UndoResult::undone);
    CHECK(!world.item(1).hold);
    CHECK(world.where(1) == Texts{"2 one", "3 two"});
    world.move(to("three"));
    world.add(1, 4);
    CHECK(world.undo(4) == UndoResult::undone);
    CHECK(world.where(1) == Texts{"1 one", "3 two"});
}

TEST_CASE("steps are told in words") {
    StatusWorld world;
    world.add(1, 3);
    world.move(so_many(to("two"), 1));
    world.hold(Hold{"buyer", "x", {}});
    world.hold(std::nullopt);
    const StatusKind kind;
    const orders::ActRepository acts(world.database);
    Texts words;
    for (std::int64_t act = 1; act <= 3; ++act) {
        for (const auto& step : acts.steps(orders::ActId{act})) {
            words.push_back(kind.in_words(step));
        }
    }
    CHECK(words == Texts{"the beginning -> one and two", "blocked", "resumed"});
}
