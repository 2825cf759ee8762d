// SPDX-License-Identifier: MIT
#include "db/migrations.hpp"
#include "etsy/page_writer.hpp"
#include "etsy_world.hpp"
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
