// SPDX-License-Identifier: MIT
// A shop that was filled from files and then signed in: what was done to its items goes with them.
#include "orders/history_queries.hpp"
#include "orders/local_shops.hpp"
#include "status_world.hpp"

using namespace etsyorder;
using namespace etsyorder::status;
using namespace etsyorder::test;

namespace {

constexpr orders::ShopId kLocal{-1};

struct Shops : StatusWorld {
    Shops() {
        db::UnitOfWork work(database);
        orders::make_local_shop(database, "");
        repository.make_shop(shop);
        work.commit();
    }
    // An open order of a file, with items of these numbers at Etsy.
    void import(const std::vector<std::int64_t>& transactions) {
        auto order = with_items(transactions);
        order.content_hash = {};
        db::UnitOfWork work(database);
        const orders::RecordContext context{kLocal, now, "import", true};
        orders::OrderRecorder(database, context).record_file(order, std::nullopt);
        work.commit();
    }
    void sync(const std::vector<std::int64_t>& transactions) { record(with_items(transactions)); }
    int take_in() {
        db::UnitOfWork work(database);
        const auto count = orders::take_in_local_shops(database, shop, now);
        work.commit();
        return count;
    }
    Moved move_local(std::int64_t number, const Move& what) {
        return move_one(local(), number, what);
    }
    Moved move_one(orders::OrderId order, std::int64_t number, const Move& what) {
        const std::vector<ItemChoice> choice{{order, number}};
        const auto plan = plan_moves(database, choice, what, placing);
        return move_items(database, choice, what, placing, plan, false, now).items.at(0);
    }
    orders::OrderId local() const {
        return repository.find(kLocal, orders::ReceiptId{1}).value().id;
    }

private:
    static orders::ReceivedOrder with_items(const std::vector<std::int64_t>& transactions) {
        auto order = bare_order(1, 9);
        order.status = "paid";
        order.buyer_name = "Ann Ash";
        order.buyer_username = "ann";
        order.placed_at = at(1000);
        std::vector<orders::ReceivedItem> items;
        for (const auto number : transactions) {
            orders::ReceivedItem item;
            item.transaction = orders::TransactionId{number};
            item.title = "Sign";
            item.quantity = 3;
            items.push_back(item);
        }
        order.items = items;
        return order;
    }
};

} // namespace

TEST_CASE("items that were moved before the shop signed in stand where they stood") {
    Shops shops;
    shops.import({10, 11});
    shops.move_local(2, so_many(to("three"), 2));
    hold_items(shops.database,
               {{shops.local(), 1}},
               {Hold{"buyer", "which font?", {}}, {}},
               shops.placing,
               shops.now);
    CHECK(shops.take_in() == 1);
    CHECK(shops.where(1, 1) == Texts{"3 one"});
    CHECK(shops.item(1, 1).hold->reason == "which font?");
    CHECK(shops.where(1, 2) == Texts{"1 one", "2 three"});
    CHECK(shops.item(1, 2).shop == shops.shop);
    CHECK(StatusRepository(shops.database).history(shops.stored(1).id).size() == 2);
    CHECK(shops.open_work_differences() == Texts{});
}

TEST_CASE("an order that both shops have takes over where the pieces of its items stood") {
    Shops shops;
    shops.import({10, 11});
    shops.move_local(2, so_many(to("three"), 2));
    shops.sync({11, 10}); // Etsy has them the other way round
    CHECK(shops.take_in() == 1);
    CHECK(shops.where(1, 1) == Texts{"1 one", "2 three"});
    CHECK(shops.where(1, 2) == Texts{"3 one"});
    CHECK(shops.count("pragma_foreign_key_check") == 0);
    CHECK(shops.count("item_stages WHERE shop_id < 0") == 0);
    CHECK(shops.count("status_updates WHERE shop_id < 0") == 0);
    CHECK(shops.open_work_differences() == Texts{});
    // What is told of it names the item of the order that stays.
    const auto order = shops.stored(1);
    for (const auto& event : events::EventLog(shops.database).of_order(order.id.value())) {
        if (event.name == "status.moved") {
            const auto item = orders::ItemId{event.subject_id.value_or(0)};
            CHECK(orders::HistoryQueries(shops.database).item_number(order.id, item) == 1);
            CHECK(event.data.find(fmt::format("\"item\":{}", item.value())) != std::string::npos);
        }
    }
    CHECK(shops.count("events WHERE name = 'status.moved'") == 1);
}

TEST_CASE("where both shops have moved an order, Etsy's stands") {
    Shops shops;
    shops.import({10});
    shops.move_local(1, to("three"));
    shops.sync({10});
    shops.move(to("two"), 1);
    CHECK(shops.take_in() == 1);
    CHECK(shops.where(1) == Texts{"3 two"});
    CHECK(StatusRepository(shops.database).history(shops.stored(1).id).size() == 2);
    CHECK(shops.count("pragma_foreign_key_check") == 0);
}

TEST_CASE("an item that was moved here does not keep the others of its order from standing there") {
    Shops shops;
    shops.import({10, 11, 12});
    shops.move_local(1, to("three"));
    shops.move_local(2, so_many(to("two"), 1));
    shops.move_local(3, to("two"));
    for (const auto number : {1, 2}) {
        hold_items(shops.database,
                   {{shops.local(), number}},
                   {Hold{"buyer", "which font?", {}}, {}},
                   shops.placing,
                   shops.now);
    }
    shops.sync({10, 11, 12});
    shops.move_one(shops.stored(1).id, 1, to("two"));
    hold_items(shops.database,
               {{shops.stored(1).id, 1}},
               {Hold{"material", "oak", {}}, {}},
               shops.placing,
               shops.now);
    CHECK(shops.take_in() == 1);
    CHECK(shops.where(1, 1) == Texts{"3 two"}); // Etsy's stands
    CHECK(shops.where(1, 2) == Texts{"2 one", "1 two"});
    CHECK(shops.where(1, 3) == Texts{"3 two"});
    CHECK(shops.item(1, 1).hold->reason == "oak");
    REQUIRE(shops.item(1, 2).hold);
    CHECK(shops.item(1, 2).hold->reason == "which font?");
    CHECK(shops.count("pragma_foreign_key_check") == 0);
    CHECK(shops.count("item_stages WHERE shop_id < 0") == 0);
}

TEST_CASE("items that no longer go together do not stop the shop from being taken in") {
    Shops shops;
    shops.import({10, 11});
    shops.move_local(1, to("three"));
    shops.move_local(2, to("three"));
    shops.sync({11, 99}); // 10 was taken off, 99 put on
    CHECK(shops.take_in() == 1);
    CHECK(shops.where(1, 1) == Texts{"3 three"});
    CHECK(shops.count("pragma_foreign_key_check") == 0);
    CHECK(shops.count("item_stages WHERE shop_id < 0") == 0);
}

TEST_CASE("what was done before the shop signed in can still be undone") {
    Shops shops;
    shops.import({10, 11});
    shops.move_local(2, to("three"));
    shops.sync({11, 10});
    CHECK(shops.where(1, 1) == Texts{"3 one"});
    CHECK(shops.take_in() == 1);
    CHECK(shops.where(1, 1) == Texts{"3 three"});
    CHECK(shops.undo(1) == orders::UndoResult::undone);
    CHECK(shops.where(1, 1) == Texts{"3 one"});
}
