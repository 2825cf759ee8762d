// SPDX-License-Identifier: MIT
#include "orders/source_text.hpp"
#include "orders/unread_orders.hpp"
#include "orders_world.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace etsyorder;

namespace {

constexpr orders::ShopId kShop{7};
constexpr base::Instant kNow{std::chrono::seconds{1795000000}};

orders::UnreadOrder unread(std::optional<std::int64_t> receipt, const std::string& text, int hash) {
    orders::UnreadOrder one;
    one.receipt = receipt ? std::optional(orders::ReceiptId{*receipt}) : std::nullopt;
    one.why = "receipt: transactions is no list";
    one.content_hash[0] = static_cast<std::byte>(hash % 256);
    one.content_hash[1] = static_cast<std::byte>(hash / 256);
    one.source_bytes = text.size();
    one.source_content = orders::SourceCompressor().compress(text);
    return one;
}

std::int64_t rows(db::Database& database) {
    auto row = database.statement("SELECT count(*) FROM unread_orders");
    CHECK(row.step());
    return row.integer(0);
}

} // namespace

TEST_CASE("of each order that could not be read the last text is kept, until it is forgotten") {
    test::OrdersWorld world;
    orders::UnreadOrders unreads(world.database);
    CHECK_FALSE(unreads.any(kShop));
    unreads.keep(kShop, unread(1, "first", 1), kNow);
    unreads.keep(kShop, unread(1, "second", 2), kNow);
    unreads.keep(kShop, unread(1, "second", 2), kNow);
    unreads.keep(kShop, unread(std::nullopt, "no number", 3), kNow);
    unreads.keep(kShop, unread(std::nullopt, "no number", 3), kNow);
    CHECK(rows(world.database) == 2);
    CHECK(unreads.find(kShop, orders::ReceiptId{1})->source == "second");
    CHECK(unreads.find(std::nullopt, orders::ReceiptId{1})->source == "second");
    CHECK_FALSE(unreads.find(orders::ShopId{8}, orders::ReceiptId{1}));
    unreads.forget(kShop, orders::ReceiptId{1});
    CHECK_FALSE(unreads.find(kShop, orders::ReceiptId{1}));
    CHECK(unreads.any(kShop)); // the one without a number
}

TEST_CASE("a source that never stops sending nonsense does not fill the disk") {
    test::OrdersWorld world;
    orders::UnreadOrders unreads(world.database);
    db::UnitOfWork work(world.database);
    for (int i = 0; i < orders::UnreadOrders::kMostKept + 5; ++i) {
        unreads.keep(kShop, unread(std::nullopt, "x", i), kNow);
    }
    work.commit();
    CHECK(rows(world.database) == orders::UnreadOrders::kMostKept);
}
