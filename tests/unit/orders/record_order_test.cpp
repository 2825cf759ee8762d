// SPDX-License-Identifier: MIT
#include "orders/order_queries.hpp"
#include "orders_world.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace etsyorder;
using orders::Outcome;
using test::at;
using test::bare_order;
using test::full_order;
using test::hash_of;
using Names = std::vector<std::string>;

namespace {

// The full order changed by `edit`, as other bytes.
template <class Edit>
orders::ReceivedOrder changed(Edit edit, unsigned char hash = 2) {
    auto order = full_order();
    edit(order);
    order.content_hash = hash_of(hash);
    return order;
}

} // namespace

TEST_CASE("every field of an order comes back from the store as it was received") {
    test::OrdersWorld world;
    const auto said = full_order();
    world.record(said);
    const auto order = world.stored();
    CHECK(order.shop == world.shop);
    CHECK(order.receipt == said.receipt);
    CHECK(order.buyer);
    CHECK(order.buyer_name == said.buyer_name);
    CHECK(order.buyer_email == said.buyer_email);
    CHECK(order.status == said.status);
    CHECK(order.is_open);
    CHECK(order.is_paid);
    CHECK_FALSE(order.is_shipped);
    CHECK(order.is_gift);
    CHECK(order.is_personalised);
    CHECK(order.placed_at == said.placed_at);
    CHECK(order.updated_at == said.updated_at);
    CHECK(order.ship_by == at(5000));
    CHECK(order.address == said.address);
    CHECK(order.payment_method == said.payment_method);
    CHECK(order.message_from_buyer == said.message_from_buyer);
    CHECK(order.message_from_seller == said.message_from_seller);
    CHECK(order.message_from_payment == said.message_from_payment);
    CHECK(order.gift_message == said.gift_message);
    CHECK(order.gift_sender == said.gift_sender);
    CHECK(order.amounts == said.amounts);
    CHECK(order.shipments == said.shipments);
    CHECK(order.refunds == said.refunds);
    CHECK(order.fetched_at == world.now);
    REQUIRE(order.items.size() == 1);
    const auto& item = order.items[0];
    const auto& said_item = said.items->at(0);
    CHECK(item.transaction == said_item.transaction);
    CHECK(item.title == said_item.title);
    CHECK(item.sku == said_item.sku);
    CHECK(item.quantity == said_item.quantity);
    CHECK(item.price == said_item.price);
    CHECK(item.is_digital == said_item.is_digital);
    CHECK(item.listing_id == said_item.listing_id);
    CHECK(item.listing_image_id == said_item.listing_image_id);
    CHECK(item.product_id == said_item.product_id);
    CHECK(item.ship_by == said_item.ship_by);
    CHECK(item.shipped_at == said_item.shipped_at);
    CHECK(item.shipping_upgrade == said_item.shipping_upgrade);
    CHECK(item.answers == said_item.answers);
}

TEST_CASE("an order of which nothing but the number is known is stored as that") {
    test::OrdersWorld world;
    CHECK(world.record(bare_order(5)).outcome == Outcome::placed);
    const auto order = world.stored(5);
    CHECK(order.status.empty());
    CHECK(order.items.empty());
    CHECK_FALSE(order.ship_by);
    CHECK_FALSE(order.amounts.total);
    CHECK(order.placed_at == world.now);
}

TEST_CASE("a new order is placed once, with one event at the time it was placed") {
    test::OrdersWorld world;
    const auto recorded = world.record(full_order());
    CHECK(recorded.outcome == Outcome::placed);
    CHECK(recorded.events == Names{"order.placed"});
    const auto events = world.log.of_order(recorded.order.value());
    REQUIRE(events.size() == 1);
    CHECK(events[0].occurred_at == at(1000));
    CHECK(events[0].recorded_at == world.now);
    CHECK(events[0].data == "{}"); // the order itself says all
}

TEST_CASE("the same bytes again are unchanged: no write, no event") {
    test::OrdersWorld world;
    const auto first = world.record(full_order());
    world.now += std::chrono::hours{1};
    const auto again = world.record(full_order());
    CHECK(again.outcome == Outcome::unchanged);
    CHECK(again.order == first.order);
    CHECK(world.event_names(first.order) == Names{"order.placed"});
    CHECK(world.stored().fetched_at == at(10'000));
}

TEST_CASE("other bytes without news are kept in full and write no event") {
    test::OrdersWorld world;
    world.record(full_order());
    const auto recorded = world.record(changed([](orders::ReceivedOrder& order) {
        order.address.formatted = "Elsewhere";
        order.updated_at = at(3000);
        order.items->at(0).product_id = 99;
        order.items->at(0).listing_image_id = 98;
        order.refunds->at(0).status = "PENDING";
    }));
    CHECK(recorded.outcome == Outcome::refreshed);
    CHECK(recorded.events.empty());
    const auto order = world.stored();
    CHECK(order.address.formatted == "Elsewhere");
    CHECK(order.updated_at == at(3000));
    CHECK(order.items.at(0).product_id == 99);
    CHECK(order.items.at(0).listing_image_id == 98);
    CHECK(order.refunds.at(0).status == "PENDING");
    CHECK(world.event_names(order.id) == Names{"order.placed"});
}

TEST_CASE("each kind of change has the event that names it best") {
    struct Case {
        const char* event;
        void (*edit)(orders::ReceivedOrder&);
    };
    for (const auto& one :
         {Case{"order.canceled", [](orders::ReceivedOrder& o) { o.status = "canceled"; }},
          Case{"order.refunded", [](orders::ReceivedOrder& o) { o.status = "fully refunded"; }},
          Case{"order.refunded",
               [](orders::ReceivedOrder& o) {
                   o.refunds->push_back({base::Money{1, "USD"}, "", "", "", {}});
               }},
          Case{"order.shipped",
               [](orders::ReceivedOrder& o) {
                   o.is_shipped = true;
                   o.status = "completed";
               }},
          Case{"order.ship_by_moved",
               [](orders::ReceivedOrder& o) { o.items->at(0).ship_by = at(5001); }},
          Case{"order.changed", [](orders::ReceivedOrder& o) { o.message_from_buyer = "hurry"; }},
          Case{"order.changed", [](orders::ReceivedOrder& o) { o.amounts.discount = 99; }},
          Case{"order.changed", [](orders::ReceivedOrder& o) { o.payment_method = "paypal"; }},
          Case{"order.changed",
               [](orders::ReceivedOrder& o) { o.shipments->at(0).notified_at = at(1); }},
          Case{"order.changed",
               [](orders::ReceivedOrder& o) { o.items->at(0).answers->at(0).text = "Zoe"; }}}) {
        CAPTURE(one.event);
        test::OrdersWorld world;
        world.record(full_order());
        const auto recorded = world.record(changed(one.edit));
        CHECK(recorded.outcome == Outcome::changed);
        CHECK(recorded.events == Names{one.event});
        CHECK(world.event_names(recorded.order) == Names{"order.placed", one.event});
    }
}

TEST_CASE("paying an order that was not paid is order.paid") {
    test::OrdersWorld world;
    world.record(changed([](orders::ReceivedOrder& o) { o.is_paid = false; }, 3));
    CHECK(world.record(full_order()).events == Names{"order.paid"});
}

TEST_CASE("an announced change happened when the source says, a silent one is dated now") {
    test::OrdersWorld world;
    const auto id = world.record(full_order()).order;
    world.record(changed(
        [](orders::ReceivedOrder& o) {
            o.message_from_buyer = "a";
            o.updated_at = at(2500);
        },
        2));
    world.record(changed(
        [](orders::ReceivedOrder& o) {
            o.message_from_buyer = "b";
            o.updated_at = at(2500);
        },
        3));
    const auto events = world.log.of_order(id.value());
    REQUIRE(events.size() == 3);
    CHECK(events[1].occurred_at == at(2500));
    CHECK(events[2].occurred_at == world.now);
}

TEST_CASE("the change's event names field, before and after") {
    test::OrdersWorld world;
    const auto id = world.record(full_order()).order;
    world.record(changed([](orders::ReceivedOrder& o) { o.status = "canceled"; }));
    const auto data = nlohmann::json::parse(world.log.of_order(id.value()).at(1).data);
    CHECK(data["changes"] ==
          nlohmann::json::parse(R"([{"field":"status","before":"paid","after":"canceled"}])"));
}

TEST_CASE("an item keeps its number through changes, and a removed one stays, marked") {
    test::OrdersWorld world;
    world.record(changed(
        [](orders::ReceivedOrder& o) {
            auto second = o.items->at(0);
            second.transaction = orders::TransactionId{10};
            o.items->push_back(second);
        },
        2));
    const auto before = world.stored();
    const auto recorded = world.record(changed(
        [](orders::ReceivedOrder& o) {
            o.items->at(0).transaction = orders::TransactionId{10};
            o.items->at(0).quantity = 8;
        },
        3));
    CHECK(recorded.outcome == Outcome::changed);
    const auto after = world.stored();
    REQUIRE(after.items.size() == 2);
    CHECK(after.items[0].transaction.value() == 10);
    CHECK(after.items[0].id == before.items[1].id);
    CHECK(after.items[0].quantity == 8);
    CHECK_FALSE(after.items[0].removed_at);
    CHECK(after.items[1].id == before.items[0].id);
    CHECK(after.items[1].removed_at == world.now);
}

TEST_CASE("one buyer with two orders is one buyer, and two guests without a number are two") {
    test::OrdersWorld world;
    auto second = full_order();
    second.receipt = orders::ReceiptId{1043};
    world.record(full_order());
    world.record(second);
    CHECK(world.stored(1042).buyer == world.stored(1043).buyer);
    auto guest = bare_order(1);
    guest.buyer_name = "Ann";
    world.record(guest);
    guest.receipt = orders::ReceiptId{2};
    world.record(guest);
    CHECK(world.stored(1).buyer != world.stored(2).buyer);
}

TEST_CASE("the seller's tags stay through a change") {
    test::OrdersWorld world;
    world.record(full_order());
    world.repository.add_tag(world.stored(), "rush");
    world.record(changed([](orders::ReceivedOrder& o) { o.status = "canceled"; }));
    CHECK(world.stored().tags == Names{"rush"});
}

TEST_CASE("a unit of work that fails leaves neither order nor event") {
    test::OrdersWorld world;
    {
        db::UnitOfWork work(world.database);
        orders::OrderRecorder(world.database, {world.shop, world.now, "sync"}).record(full_order());
    }
    CHECK_FALSE(world.repository.find(world.shop, orders::ReceiptId{1042}));
    auto row = world.database.statement("SELECT count(*) FROM events");
    REQUIRE(row.step());
    CHECK(row.integer(0) == 0);
}

TEST_CASE(
    "a changed name without the buyer's number keeps the buyer, who is then found by both names") {
    test::OrdersWorld world;
    world.record(full_order());
    const auto buyer = world.stored().buyer;
    world.record(changed([](auto& order) {
        order.buyer_user_id.reset();
        order.buyer_name = "Mia Mustermann";
    }));
    CHECK(world.stored().buyer == buyer);
    CHECK(world.stored().buyer_name == "Mia Mustermann");
}

TEST_CASE("an order the source no longer knows is marked once, kept whole and no longer open") {
    test::OrdersWorld world;
    world.record(full_order());
    const auto before = world.stored();
    world.now = at(20'000);
    const auto marked = world.mark_gone();
    CHECK(marked.outcome == Outcome::changed);
    CHECK(marked.events == Names{"order.missing"});
    const auto after = world.stored();
    CHECK(after.gone_at == world.now);
    CHECK_FALSE(after.is_open);
    CHECK(after.status == "paid"); // nobody said that it was canceled
    CHECK_FALSE(after.is_shipped);
    CHECK(after.fetched_at == before.fetched_at);
    CHECK(after.items.size() == before.items.size());
    const auto data = nlohmann::json::parse(world.log.of_order(after.id.value()).at(1).data);
    CHECK(data["changes"] ==
          nlohmann::json::parse(R"([{"field":"known_to_etsy","before":"yes","after":"no"}])"));

    world.now = at(30'000);
    CHECK(world.mark_gone().outcome == Outcome::unchanged);
    CHECK(world.stored().gone_at == at(20'000));
    CHECK(world.mark_gone(7).outcome == Outcome::unchanged); // never here
    CHECK(world.event_names(after.id) == Names{"order.placed", "order.missing"});
}

TEST_CASE("an order that comes back, with the same bytes too, is as before and says so") {
    test::OrdersWorld world;
    world.record(full_order());
    world.mark_gone();
    const auto back = world.record(full_order());
    CHECK(back.outcome == Outcome::changed);
    CHECK(back.events == Names{"order.returned"});
    const auto order = world.stored();
    CHECK_FALSE(order.gone_at);
    CHECK(order.is_open);
    CHECK(world.event_names(order.id) == Names{"order.placed", "order.missing", "order.returned"});
    CHECK(world.record(full_order()).outcome == Outcome::unchanged);
}

TEST_CASE("what else became of an order that comes back is an event beside its return") {
    test::OrdersWorld world;
    world.record(full_order());
    world.mark_gone();
    const auto back =
        world.record(changed([](orders::ReceivedOrder& o) { o.status = "canceled"; }));
    CHECK(back.events == Names{"order.returned", "order.canceled"});
    CHECK_FALSE(world.stored().is_open);
    CHECK_FALSE(world.stored().gone_at);
    const auto events = world.log.of_order(back.order.value());
    CHECK(nlohmann::json::parse(events.at(3).data)["changes"] ==
          nlohmann::json::parse(R"([{"field":"status","before":"paid","after":"canceled"}])"));
}

TEST_CASE("only orders marked since a moment are asked for again, the latest first, no more than "
          "asked") {
    test::OrdersWorld world;
    for (const int receipt : {1, 2, 3}) {
        world.record(bare_order(receipt));
        world.now = at(20'000 + receipt);
        world.mark_gone(receipt);
    }
    world.record(bare_order(4));
    const auto receipts = [&](std::int64_t since, int limit) {
        std::vector<std::int64_t> numbers;
        for (const auto one :
             orders::OrderQueries(world.database).gone_receipts(world.shop, at(since), limit)) {
            numbers.push_back(one.value());
        }
        return numbers;
    };
    CHECK(receipts(20'002, 10) == std::vector<std::int64_t>{3, 2});
    CHECK(receipts(0, 1) == std::vector<std::int64_t>{3});
    CHECK_FALSE(orders::OrderQueries(world.database)
                    .latest_closed(world.shop)); // 4 is open, the others gone
    auto sent = bare_order(5);
    sent.is_shipped = true;
    world.record(sent);
    CHECK(orders::OrderQueries(world.database).latest_closed(world.shop) == orders::ReceiptId{5});
}

TEST_CASE("an order that only a file told of is not asked for, and never gone at Etsy") {
    test::OrdersWorld world;
    auto told = test::bare_order(1, 1);
    told.status = "paid";
    world.record(told);
    auto by_file = test::bare_order(2);
    by_file.content_hash = {};
    by_file.status = "paid";
    auto closed = test::bare_order(3);
    closed.content_hash = {};
    closed.status = "completed";
    {
        db::UnitOfWork work(world.database);
        orders::OrderRecorder recorder(world.database, {world.shop, world.now, "import"});
        recorder.record_file(by_file, {});
        recorder.record_file(closed, {});
        work.commit();
    }
    const orders::OrderQueries queries(world.database);
    CHECK(queries.open_receipts(world.shop) ==
          std::vector<orders::ReceiptId>{orders::ReceiptId{1}});
    CHECK_FALSE(queries.latest_closed(world.shop));
    CHECK(world.mark_gone(2).outcome == Outcome::unchanged);
    CHECK(world.stored(2).is_open);
    CHECK_FALSE(world.stored(2).gone_at);
}
