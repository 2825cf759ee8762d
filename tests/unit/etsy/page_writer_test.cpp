// SPDX-License-Identifier: MIT
#include "db/migrations.hpp"
#include "etsy/page_writer.hpp"
#include "etsy_world.hpp"
#include "events/event_log.hpp"
#include "orders/local_shops.hpp"
#include "support/temp_folder.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace etsyorder;

namespace {

constexpr orders::ShopId kShop{7};

struct Listener final : etsy::SyncListener {
    std::vector<std::int64_t> told, progress;

    void started(etsy::Stream) override {}
    void progressed(etsy::Stream, std::int64_t done, std::int64_t) override {
        progress.push_back(done);
    }
    void order_recorded(const orders::Recorded& recorded, etsy::Stream) override {
        told.push_back(recorded.receipt.value());
    }
    void order_missing(const orders::Recorded&) override {}
    void ended(const etsy::StreamReport&) override {}
};

struct Desk {
    test::TempFolder folder;
    test::EtsyWorld world;
    db::Database database{migrated()};
    db::Database other{folder.path() / "test.db", db::Open::existing_for_reading};
    etsy::EnvironmentSession session{
        {"keystring", base::Secret("shared"), base::Secret("1.token"), "7"}};
    etsy::Client client{etsy::Server::etsy(), world.sender, session};
    etsy::Fetcher fetcher{client, world.sleeper};
    db::Lease lease{db::Lease::take(database, {kShop.value(), "sync"}, world.clock)};
    Listener listener;
    std::function<void()> give_up;
    etsy::StreamReport report;
    etsy::SyncStreams streams{database, kShop};

    db::Database migrated() {
        db::Database made(folder.path() / "test.db", db::Open::for_writing);
        db::migrate(made);
        return made;
    }
    etsy::PageWriter writer() {
        return {{database, fetcher, world.clock, lease, listener, give_up}, kShop, "sync", report};
    }
    // What another program sees.
    std::int64_t stored() {
        auto row = other.statement("SELECT count(*) FROM orders");
        CHECK(row.step());
        return row.integer(0);
    }
};

etsy::FetchedPage page(std::int64_t receipt, std::int64_t seen) {
    etsy::FetchedPage page;
    orders::ReceivedOrder order;
    order.receipt = orders::ReceiptId{receipt};
    page.receipts.orders.push_back(order);
    page.next.before = seen;
    return page;
}

} // namespace

TEST_CASE("pages become visible together with their place, and are told of after that") {
    Desk desk;
    auto writer = desk.writer();
    writer.add(page(1, 1));
    writer.add(page(2, 2));
    CHECK(desk.stored() == 0);
    CHECK(desk.listener.told.empty());
    etsy::StreamState state;
    state.unfinished = R"({"offset":2})";
    writer.commit(desk.streams, &state);
    CHECK(desk.stored() == 2);
    CHECK(desk.streams.load("orders").unfinished == state.unfinished);
    CHECK(desk.listener.told == std::vector<std::int64_t>{1, 2});
    CHECK(desk.listener.progress == std::vector<std::int64_t>{2});
    CHECK(desk.report.added == 2);
}

TEST_CASE("what is not committed is not there, and others can write") {
    Desk desk;
    {
        auto writer = desk.writer();
        writer.add(page(1, 1));
    }
    CHECK(desk.stored() == 0);
    CHECK(desk.listener.told.empty());
    db::UnitOfWork work(desk.database);
    work.commit();
}

TEST_CASE("a receipt that two windows hold counts once, and news of it is told all the same") {
    Desk desk;
    auto writer = desk.writer();
    const auto at = [](std::int64_t receipt, std::int64_t second) {
        auto made = page(receipt, receipt);
        made.overlap_s = 500;
        made.receipts.orders[0].placed_at = base::from_utc_seconds(second);
        return made;
    };
    writer.add(page(1, 1));
    for (const auto& again : {at(1, 500), at(2, 500), at(1, 501)}) {
        writer.add(again);
    }
    writer.commit(desk.streams, nullptr);
    CHECK(desk.report.added == 2);
    CHECK(desk.report.unchanged == 1);
}

TEST_CASE("of the orders that Etsy lists as not shipped, those that are open count as compared") {
    Desk desk;
    desk.report.stream = etsy::Stream::open_orders;
    auto writer = desk.writer();
    auto both = page(1, 1);
    both.receipts.orders.push_back(both.receipts.orders[0]);
    both.receipts.orders[0].status = "paid";
    both.receipts.orders[1].status = "fully refunded";
    both.receipts.orders[1].receipt = orders::ReceiptId{2};
    writer.add(both);
    writer.add(both);
    writer.commit(desk.streams, nullptr);
    CHECK(desk.report.added == 2);
    CHECK(desk.report.unchanged == 1);
}

TEST_CASE("a transaction takes eight pages") {
    Desk desk;
    auto writer = desk.writer();
    for (std::int64_t receipt = 1; receipt <= 8; ++receipt) {
        CHECK_FALSE(writer.full());
        writer.add(page(receipt, receipt));
    }
    CHECK(writer.full());
    writer.commit(desk.streams, nullptr);
    CHECK_FALSE(writer.full());
    CHECK(desk.streams.load("orders").unfinished == "{}");
}

TEST_CASE("an order that a file brought into a shop of another name is known, and keeps its past") {
    Desk desk;
    const auto imported_at = desk.world.clock.now() - std::chrono::hours(1);
    {
        db::UnitOfWork work(desk.database);
        orders::OrderRepository(desk.database).make_shop(kShop);
        const auto pine = orders::make_local_shop(desk.database, "Pine");
        for (const std::int64_t number : {1, 2}) {
            orders::ReceivedOrder order;
            order.receipt = orders::ReceiptId{number};
            order.status = "open";
            orders::OrderRecorder recorder(desk.database, {pine, imported_at, "import items.csv"});
            CHECK(recorder.record_file(order, {}).outcome == orders::Outcome::placed);
        }
        work.commit();
    }
    auto told = page(1, 1);
    told.receipts.orders[0].content_hash.fill(std::byte{1});
    told.receipts.orders[0].status = "paid";
    auto writer = desk.writer();
    writer.add(told);
    writer.commit(desk.streams, nullptr);
    CHECK(desk.report.added == 0);
    CHECK(desk.report.changed == 1);
    orders::OrderRepository repository(desk.database);
    const auto order = repository.find(kShop, orders::ReceiptId{1});
    REQUIRE(order);
    const auto events = events::EventLog(desk.database).of_order(order->id.value());
    REQUIRE(events.size() == 2);
    CHECK(events[0].name == "order.placed");
    CHECK(events[0].source == "import items.csv");
    CHECK(events[0].recorded_at == imported_at);
    CHECK(events[1].source == "sync");
    CHECK(repository.find(kShop, orders::ReceiptId{2})); // the rest of that shop with it
}

TEST_CASE("a shop that has none of the orders that come stays apart") {
    Desk desk;
    db::UnitOfWork work(desk.database);
    orders::OrderRepository(desk.database).make_shop(kShop);
    const auto pine = orders::make_local_shop(desk.database, "Pine");
    orders::ReceivedOrder order;
    order.receipt = orders::ReceiptId{2};
    orders::OrderRecorder(desk.database, {pine, desk.world.clock.now(), "import items.csv"})
        .record_file(order, {});
    work.commit();
    auto writer = desk.writer();
    writer.add(page(1, 1));
    writer.commit(desk.streams, nullptr);
    CHECK(desk.report.added == 1);
    CHECK(orders::OrderRepository(desk.database).find(pine, orders::ReceiptId{2}));
}
