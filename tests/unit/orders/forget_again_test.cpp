// SPDX-License-Identifier: MIT
#include "base/ascii.hpp"
#include "orders/forget_orders.hpp"
#include "orders/merge_buyers.hpp"
#include "orders/note_orders.hpp"
#include "orders/undo_acts.hpp"
#include "orders_world.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <fstream>

using namespace etsyorder;
using namespace etsyorder::orders;

namespace {

void forget(test::OrdersWorld& world, const Order& order) {
    const std::array ids{order.id};
    forget_orders(world.database, ids, world.now);
}

} // namespace

TEST_CASE("of accounts merged one into the other the middle one can be forgotten") {
    test::OrdersWorld world;
    auto one = test::full_order();
    for (const std::int64_t user : {55, 56, 57}) {
        one.buyer_user_id = user;
        one.receipt = ReceiptId{user};
        world.record(one);
    }
    const auto first = *world.stored(55).buyer;
    const auto last = *world.stored(57).buyer;
    merge_buyers(world.database, {*world.stored(56).buyer, first}, world.now);
    merge_buyers(world.database, {last, *world.stored(56).buyer}, world.now);
    forget(world, world.stored(56));
    CHECK(world.stored(55).buyer == last);
    CHECK(MergedBuyerRepository(world.database).merged_into(first) == last);
}

namespace {

// Ann has order 1; Bea 2 and the later 3, on which the step of a merge hangs.
struct Merged : test::OrdersWorld {
    BuyerKind buyers;
    NoteKind notes;
    UndoActs undo{database, {buyers, notes}};

    Merged() {
        place(1, 55, "Ann Maidenname");
        place(2, 66, "Bea Marriedname");
        place(3, 66, "Bea Marriedname");
        merge_buyers(database, {*stored(1).buyer, *stored(2).buyer}, now);
    }
    void place(std::int64_t receipt, std::int64_t user, const char* name) {
        auto order = test::bare_order(receipt, static_cast<unsigned char>(receipt));
        order.buyer_user_id = user;
        order.buyer_name = name;
        order.placed_at = test::at(1000 * receipt);
        record(order);
    }
    std::int64_t count(const std::string& what) {
        auto row = database.statement("SELECT count(*) FROM " + what);
        return row.step() ? row.integer(0) : 0;
    }
};

} // namespace

TEST_CASE("a name that merged buyers had goes from their other orders") {
    Merged world;
    REQUIRE(world.count("orders WHERE searched_words LIKE '%maidenname%'") == 3);
    forget(world, world.stored(1));
    wipe(world.database);
    CHECK(world.count("orders WHERE searched_words LIKE '%maidenname%'") == 0);
    CHECK(world.count("buyer_words WHERE word = 'maidenname'") == 0);
    CHECK(world.count("buyer_words WHERE word = 'marriedname'") > 0);
    std::ifstream in(world.folder.path() / "store.db", std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), {}};
    CHECK(base::ascii_lower(bytes).find("maidenname") == std::string::npos);
    CHECK(ForgetQueries(world.database).buyers(std::nullopt, "bea", 10).size() == 1);
}

TEST_CASE("a name goes from all buyers that its own was merged into, one after the other") {
    Merged world;
    world.place(4, 77, "Cleo Last");
    merge_buyers(world.database, {*world.stored(4).buyer, *world.stored(1).buyer}, world.now);
    for (const auto receipt : {2, 3}) {
        forget(world, world.stored(receipt));
    }
    CHECK(world.count("orders WHERE searched_words LIKE '%marriedname%'") == 0);
    CHECK(world.count("buyer_words WHERE word = 'marriedname'") == 0);
    CHECK(world.count("buyer_words WHERE word = 'maidenname'") == 2); // Ann's, and now Cleo's
}

TEST_CASE("a merge can be undone when the order it hangs on was forgotten") {
    Merged world;
    forget(world, world.stored(3));
    REQUIRE(world.stored(2).buyer == world.stored(1).buyer);
    const auto undoing = world.undo.undo(ActId{1}, world.now);
    CHECK(undoing.result == UndoResult::undone);
    CHECK(undoing.steps.at(0).receipt == ReceiptId{2});
    CHECK(world.stored(2).buyer != world.stored(1).buyer);
    CHECK(world.stored(1).buyer_name == "Ann Maidenname");
}

TEST_CASE("a merge of somebody who was forgotten cannot be undone, and nobody says it was") {
    Merged world;
    for (const auto receipt : {2, 3}) {
        forget(world, world.stored(receipt));
    }
    CHECK(world.count("act_steps") == 0);
    CHECK(world.count("buyers") == 1);
    CHECK(world.undo.undo(ActId{1}, world.now).result == UndoResult::refused);
    CHECK_FALSE(ActRepository(world.database).find(ActId{1})->undone_at);
}

TEST_CASE("a merge into a buyer who was forgotten can be undone from the one that has the orders") {
    Merged world; // Bea into Ann, then Ann into Cleo; Ann is forgotten
    world.place(4, 77, "Cleo Last");
    merge_buyers(world.database, {*world.stored(4).buyer, *world.stored(1).buyer}, world.now);
    forget(world, world.stored(1));
    CHECK(world.count("buyers") == 2);
    CHECK(world.stored(2).buyer == world.stored(4).buyer);
    CHECK(world.undo.plan(*ActRepository(world.database).find(ActId{2})).result ==
          UndoResult::refused); // Ann's own
    CHECK(world.undo.undo(ActId{1}, world.now).result == UndoResult::undone);
    CHECK(world.stored(2).buyer != world.stored(4).buyer);
    CHECK(world.stored(2).buyer == world.stored(3).buyer);
}

TEST_CASE("of an act of several orders what was forgotten is told") {
    Merged world;
    note_orders(world.database,
                {world.stored(1), world.stored(2)},
                {NoteChange::What::add, 0, "call"},
                world.now);
    forget(world, world.stored(1));
    const auto undoing = world.undo.undo(ActId{2}, world.now);
    CHECK(undoing.result == UndoResult::undone);
    CHECK(undoing.steps.size() == 1);
    CHECK(undoing.forgotten == 1);
}

TEST_CASE("what was written of a forgotten order since goes when it is forgotten again") {
    test::OrdersWorld world;
    world.record(test::full_order());
    forget(world, world.stored());
    const auto at = world.stored().forgotten_at;
    const auto order = [&] { return ForgetQueries(world.database).order(world.stored().id); };
    CHECK_FALSE(order()->has_person);
    note_orders(
        world.database, {world.stored()}, {NoteChange::What::add, 0, "call Jane"}, world.now);
    CHECK(order()->has_person);
    world.now += std::chrono::seconds{60};
    forget(world, world.stored());
    CHECK_FALSE(order()->has_person);
    CHECK(world.stored().forgotten_at == at);
    for (const auto* table : {"order_notes", "act_steps"}) {
        auto row = world.database.statement(fmt::format("SELECT count(*) FROM {}", table));
        REQUIRE(row.step());
        CHECK(row.integer(0) == 0);
    }
    for (const auto& event : world.log.of_order(world.stored().id.value())) {
        CHECK(event.data.find("Jane") == std::string::npos);
    }
    // An order of which the mark alone says that it is forgotten.
    world.database.execute("UPDATE orders SET city = 'Springfield'");
    CHECK(order()->has_person);
}

TEST_CASE("the name of the file that told of a forgotten order goes, then and later") {
    test::OrdersWorld world;
    const auto import = [&](const ReceivedOrder& order, const char* file) {
        db::UnitOfWork work(world.database);
        OrderRecorder(world.database, {world.shop, world.now, file}).record(order);
        work.commit();
    };
    const auto sources = [&](std::int64_t receipt) {
        std::string all;
        for (const auto& event : world.log.of_order(world.stored(receipt).id.value())) {
            all += event.source + ",";
        }
        return all;
    };
    auto order = test::bare_order(1042);
    order.buyer_name = "Jane Doe";
    import(order, "import Jane Doe order.csv");
    import(test::bare_order(900), "import other.csv");
    world.now += std::chrono::seconds{60};
    forget(world, world.stored());
    CHECK(sources(1042) == "import,user,");
    CHECK(sources(900) == "import other.csv,");
    order.is_shipped = true;
    order.content_hash = test::hash_of(2);
    import(order, "import Jane Doe again.csv");
    CHECK(sources(1042) == "import,user,import,");
    CHECK_FALSE(ForgetQueries(world.database).order(world.stored().id)->has_person);
}

TEST_CASE("what was forgotten since a backup is forgotten in it again") {
    test::OrdersWorld present;
    test::OrdersWorld restored;
    for (auto* world : {&present, &restored}) {
        world->record(test::full_order());
    }
    forget(present, present.stored());
    const auto people = ForgetQueries(present.database).forgotten();
    CHECK(forget_again(restored.database, people) == 1);
    CHECK(restored.stored().forgotten_at);
    CHECK(restored.stored().buyer_name.empty());
    CHECK(forget_again(restored.database, people) == 0);
}

TEST_CASE("what is forgotten again was forgotten when it was, each order at its own time") {
    test::OrdersWorld present;
    test::OrdersWorld restored;
    for (auto* world : {&present, &restored}) {
        world->record(test::full_order());
        world->record(test::bare_order(900));
    }
    const auto first = present.now;
    forget(present, present.stored());
    present.now += std::chrono::hours{1};
    forget(present, present.stored(900));
    restored.now = present.now += std::chrono::hours{1};
    CHECK(forget_again(restored.database, ForgetQueries(present.database).forgotten()) == 2);
    CHECK(restored.stored().forgotten_at == first);
    CHECK(restored.stored(900).forgotten_at == first + std::chrono::hours{1});
    const auto told = restored.log.of_order(restored.stored().id.value());
    REQUIRE(told.back().name == "order.forgotten");
    CHECK(told.back().occurred_at == first);
    CHECK(told.back().recorded_at == first);
}

TEST_CASE("an order that is newer than the backup comes without its person") {
    test::OrdersWorld present;
    present.record(test::full_order());
    forget(present, present.stored());
    test::OrdersWorld restored;
    const auto people = ForgetQueries(present.database).forgotten();
    CHECK(forget_again(restored.database, people) == 0);
    restored.record(test::full_order());
    CHECK(restored.stored().forgotten_at);
    CHECK(restored.stored().buyer_name.empty());
    CHECK(!restored.stored().buyer);
    CHECK(!restored.repository.source_text(restored.stored().id));
    CHECK(ForgetQueries(restored.database).forgotten().items == people.items);
}

TEST_CASE("an order that the backup has of a file is forgotten again by its number") {
    test::OrdersWorld present;
    present.record(test::full_order());
    forget(present, present.stored());
    test::OrdersWorld restored;
    restored.shop = ShopId{-1};
    restored.record(test::full_order());
    const auto people = ForgetQueries(present.database).forgotten();
    CHECK(forget_again(restored.database, people) == 1);
    CHECK(restored.stored().buyer_name.empty());
}

TEST_CASE("shops of files do not forget for each other") {
    test::OrdersWorld present;
    present.shop = ShopId{-2};
    present.record(test::full_order());
    forget(present, present.stored());
    test::OrdersWorld restored;
    restored.shop = ShopId{-1};
    restored.record(test::full_order());
    const auto people = ForgetQueries(present.database).forgotten();
    CHECK(forget_again(restored.database, people) == 0);
    CHECK(!restored.stored().buyer_name.empty());
}
