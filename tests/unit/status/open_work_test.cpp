// SPDX-License-Identifier: MIT
#include "db/migrations.hpp"
#include "status/board.hpp"
#include "status/open_work.hpp"
#include "status_world.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace etsyorder;
using namespace etsyorder::test;

namespace {

// "item pieces pipeline stage", as the counting sees it.
Texts counted(StatusWorld& world) {
    Texts all;
    status::each_open_pieces(
        world.database, {}, world.placing, [&](const status::OpenPieces& pieces) {
            all.push_back(fmt::format("{} {} {} {}{}",
                                      pieces.item.value(),
                                      pieces.quantity,
                                      pieces.pipeline,
                                      pieces.stage,
                                      pieces.is_held ? " held" : ""));
        });
    std::sort(all.begin(), all.end());
    return all;
}

// The same by way of the items themselves.
Texts listed(StatusWorld& world) {
    Texts all;
    status::StatusRepository(world.database).open_items({}, [&](status::WorkItem&& item) {
        world.placing.place(item);
        for (const auto& pieces : item.pieces) {
            all.push_back(fmt::format("{} {} {} {}{}",
                                      item.item.value(),
                                      pieces.quantity,
                                      item.pipeline,
                                      pieces.stage,
                                      item.hold ? " held" : ""));
        }
    });
    std::sort(all.begin(), all.end());
    return all;
}

class Life {
public:
    Life(StatusWorld& world, unsigned seed) : world_(world), random_(seed) {}

    // Something that may happen to an order of a shop.
    void step() {
        const auto receipt = one_of(6);
        switch (one_of(9)) {
        case 1:
            edit(receipt, [&](auto& order) { order.items->front().quantity = one_of(7); });
            break;
        case 2:
            edit(receipt,
                 [&](auto& order) { order.items->front().sku = one_of(2) == 1 ? "A" : "B"; });
            break;
        case 3:
            edit(receipt,
                 [&](auto& order) { order.status = one_of(2) == 1 ? "completed" : "paid"; });
            break;
        case 4:
            edit(receipt, [&](auto& order) { order.items->front().ship_by = at(one_of(99)); });
            break;
        case 5:
            edit(receipt, [&](auto& order) { second_item(order); });
            break;
        case 6:
            hold(receipt);
            break;
        case 7:
            undo();
            break;
        default:
            move(receipt);
        }
    }

private:
    std::int64_t one_of(std::int64_t count) {
        return static_cast<std::int64_t>(random_() % static_cast<unsigned>(count)) + 1;
    }

    void edit(std::int64_t receipt, const StatusWorld::Edit& edit) {
        world_.add(receipt, quantities_[receipt] = one_of(5), [&](auto& order) {
            order.updated_at = at(2000 + ++edits_);
            edit(order);
        });
    }
    void second_item(orders::ReceivedOrder& order) {
        auto item = order.items->front();
        item.transaction = orders::TransactionId{item.transaction.value() + 1};
        item.is_digital = one_of(2) == 1;
        order.items->push_back(item);
    }
    bool is_there(std::int64_t receipt) const { return quantities_.contains(receipt); }
    void hold(std::int64_t receipt) {
        if (is_there(receipt)) {
            world_.hold(one_of(2) == 1 ? std::optional(status::Hold{"", "", at(1)}) : std::nullopt,
                        receipt);
        }
    }
    void move(std::int64_t receipt) {
        if (is_there(receipt)) {
            auto move = one_of(3) == 1 ? back() : forward();
            if (one_of(2) == 1) {
                move.quantity = 1;
            }
            world_.move(move, std::vector<std::int64_t>{receipt}, true);
        }
    }
    void undo() {
        if (const auto act = orders::ActRepository(world_.database).latest_to_undo()) {
            world_.undo(act->id.value());
        }
    }

    StatusWorld& world_;
    std::mt19937 random_;
    std::map<std::int64_t, std::int64_t> quantities_;
    std::int64_t edits_ = 0;
};

} // namespace

TEST_CASE(
    "work on hand is what orders, items, stages and holds make it, whatever happens to them") {
    for (unsigned seed = 1; seed <= 12; ++seed) {
        CAPTURE(seed);
        StatusWorld world;
        Life life(world, seed);
        for (int i = 0; i < 60; ++i) {
            life.step();
            REQUIRE(world.open_work_differences() == Texts{});
        }
        CHECK(counted(world) == listed(world));
    }
}

TEST_CASE("work on hand follows orders that close, go to another shop or are taken out") {
    StatusWorld world;
    world.add(1);
    world.add(2);
    world.move(forward(), 1);
    for (const auto* sql :
         {"UPDATE orders SET is_open = 0 WHERE receipt_id = 1",
          "UPDATE orders SET is_open = 1, ship_by_utc_s = 7 WHERE receipt_id = 1",
          "INSERT INTO shops (shop_id, name) VALUES (77, 'Other'); UPDATE orders SET shop_id = 77",
          "UPDATE item_stages SET item_id = 2",
          "DELETE FROM status_updates; DELETE FROM order_sources; DELETE FROM items WHERE item_id "
          "= 1"}) {
        CAPTURE(sql);
        world.database.execute(sql);
        CHECK(world.open_work_differences() == Texts{});
    }
    CHECK(counted(world) == Texts{"2 5 plain two"});
}

TEST_CASE("pieces are counted by the shop that is asked for") {
    StatusWorld world;
    world.add(1);
    std::size_t found = 0;
    const auto count = [&](const status::OpenPieces&) { ++found; };
    status::each_open_pieces(world.database, world.shop, world.placing, count);
    CHECK(found == 1);
    status::each_open_pieces(world.database, orders::ShopId{99}, world.placing, count);
    CHECK(found == 1);
}

TEST_CASE("a board counts items, pieces, late and held ones, and shows the most urgent first") {
    StatusWorld world;
    status::Board board(world.pipelines, 2);
    const auto add =
        [&](std::int64_t id, std::optional<int> day, bool held, std::string_view stage) {
            board.add({world.shop,
                       orders::OrderId{id},
                       orders::ItemId{id},
                       "plain",
                       stage,
                       3,
                       day ? std::optional(at(*day)) : std::nullopt,
                       held},
                      day && *day < 10);
        };
    add(1, std::nullopt, false, "one");
    add(2, 20, true, "one");
    add(3, 5, false, "one");
    add(4, 20, false, "one");
    add(5, 7, false, "gone");
    const auto& columns = board.columns();
    REQUIRE(columns.size() == 5);
    CHECK(columns[0].items == 4);
    CHECK(columns[0].pieces == 12);
    CHECK(columns[0].late == 1);
    CHECK(columns[0].held == 1);
    CHECK(columns[0].next_ship_by == at(5));
    REQUIRE(columns[0].first.size() == 2);
    CHECK(columns[0].first[0].item == orders::ItemId{3});
    CHECK(columns[0].first[1].item == orders::ItemId{2});
    CHECK(columns[1].items == 0);
    CHECK(columns[4].stage == "gone");
    CHECK_FALSE(columns[4].is_known);
    board.keep_only("other");
    CHECK(board.columns().empty());
}

TEST_CASE("a store from before the table was there gets it filled") {
    TempFolder folder;
    db::Database database(folder.path() / "store.db", db::Open::for_writing);
    const auto all = db::embedded_migrations();
    const auto before = std::find_if(
        all.begin(), all.end(), [](const auto& one) { return one.name == "0014_open_work"; });
    REQUIRE(before != all.end());
    db::migrate(database, {all.begin(), before});
    database.execute(
        "INSERT INTO shops (shop_id) VALUES (1); INSERT INTO orders (shop_id, order_id, "
        "receipt_id, is_open, placed_at_utc_s, updated_at_utc_s, content_hash, fetched_at_utc_s) "
        "VALUES (1, 1, 1, 1, 0, 0, x'00', 0), (1, 2, 2, 0, 0, 0, x'00', 0); INSERT INTO items "
        "(shop_id, item_id, order_id, transaction_id, position, quantity, is_digital) VALUES (1, "
        "1, 1, 1, 0, 3, 0), (1, 2, 1, 2, 1, 1, 1), (1, 3, 2, 3, 0, 1, 0), (1, 4, 1, 4, 2, 2, 0); "
        "INSERT INTO item_stages VALUES (1, 1, 1, 'a', 'p', 1, 0), (1, 1, 1, 'b', 'p', 2, 0); "
        "INSERT INTO item_holds VALUES (1, 1, 4, '', '', 0)");
    db::migrate(database);
    auto rows = database.statement(
        "SELECT item_id, stage, quantity, is_held FROM open_work ORDER BY item_id, stage");
    Texts all_rows;
    while (rows.step()) {
        all_rows.push_back(fmt::format(
            "{} {} {} {}", rows.integer(0), rows.text(1), rows.integer(2), rows.integer(3)));
    }
    CHECK(all_rows == Texts{"1 a 1 0", "1 b 2 0", "4  2 1"});
}
