// SPDX-License-Identifier: MIT
#include "orders/note_orders.hpp"
#include "orders_world.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;
using namespace etsyorder::orders;
using test::OrdersWorld;

namespace {

struct Desk : OrdersWorld {
    Desk() {
        record(test::full_order());
        record(test::bare_order(1043));
    }
    std::vector<Noted> note(NoteChange change) {
        return note_orders(database, {stored(1042), stored(1043)}, change, now);
    }
    std::vector<Note> notes(std::int64_t receipt = 1042) {
        return NoteRepository(database).of_order(stored(receipt).id);
    }
    std::vector<Noted> change_first(NoteChange change) {
        return note_orders(database, {stored(1042)}, change, now);
    }
};

NoteChange addition(const std::string& text) {
    return {NoteChange::What::add, 0, text};
}

} // namespace

TEST_CASE("a note is written once on each order, and again is already so") {
    Desk desk;
    CHECK(desk.note(addition("call back"))[1].outcome == NoteOutcome::changed);
    const auto again = desk.note(addition("call back"));
    CHECK(again[0].outcome == NoteOutcome::already_so);
    CHECK(again[0].number == 1);
    CHECK(desk.notes().size() == 1);
    CHECK(desk.notes(1043).front().text == "call back");
    CHECK(desk.event_names(desk.stored().id) ==
          std::vector<std::string>{"order.placed", "order.noted"});
}

TEST_CASE("the number of a note that was taken off is not given again") {
    Desk desk;
    desk.note(addition("one"));
    desk.change_first({NoteChange::What::remove, 1, ""});
    CHECK(desk.notes().empty());
    CHECK(desk.change_first(addition("two"))[0].number == 2);
    CHECK(desk.change_first({NoteChange::What::remove, 1, ""})[0].outcome ==
          NoteOutcome::already_so);
}

TEST_CASE("a note that is not there stops the change of all orders") {
    Desk desk;
    desk.change_first(addition("one"));
    const auto noted = desk.note({NoteChange::What::edit, 1, "two"});
    CHECK(noted[0].outcome == NoteOutcome::changed);
    CHECK(noted[1].outcome == NoteOutcome::no_note);
    CHECK(desk.notes().front().text == "one");
}

TEST_CASE("a note that was changed says when") {
    Desk desk;
    desk.change_first(addition("one"));
    desk.now = test::at(20'000);
    desk.change_first({NoteChange::What::edit, 1, "two"});
    CHECK(desk.notes().front().text == "two");
    CHECK(desk.notes().front().written_at == test::at(10'000));
    CHECK(desk.notes().front().changed_at == test::at(20'000));
}

TEST_CASE("an order takes no more than a thousand notes") {
    Desk desk;
    for (int i = 0; i < 1000; ++i) {
        NoteRepository(desk.database).add(desk.shop, desk.stored().id, std::to_string(i), desk.now);
    }
    CHECK(desk.change_first(addition("one more"))[0].outcome == NoteOutcome::too_many);
    CHECK(desk.notes().size() == 1000);
}

TEST_CASE("a note loses only what nobody would miss") {
    CHECK(tidied_note("\n  a\r\n\tb \n\n") == "  a\n\tb");
    CHECK(tidied_note("José 👩‍👩‍👧") == "José 👩‍👩‍👧");
    CHECK(tidied_note("").empty());
    CHECK(tidied_note(" \n").empty());
    CHECK(tidied_note("a\x1b[31m").empty());
    CHECK(tidied_note("\xff").empty());
    CHECK(tidied_note("\xc2\x85").empty()); // a control character of two bytes
    CHECK(tidied_note(std::string(10'000, 'a')).size() == 10'000);
    CHECK(tidied_note(std::string(10'001, 'a')).empty());
}
