// SPDX-License-Identifier: MIT
// What the tests of this room share: an empty store and orders to put in.
#pragma once

#include "db/migrations.hpp"
#include "events/event_log.hpp"
#include "orders/order_repository.hpp"
#include "orders/record_order.hpp"
#include "support/temp_folder.hpp"

#include <string>
#include <vector>

namespace etsyorder::test {

inline base::Instant at(std::int64_t seconds) {
    return base::Instant{std::chrono::seconds{seconds}};
}

inline orders::ContentHash hash_of(unsigned char byte) {
    orders::ContentHash hash{};
    hash.fill(std::byte{byte});
    return hash;
}

// Every field said, each with a value of its own.
inline orders::ReceivedOrder full_order() {
    orders::ReceivedOrder order;
    order.receipt = orders::ReceiptId{1042};
    order.buyer_user_id = 55;
    order.buyer_name = "José Ångström";
    order.buyer_email = "jose@example.org";
    order.status = "paid";
    order.is_paid = true;
    order.is_shipped = false;
    order.is_gift = true;
    order.placed_at = at(1000);
    order.updated_at = at(2000);
    order.address = {"Line 1", "Line 2", "Town", "ST", "12345", "US", "Line 1\nTown"};
    order.payment_method = "cc";
    order.message_from_buyer = "from buyer";
    order.message_from_seller = "from seller";
    order.message_from_payment = "from payment";
    order.gift_message = "gift";
    order.gift_sender = "sender";
    order.amounts = {"USD", 1, 2, 3, 4, 5, 6, 7};
    orders::ReceivedItem item;
    item.transaction = orders::TransactionId{9};
    item.title = "Sign";
    item.sku = "SKU";
    item.quantity = 3;
    item.price = base::Money{2500, "USD"};
    item.is_digital = false;
    item.listing_id = 11;
    item.listing_image_id = 12;
    item.product_id = 13;
    item.ship_by = at(5000);
    item.shipped_at = at(6000);
    item.shipping_upgrade = "express";
    item.answers = std::vector<orders::Answer>{
        {orders::AnswerKind::personalisation,
         "Name",
         "Zoë & Bo\n ",
         "Zo&euml; &amp; Bo\n ",
         54,
         77},
        {orders::AnswerKind::file, "Photo", "https://a.example/x", std::nullopt, 54, 78},
        {orders::AnswerKind::not_asked,
         "Personalization",
         "Not requested on this item.",
         std::nullopt,
         54,
         std::nullopt},
        {orders::AnswerKind::option, "Color", "Red", std::nullopt, 200, std::nullopt}};
    order.items = std::vector<orders::ReceivedItem>{item};
    order.shipments = std::vector<orders::Shipment>{{21, "usps", "9400", at(7000)}};
    order.refunds = std::vector<orders::Refund>{
        {base::Money{100, "USD"}, "late", "sorry", "SUCCESS", at(8000)}};
    order.content_hash = hash_of(1);
    return order;
}

// Only its number said.
inline orders::ReceivedOrder bare_order(std::int64_t receipt, unsigned char hash = 1) {
    orders::ReceivedOrder order;
    order.receipt = orders::ReceiptId{receipt};
    order.content_hash = hash_of(hash);
    return order;
}

struct OrdersWorld {
    TempFolder folder;
    db::Database database{folder.path() / "store.db", db::Open::for_writing};
    orders::ShopId shop{7};
    base::Instant now = at(10'000);
    orders::OrderRepository repository{database};
    events::EventLog log{database};

    OrdersWorld() { db::migrate(database); }

    orders::Recorded record(const orders::ReceivedOrder& received) {
        db::UnitOfWork work(database);
        auto recorded = orders::OrderRecorder(database, {shop, now, "sync"}).record(received);
        work.commit();
        return recorded;
    }
    orders::Recorded mark_gone(std::int64_t receipt = 1042) {
        db::UnitOfWork work(database);
        auto marked = orders::OrderRecorder(database, {shop, now, "sync"})
                          .mark_gone(orders::ReceiptId{receipt});
        work.commit();
        return marked;
    }
    orders::Order stored(std::int64_t receipt = 1042) const {
        return repository.find(shop, orders::ReceiptId{receipt}).value();
    }
    std::vector<std::string> event_names(orders::OrderId order) const {
        std::vector<std::string> names;
        for (const auto& event : log.of_order(order.value())) {
            names.push_back(event.name);
        }
        return names;
    }
};

} // namespace etsyorder::test
