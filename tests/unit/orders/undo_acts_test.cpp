// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "orders/note_orders.hpp"
#include "orders/tag_orders.hpp"
#include "orders/undo_acts.hpp"
#include "orders_world.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;
using namespace etsyorder::orders;
using test::OrdersWorld;

namespace {

struct Desk : OrdersWorld {
    TagKind tags;
    NoteKind notes;
    ActRepository acts{database};
    UndoActs undo{database, {tags, notes}};

    Desk() {
        record(test::full_order());
        record(test::bare_order(1043));
    }
    void tag(const TagChange& change) {
        tag_orders(database, {stored(1042), stored(1043)}, change, now);
    }
    void tag_first(const TagChange& change) { tag_orders(database, {stored(1042)}, change, now); }
    void note(const NoteChange& change) { note_orders(database, {stored(1042)}, change, now); }
    Undoing undo_latest() { return undo.undo(acts.latest_to_undo().value().id, now); }
    std::vector<std::string> tags_of(std::int64_t receipt) const { return stored(receipt).tags; }
};

using Tags = std::vector<std::string>;

} // namespace

TEST_CASE("undo puts back the tags of each order as they were") {
    Desk desk;
    desk.tag_first({{"old"}, {}});
    desk.tag({{"new"}, {"old"}});
    CHECK(desk.undo_latest().result == UndoResult::undone);
    CHECK(desk.tags_of(1042) == Tags{"old"});
    CHECK(desk.tags_of(1043).empty());
    CHECK(desk.event_names(desk.stored(1043).id) ==
          Tags{"order.placed", "order.tagged", "order.tagged"});
}

TEST_CASE("what was changed since is left alone and named") {
    Desk desk;
    desk.note({NoteChange::What::add, 0, "one"});
    desk.note({NoteChange::What::edit, 1, "two"});
    const auto refused = desk.undo.undo(ActId{1}, desk.now);
    CHECK(refused.result == UndoResult::refused);
    CHECK(refused.steps.front().fate == StepFate::changed_since);
    CHECK(refused.steps.front().receipt == ReceiptId{1042});
    CHECK_FALSE(desk.acts.find(ActId{1})->undone_at);
    CHECK(desk.undo.undo(ActId{2}, desk.now).result == UndoResult::undone);
    CHECK(desk.undo.undo(ActId{1}, desk.now).result == UndoResult::undone);
    CHECK(NoteRepository(desk.database).of_order(desk.stored().id).empty());
}

TEST_CASE("what was put back by hand is already so, and the rest is undone") {
    Desk desk;
    desk.tag({{"new"}, {}});
    desk.tag_first({{}, {"new"}});
    const auto undoing = desk.undo.undo(ActId{1}, desk.now);
    CHECK(undoing.result == UndoResult::undone);
    CHECK(undoing.steps[0].fate == StepFate::undone);
    CHECK(undoing.steps[1].fate == StepFate::already_so);
    CHECK(desk.tags_of(1043).empty());
}

TEST_CASE("an act undone in part is not undone: the rest of it still can be") {
    Desk desk;
    desk.tag_first({{"early"}, {}});
    const auto both = [&](const NoteChange& change) {
        note_orders(desk.database, {desk.stored(1042), desk.stored(1043)}, change, desk.now);
    };
    both({NoteChange::What::add, 0, "one"});
    desk.note({NoteChange::What::edit, 1, "two"}); // of the first order
    CHECK(desk.undo.undo(ActId{2}, desk.now).result == UndoResult::partly);
    CHECK_FALSE(desk.acts.find(ActId{2})->undone_at);
    CHECK(desk.acts.latest_to_undo().value().id == ActId{3});
    CHECK(desk.undo_latest().result == UndoResult::undone);
    CHECK(desk.acts.latest_to_undo().value().id == ActId{1}); // not the one undone in part
    CHECK(desk.undo.undo(ActId{2}, desk.now).result == UndoResult::undone);
    CHECK(desk.acts.find(ActId{2})->undone_at);
    CHECK(NoteRepository(desk.database).of_order(desk.stored(1042).id).empty());
    CHECK(NoteRepository(desk.database).of_order(desk.stored(1043).id).empty());
}

TEST_CASE("an undo that is undone in part leaves both acts open") {
    Desk desk;
    desk.tag({{"new"}, {}});
    note_orders(desk.database,
                {desk.stored(1042), desk.stored(1043)},
                {NoteChange::What::add, 0, "one"},
                desk.now);
    desk.undo.undo(ActId{2}, desk.now); // act 3 takes the notes off
    NoteRepository(desk.database).set_text(desk.stored(1042).id, 1, "another", desk.now);
    CHECK(desk.undo.undo(ActId{3}, desk.now).result == UndoResult::partly);
    CHECK_FALSE(desk.acts.find(ActId{3})->undone_at);
    CHECK_FALSE(desk.acts.find(ActId{2})->undone_at);
    CHECK(desk.undo.plan(desk.acts.find(ActId{2}).value()).result == UndoResult::partly);
}

TEST_CASE("undoing twice is already so and writes nothing") {
    Desk desk;
    desk.tag({{"new"}, {}});
    desk.undo.undo(ActId{1}, desk.now);
    const auto events = desk.event_names(desk.stored().id).size();
    const auto again = desk.undo.undo(ActId{1}, desk.now);
    CHECK(again.result == UndoResult::already_so);
    CHECK(again.act.undone_at);
    CHECK(desk.event_names(desk.stored().id).size() == events);
    CHECK_FALSE(desk.acts.latest_to_undo());
}

TEST_CASE("an undo can be undone, and that again") {
    Desk desk;
    desk.tag_first({{"new"}, {}});
    desk.undo.undo(ActId{1}, desk.now);
    CHECK(desk.undo.undo(ActId{2}, desk.now).result == UndoResult::undone);
    CHECK(desk.tags_of(1042) == Tags{"new"});
    CHECK(desk.acts.latest_to_undo().value().id == ActId{1});
    CHECK(desk.undo.undo(ActId{3}, desk.now).result == UndoResult::undone);
    CHECK(desk.tags_of(1042).empty());
    CHECK_FALSE(desk.acts.latest_to_undo());
}

TEST_CASE("a command that changed nothing is no act") {
    Desk desk;
    desk.tag({{"new"}, {}});
    desk.tag({{"new"}, {}});
    CHECK(desk.acts.latest(10).size() == 1);
    CHECK(desk.acts.latest(10).front().order_count == 2);
}

TEST_CASE("the plan of an undo changes nothing") {
    Desk desk;
    desk.tag({{"new"}, {}});
    CHECK(desk.undo.plan(desk.acts.find(ActId{1}).value()).result == UndoResult::undone);
    CHECK(desk.tags_of(1042) == Tags{"new"});
    CHECK_FALSE(desk.acts.find(ActId{1})->undone_at);
}

TEST_CASE("the oldest acts are forgotten") {
    Desk desk;
    for (int i = 0; i < 1002; ++i) {
        ActRecord record("tag", "+x");
        record.add({desk.shop, desk.stored().id, "tag", "x", {}, ""});
        desk.acts.append(record, desk.now);
    }
    CHECK(desk.acts.latest(2000).size() == 1000);
    CHECK_FALSE(desk.acts.find(ActId{2}));
    CHECK(desk.acts.find(ActId{3}));
    CHECK(desk.acts.steps(ActId{2}).empty());
    CHECK_THROWS_AS(desk.undo.undo(ActId{2}, desk.now), base::Error);
}

TEST_CASE("few large acts push out older ones, but never the latest") {
    Desk desk;
    const auto made = [&](std::int64_t steps) { // as if that act had changed so much
        ActRecord record("tag", "+x");
        record.add({desk.shop, desk.stored().id, "tag", "x", {}, ""});
        const auto act = desk.acts.append(record, desk.now).value();
        desk.database.statement("UPDATE acts SET step_count = :steps WHERE act_id = :act")
            .bind(":steps", steps)
            .bind(":act", act.value())
            .run();
    };
    made(1);
    made(499'998);
    made(1);
    CHECK(desk.acts.latest(10).size() == 3);
    made(600'000); // 500,001 with it: the first one goes
    CHECK(desk.acts.latest(10).size() == 3);
    made(1);
    CHECK(desk.acts.latest(10).size() == 1);
    CHECK(desk.acts.find(ActId{5}));
}

TEST_CASE("an act of a kind that nobody knows is not touched") {
    Desk desk;
    ActRecord record("mend", "a thing");
    record.add({desk.shop, desk.stored().id, "thing", "1", {}, "x"});
    desk.acts.append(record, desk.now);
    CHECK_THROWS_AS(desk.undo_latest(), base::Error);
    CHECK_FALSE(desk.acts.find(ActId{1})->undone_at);
}
