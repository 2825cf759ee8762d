// SPDX-License-Identifier: MIT
#include "sandbox/order_store.hpp"

#include <doctest/doctest.h>

using namespace etsyorder::sandbox;
using etsyorder::base::Instant;
using std::chrono::seconds;

namespace {

Instant at(int second) {
    return Instant(seconds(1'000'000'000 + second));
}

// Ten orders, one a second; order 3 was updated last, orders 8 and 9 are unshipped, 5 is canceled.
ShopSeed ten_orders() {
    ShopSeed seed;
    seed.orders = 10;
    seed.make = [](std::size_t n) {
        Order order;
        order.receipt_id = 500 + static_cast<std::int64_t>(n);
        order.created = at(static_cast<int>(n));
        order.updated = n == 3 ? at(100) : order.created;
        order.shipped = n < 8;
        order.canceled = n == 5;
        return order;
    };
    seed.head = [make = seed.make](std::size_t n) { return head_of(make(n)); };
    seed.items = [make = seed.make](std::size_t n) { return make(n).items.size(); };
    return seed;
}

} // namespace

TEST_CASE("receipts come newest first unless asked otherwise") {
    OrderStore store(ten_orders());
    ReceiptQuery query;
    query.limit = 3;
    query.offset = 1;
    auto page = store.find(query);
    CHECK(page.count == 10);
    CHECK(page.indices == std::vector<std::size_t>{8, 7, 6});
    query.sort_order = ReceiptQuery::SortOrder::ascending;
    CHECK(store.find(query).indices == std::vector<std::size_t>{1, 2, 3});
    query.sort_on = ReceiptQuery::SortOn::updated;
    query.offset = 8;
    CHECK(store.find(query).indices == std::vector<std::size_t>{9, 3});
}

TEST_CASE("ranges include both ends and the count is of all that match") {
    OrderStore store(ten_orders());
    ReceiptQuery query;
    query.min_created = at(2);
    query.max_created = at(4);
    query.limit = 1;
    CHECK(store.find(query).count == 3);
    CHECK(store.find(query).indices == std::vector<std::size_t>{4});
    query.sort_on = ReceiptQuery::SortOn::updated; // another key than the range's
    CHECK(store.find(query).count == 3);
    CHECK(store.find(query).indices == std::vector<std::size_t>{3});
}

TEST_CASE("flags filter only when they are given") {
    OrderStore store(ten_orders());
    ReceiptQuery query;
    query.was_shipped = false;
    CHECK(store.find(query).count == 2);
    query.was_shipped.reset();
    query.was_canceled = true;
    CHECK(store.find(query).indices == std::vector<std::size_t>{5});
    query.was_canceled = false;
    CHECK(store.find(query).count == 9);
}

TEST_CASE("a changed order is seen changed, and a bumped one moves in the order of updates") {
    OrderStore store(ten_orders());
    ReceiptQuery newest_update;
    newest_update.sort_on = ReceiptQuery::SortOn::updated;
    newest_update.limit = 1;
    CHECK(store.find(newest_update).indices == std::vector<std::size_t>{3});
    auto order = store.order(6);
    order.canceled = true;
    order.updated = at(200);
    store.replace(6, order);
    CHECK(store.order(6).canceled);
    CHECK(store.find(newest_update).indices == std::vector<std::size_t>{6});
}

TEST_CASE("a new order is found by number and in lists") {
    OrderStore store(ten_orders());
    CHECK(store.find({}).count == 10);
    Order order;
    order.receipt_id = 900;
    order.created = at(50);
    order.updated = at(50);
    const auto index = store.add(order);
    CHECK(store.index_of(900) == index);
    CHECK(store.find({}).indices.front() == index);
    CHECK(!store.index_of(901));
}

TEST_CASE("orders that were changed or added are counted with the items they have now") {
    OrderStore store(ten_orders());
    const auto before = store.items(3);
    auto order = store.order(3);
    order.items.emplace_back();
    store.replace(3, order);
    order.receipt_id = 9999;
    order.items.emplace_back();
    const auto added = store.add(order);
    CHECK(store.items(3) == before + 1);
    CHECK(store.items(added) == before + 2);
}
