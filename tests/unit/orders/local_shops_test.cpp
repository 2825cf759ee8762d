// SPDX-License-Identifier: MIT
#include "db/tables.hpp"
#include "orders/file_row_repository.hpp"
#include "orders/forget_orders.hpp"
#include "orders/local_shop_repository.hpp"
#include "orders/local_shops.hpp"
#include "orders/merge_buyers.hpp"
#include "orders/note_orders.hpp"
#include "orders/parcel_repository.hpp"
#include "orders/ship_order.hpp"
#include "orders/tag_orders.hpp"
#include "orders/undo_acts.hpp"
#include "orders_world.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

using namespace etsyorder;
using namespace etsyorder::orders;
using test::OrdersWorld;

namespace {

using Names = std::vector<std::string>;
constexpr ShopId kLocal{-1};

// Shop 7 is Etsy's, -1 a local one.
struct Shops : OrdersWorld {
    explicit Shops(const std::string& local = "", const std::string& etsys = "") {
        db::UnitOfWork work(database);
        make_local_shop(database, local);
        repository.make_shop(shop);
        work.commit();
        database.statement("UPDATE shops SET name = :name WHERE shop_id = 7")
            .bind(":name", etsys)
            .run();
    }
    static ReceivedOrder of_file(std::int64_t receipt, const std::string& user = "ann") {
        auto order = test::bare_order(receipt);
        order.content_hash = {};
        order.buyer_username = user;
        order.buyer_name = "Ann Ash";
        order.status = "paid";
        order.placed_at = test::at(1000);
        order.address.city = "Springfield";
        ReceivedItem item;
        item.transaction = TransactionId{receipt * 10};
        item.title = "Sign";
        item.answers =
            std::vector<Answer>{{AnswerKind::personalisation, "Name", "Secret", {}, {}, {}}};
        order.items = {item};
        return order;
    }
    OrderId import(ShopId to, const ReceivedOrder& order, FileKind kind = FileKind::sold_items) {
        db::UnitOfWork work(database);
        const RecordContext context{to, now, "import", kind != FileKind::mapped};
        const auto stored = repository.find_stored(to, order.receipt);
        const auto recorded = OrderRecorder(database, context).record_file(order, stored);
        Order known;
        known.id = recorded.order;
        known.shop = to;
        FileRowRepository rows(database);
        const auto header = rows.keep_header({"a\n", false});
        if (!recorded.is_forgotten) {
            rows.keep(known, {kind, order.receipt.value() * 10, header, "Ann Ash,Secret\n"}, now);
        }
        work.commit();
        return known.id;
    }
    void sync(std::int64_t receipt, std::int64_t user = 55) {
        auto order = test::bare_order(receipt, 5);
        order.buyer_user_id = user;
        order.buyer_name = "Ann Ash";
        order.status = "paid";
        order.placed_at = test::at(1000);
        record(order);
    }
    int take_in() {
        db::UnitOfWork work(database);
        const auto count = take_in_local_shops(database, shop, now);
        work.commit();
        return count;
    }
    void note(ShopId of, std::int64_t receipt, const std::string& text) {
        note_orders(database,
                    {repository.find(of, ReceiptId{receipt}).value()},
                    {NoteChange::What::add, 0, text},
                    now);
    }
    Names notes(std::int64_t receipt = 1) {
        Names texts;
        for (const auto& one : NoteRepository(database).of_order(stored(receipt).id)) {
            texts.push_back(std::to_string(one.number) + " " + one.text);
        }
        return texts;
    }
    std::int64_t count(const std::string& sql) {
        auto row = database.statement(sql);
        REQUIRE(row.step());
        return row.integer(0);
    }
    void check_sound() {
        CHECK(count("SELECT count(*) FROM pragma_foreign_key_check") == 0);
        for (const auto& table : db::tables_with_column(database, "order_id")) {
            CAPTURE(table);
            CHECK(count("SELECT count(*) FROM " + table +
                        " t JOIN orders o ON o.order_id = t.order_id WHERE o.shop_id <> "
                        "t.shop_id") == 0);
        }
        CHECK(count("SELECT count(*) FROM orders o JOIN buyers b ON b.buyer_id = o.buyer_id WHERE "
                    "b.shop_id <> o.shop_id") == 0);
        CHECK(count("SELECT count(*) FROM buyer_words w JOIN buyers b ON b.buyer_id = w.buyer_id "
                    "WHERE b.shop_id <> w.shop_id") == 0);
        CHECK(count("SELECT count(*) FROM shops WHERE shop_id < 0 AND NOT EXISTS (SELECT 1 FROM "
                    "orders o WHERE o.shop_id = shops.shop_id)") == 0);
    }
};

} // namespace

TEST_CASE("every table that has a shop has a rule for shops that are taken in") {
    OrdersWorld world;
    const auto known = LocalShopRepository::tables();
    for (const auto& table : db::tables_with_column(world.database, "shop_id")) {
        CAPTURE(table);
        CHECK(std::ranges::find(known, table) != known.end());
    }
}

TEST_CASE("parcels go with their order, and one of both is kept once") {
    Shops shops;
    shops.import(kLocal, Shops::of_file(1));
    shops.import(kLocal, Shops::of_file(2));
    shops.sync(1);
    const auto prepare = [&](ShopId of, std::int64_t receipt, const std::string& code) {
        db::UnitOfWork work(shops.database);
        prepare_parcels(shops.database,
                        shops.repository.find(of, ReceiptId{receipt}).value(),
                        {{"usps", "USPS", code, {}}},
                        shops.now);
        work.commit();
    };
    prepare(kLocal, 1, "9400");
    prepare(kLocal, 1, "9500");
    prepare(kLocal, 2, "9600");
    prepare(shops.shop, 1, "9400");
    CHECK(shops.take_in() == 1);
    const auto codes = [&](std::int64_t receipt) {
        Names found;
        for (const auto& parcel :
             ParcelRepository(shops.database).of_order(shops.stored(receipt).id)) {
            found.push_back(parcel.tracking_code);
        }
        return found;
    };
    CHECK(codes(1) == Names{"9400", "9500"});
    CHECK(codes(2) == Names{"9600"});
    shops.check_sound();
}

TEST_CASE("notes of both orders stay, with numbers of their own, and acts find theirs") {
    Shops shops;
    shops.import(kLocal, Shops::of_file(1));
    shops.sync(1);
    shops.note(shops.shop, 1, "Etsy's");
    shops.note(kLocal, 1, "local");
    tag_orders(shops.database,
               {shops.repository.find(kLocal, ReceiptId{1}).value()},
               {{"urgent"}, {}},
               shops.now);
    CHECK(shops.take_in() == 1);
    CHECK(shops.notes() == Names{"1 Etsy's", "2 local"});
    CHECK(shops.stored(1).tags == Names{"urgent"});
    shops.check_sound();
    const TagKind tags;
    const NoteKind notes;
    UndoActs undo(shops.database, {tags, notes});
    CHECK(undo.undo(ActId{2}, shops.now).result == UndoResult::undone); // the local note
    CHECK(shops.notes() == Names{"1 Etsy's"});
    CHECK(undo.undo(ActId{3}, shops.now).result == UndoResult::undone);
    CHECK(shops.stored(1).tags.empty());
    const auto events = shops.log.of_order(shops.stored(1).id.value());
    CHECK(std::ranges::count(events, "order.placed", &events::Event::name) == 1);
    CHECK(std::ranges::any_of(events, [](const auto& event) {
        return event.name == "order.noted" && event.data.find("\"note 2\"") != std::string::npos;
    }));
}

TEST_CASE("a shop with another name waits until Etsy's name is known, and then stays apart") {
    Shops shops("MyCraftFair");
    shops.import(kLocal, Shops::of_file(1));
    CHECK(shops.take_in() == 0); // the first sync: Etsy's shop has no name yet
    shops.database.execute("UPDATE shops SET name = 'PineAndPen' WHERE shop_id = 7");
    shops.sync(2);
    CHECK(shops.take_in() == 0);
    CHECK(shops.count("SELECT count(*) FROM orders WHERE shop_id = -1") == 1);
}

TEST_CASE("a shop with a name is taken in once Etsy's is the same, in any case") {
    Shops shops("pineandpen");
    shops.import(kLocal, Shops::of_file(1));
    CHECK(shops.take_in() == 0);
    shops.database.execute("UPDATE shops SET name = 'PineAndPen' WHERE shop_id = 7");
    CHECK(shops.take_in() == 1);
    CHECK(shops.count("SELECT count(*) FROM shops") == 1);
    CHECK(shops.stored(1).buyer_name == "Ann Ash");
    shops.check_sound();
}

TEST_CASE("orders of another shop's file stay in the local shop, and their buyers with them") {
    Shops shops("", "PineAndPen");
    shops.import(kLocal, Shops::of_file(1, "ann"));
    shops.import(kLocal, Shops::of_file(2, "bea"));
    shops.import(kLocal, Shops::of_file(3, "ann"), FileKind::mapped);
    shops.sync(3, 56); // the same number by chance
    CHECK(shops.take_in() == 1);
    CHECK(shops.count("SELECT count(*) FROM orders WHERE shop_id = -1 AND receipt_id = 3") == 1);
    CHECK(shops.count("SELECT count(*) FROM orders WHERE shop_id = 7") == 3);
    CHECK(shops.count("SELECT count(DISTINCT b.shop_id) FROM buyers b WHERE b.username = 'ann'") ==
          2);
    shops.check_sound();
    CHECK(shops.take_in() == 0);
    CHECK(shops.repository.find(kLocal, ReceiptId{3})->is_open);
}

TEST_CASE("of a shop that has Etsy's name everything is taken in") {
    Shops shops("PineAndPen", "PineAndPen");
    shops.import(kLocal, Shops::of_file(3), FileKind::mapped);
    CHECK(shops.take_in() == 1);
    CHECK(shops.stored(3).is_open);
    shops.check_sound();
}

TEST_CASE("who was forgotten from Etsy's order is not brought back by the local one") {
    Shops shops;
    const auto local = shops.import(kLocal, Shops::of_file(1)); // before it is forgotten
    shops.note(kLocal, 1, "Secret of Ann");
    shops.sync(1);
    forget_orders(shops.database, std::array{shops.stored(1).id}, shops.now);
    CHECK(shops.take_in() == 1);
    const auto order = ForgetQueries(shops.database).order(shops.stored(1).id).value();
    CHECK(order.forgotten_at);
    CHECK_FALSE(order.has_person);
    CHECK_FALSE(shops.repository.load(local));
    CHECK(shops.count("SELECT count(*) FROM file_rows") == 0);
    CHECK(shops.count("SELECT count(*) FROM buyers") == 0);
    CHECK(shops.count("SELECT count(*) FROM buyer_words") == 0);
    CHECK(shops.count("SELECT count(*) FROM act_steps") == 0);
    CHECK(shops.count("SELECT count(*) FROM answers") == 0);
    CHECK(ForgetQueries(shops.database).wipe_is_pending());
    shops.check_sound();
}

TEST_CASE("who was forgotten from the local order is forgotten from Etsy's") {
    Shops shops;
    const auto local = shops.import(kLocal, Shops::of_file(1));
    shops.sync(1);
    forget_orders(shops.database, std::array{local}, shops.now);
    CHECK(shops.take_in() == 1);
    const auto order = ForgetQueries(shops.database).order(shops.stored(1).id).value();
    CHECK(order.forgotten_at);
    CHECK_FALSE(order.has_person);
    shops.check_sound();
}

TEST_CASE("who was forgotten from a local order that Etsy never told of stays so in Etsy's shop") {
    Shops shops;
    const auto local = shops.import(kLocal, Shops::of_file(1));
    shops.import(kLocal, Shops::of_file(2));
    shops.sync(2); // the shops share it
    forget_orders(shops.database, std::array{local}, shops.now);
    CHECK(shops.take_in() == 1);
    CHECK(shops.count("SELECT shop_id FROM forgotten_orders WHERE receipt_id = 1") == 7);
    CHECK(shops.count("SELECT count(*) FROM forgotten_orders") == 1);
    shops.sync(1);
    CHECK_FALSE(ForgetQueries(shops.database).order(shops.stored(1).id)->has_person);
}

TEST_CASE("a person forgotten in one shop is not taken up from the same order in another") {
    Shops shops("Elsewhere", "PineAndPen");
    shops.sync(1);
    forget_orders(shops.database, std::array{shops.stored(1).id}, shops.now);
    const auto by_file = shops.import(kLocal, Shops::of_file(1));
    CHECK_FALSE(ForgetQueries(shops.database).order(by_file)->has_person);
    CHECK(shops.count("SELECT count(*) FROM file_rows") == 0);
    // Another shop's order 2 is another order.
    shops.sync(2);
    forget_orders(shops.database, std::array{shops.stored(2).id}, shops.now);
    const auto mapped = shops.import(kLocal, Shops::of_file(2), FileKind::mapped);
    CHECK(shops.repository.load(mapped)->buyer_name == "Ann Ash");
}

TEST_CASE("merged buyers of a local shop stay merged, and are one with Etsy's") {
    Shops shops;
    shops.import(kLocal, Shops::of_file(1, "ann"));
    shops.import(kLocal, Shops::of_file(2, "bea"));
    shops.import(kLocal, Shops::of_file(3, "ann"));
    merge_buyers(shops.database,
                 {*shops.repository.find(kLocal, ReceiptId{2})->buyer,
                  *shops.repository.find(kLocal, ReceiptId{1})->buyer},
                 shops.now);
    shops.sync(1, 55);
    shops.sync(2, 66);
    CHECK(shops.take_in() == 1);
    CHECK(shops.stored(1).buyer == shops.stored(2).buyer);
    CHECK(shops.stored(1).buyer == shops.stored(3).buyer);
    CHECK(shops.count("SELECT count(*) FROM buyers") == 2);
    shops.check_sound();
    CHECK(shops.count("SELECT count(*) FROM order_accounts a JOIN buyers b ON b.buyer_id = "
                      "a.buyer_id WHERE b.etsy_user_id = 55") == 2);
}

TEST_CASE("what a local order adds to Etsy's is learned from its file, when that was imported") {
    Shops shops;
    shops.import(kLocal, Shops::of_file(1)); // its source is "import"
    shops.database.execute("UPDATE events SET source = 'import items.csv'");
    const auto imported_at = shops.now;
    shops.now += std::chrono::hours(1);
    shops.sync(1);
    const auto synced_at = shops.now;
    shops.now += std::chrono::hours(1);
    CHECK(shops.take_in() == 1);
    const auto order = shops.stored(1);
    CHECK(order.address.city == "Springfield");
    CHECK(order.fetched_at == synced_at);
    const auto events = shops.log.of_order(order.id.value());
    const auto added = std::ranges::find(events, "import items.csv", &events::Event::source);
    REQUIRE(added != events.end());
    CHECK(added->name == "order.changed");
    CHECK(added->recorded_at == imported_at);
}
