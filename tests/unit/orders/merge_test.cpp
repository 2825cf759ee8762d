// SPDX-License-Identifier: MIT
#include "orders/merge.hpp"
#include "orders_world.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

using namespace etsyorder;
using orders::Change;
using orders::Order;
using orders::ReceivedOrder;
using test::at;
using test::full_order;

namespace {

constexpr base::Instant kNow{std::chrono::seconds{10'000}};

Order merged(const ReceivedOrder& said) {
    Order order;
    orders::merge(order, said, kNow);
    return order;
}

std::vector<std::string> fields(const std::vector<Change>& changes) {
    std::vector<std::string> names;
    for (const auto& change : changes) {
        names.push_back(change.field);
    }
    return names;
}

} // namespace

TEST_CASE("what is not said stays as it was") {
    auto order = merged(full_order());
    const auto before = order;
    orders::merge(order, ReceivedOrder{}, kNow);
    CHECK(orders::differences(before, order).empty());
    CHECK(order.address == before.address);
    CHECK(order.amounts == before.amounts);
    CHECK(order.shipments == before.shipments);
    CHECK(order.items.at(0).answers == before.items.at(0).answers);
    CHECK(order.payment_method == "cc");
}

TEST_CASE("what is said to be empty becomes empty") {
    auto order = merged(full_order());
    ReceivedOrder said;
    said.message_from_buyer = "";
    said.address.second_line = "";
    said.refunds = std::vector<orders::Refund>{};
    orders::merge(order, said, kNow);
    CHECK(order.message_from_buyer.empty());
    CHECK(order.address.second_line == "");
    CHECK(order.refunds.empty());
}

TEST_CASE("an order is due when its first item is; digital and removed ones do not count") {
    auto said = full_order();
    auto later = said.items->at(0);
    later.transaction = orders::TransactionId{10};
    later.ship_by = at(4000);
    said.items->push_back(later);
    CHECK(merged(said).ship_by == at(4000));
    said.items->at(1).is_digital = true; // Etsy says it shipped when it was bought
    CHECK(merged(said).ship_by == at(5000));
    said.items->at(1).is_digital = false;
    auto order = merged(said);
    said.items->pop_back();
    orders::merge(order, said, kNow);
    CHECK(order.ship_by == at(5000));
}

TEST_CASE("a ship date that Etsy no longer tells is remembered") {
    auto order = merged(full_order());
    auto said = full_order();
    said.items->at(0).ship_by.reset();
    orders::merge(order, said, kNow);
    CHECK(order.ship_by == at(5000));
}

TEST_CASE("only words a buyer gave make an order personalised") {
    for (const auto kind : {orders::AnswerKind::option, orders::AnswerKind::not_asked}) {
        auto said = full_order();
        said.items->at(0).answers = std::vector<orders::Answer>{{kind, "Q", "text", {}, {}, {}}};
        CHECK_FALSE(merged(said).is_personalised);
    }
    auto said = full_order();
    said.items->at(0).answers =
        std::vector<orders::Answer>{{orders::AnswerKind::personalisation, "Q", "", {}, {}, {}}};
    CHECK_FALSE(merged(said).is_personalised);
}

TEST_CASE("open is what is still to be made and shipped") {
    CHECK(orders::is_open("paid", false));
    CHECK(orders::is_open("payment processing", false));
    CHECK(orders::is_open("partially refunded", false));
    CHECK(orders::is_open("a word of tomorrow", false));
    CHECK_FALSE(orders::is_open("paid", true));
    CHECK_FALSE(orders::is_open("completed", false));
    CHECK_FALSE(orders::is_open("canceled", false));
    CHECK_FALSE(orders::is_open("fully refunded", false));
}

TEST_CASE("an item that is named twice is one item") {
    auto said = full_order();
    said.items->push_back(said.items->at(0));
    said.items->at(1).quantity = 9;
    auto order = merged(said);
    REQUIRE(order.items.size() == 1);
    CHECK(order.items[0].quantity == 9);
    const auto before = order;
    orders::merge(order, said, kNow);
    CHECK(orders::differences(before, order).empty());
}

TEST_CASE("an item that comes back is no longer removed") {
    auto order = merged(full_order());
    auto without = full_order();
    without.items = std::vector<orders::ReceivedItem>{};
    orders::merge(order, without, kNow);
    CHECK(order.items.at(0).removed_at == kNow);
    orders::merge(order, without, at(20'000));
    CHECK(order.items.at(0).removed_at == kNow);
    orders::merge(order, full_order(), at(30'000));
    CHECK_FALSE(order.items.at(0).removed_at);
}

TEST_CASE("nothing is called none where it is known, and left empty where it is not") {
    auto before = merged(full_order());
    before.ship_by.reset();
    before.items.at(0).ship_by.reset();
    before.items.at(0).sku.clear();
    before.message_from_buyer.clear();
    before.amounts.tax.reset();
    auto after = before;
    after.ship_by = at(1);
    after.items[0].ship_by = at(1);
    after.items[0].sku = "x";
    after.message_from_buyer = "x";
    after.amounts.tax = 5;
    for (const auto& change : orders::differences(before, after)) {
        CAPTURE(change.field);
        CHECK(change.before == (change.field == "tax" ? "" : "none"));
    }
    CHECK(orders::differences(before, after).size() == 5);
    before.items.clear();
    CHECK(orders::differences(before, after).front().before.empty()); // its items were not known
}

TEST_CASE("each difference is named with what was and what is") {
    struct Case {
        const char* field;
        void (*edit)(Order&);
    };
    for (const auto& one :
         {Case{"status", [](Order& o) { o.status = "x"; }},
          Case{"paid", [](Order& o) { o.is_paid = false; }},
          Case{"shipped", [](Order& o) { o.is_shipped = true; }},
          Case{"ship_by", [](Order& o) { o.ship_by = at(1); }},
          Case{"shipments", [](Order& o) { o.shipments.clear(); }},
          Case{"shipments",
               [](Order& o) {
                   o.shipments[0] = {22, "dhl", "1", at(1)};
               }},
          Case{"shipments.notified_at", [](Order& o) { o.shipments[0].notified_at = at(1); }},
          Case{"shipments.notified_at", [](Order& o) { o.shipments[0].notified_at.reset(); }},
          Case{"refunds", [](Order& o) { o.refunds.clear(); }},
          Case{"buyer", [](Order& o) { o.buyer_name = "x"; }},
          Case{"buyer_email", [](Order& o) { o.buyer_email.reset(); }},
          Case{"gift", [](Order& o) { o.is_gift = false; }},
          Case{"gift_message", [](Order& o) { o.gift_message = "x"; }},
          Case{"gift_sender", [](Order& o) { o.gift_sender = ""; }},
          Case{"message_from_payment", [](Order& o) { o.message_from_payment = "x"; }},
          Case{"payment_method", [](Order& o) { o.payment_method = "x"; }},
          Case{"known_to_etsy", [](Order& o) { o.gone_at = at(1); }},
          Case{"message_from_buyer", [](Order& o) { o.message_from_buyer = "x"; }},
          Case{"message_from_seller", [](Order& o) { o.message_from_seller = "x"; }},
          Case{"address.first_line", [](Order& o) { o.address.first_line = "x"; }},
          Case{"address.second_line", [](Order& o) { o.address.second_line = "x"; }},
          Case{"address.city", [](Order& o) { o.address.city = "x"; }},
          Case{"address.state", [](Order& o) { o.address.state = "x"; }},
          Case{"address.zip", [](Order& o) { o.address.zip = "x"; }},
          Case{"address.country", [](Order& o) { o.address.country = "x"; }},
          Case{"total", [](Order& o) { o.amounts.total = 99; }},
          Case{"subtotal", [](Order& o) { o.amounts.subtotal = 99; }},
          Case{"shipping", [](Order& o) { o.amounts.shipping = 99; }},
          Case{"tax", [](Order& o) { o.amounts.tax.reset(); }},
          Case{"vat", [](Order& o) { o.amounts.vat = 99; }},
          Case{"discount", [](Order& o) { o.amounts.discount = 99; }},
          Case{"gift_wrap", [](Order& o) { o.amounts.gift_wrap = 99; }},
          Case{"item 9 removed", [](Order& o) { o.items[0].removed_at = at(1); }},
          Case{"item 9 title", [](Order& o) { o.items[0].title = "x"; }},
          Case{"item 9 sku", [](Order& o) { o.items[0].sku = "x"; }},
          Case{"item 9 quantity", [](Order& o) { o.items[0].quantity = 1; }},
          Case{"item 9 price", [](Order& o) { o.items[0].price.reset(); }},
          Case{"item 9 ship_by", [](Order& o) { o.items[0].ship_by = at(1); }},
          Case{"item 9 answers", [](Order& o) { o.items[0].answers.clear(); }},
          Case{"item 9 shipping_upgrade", [](Order& o) { o.items[0].shipping_upgrade = ""; }},
          Case{"item 10 added", [](Order& o) {
                   o.items.push_back(o.items[0]);
                   o.items[1].transaction = orders::TransactionId{10};
               }}}) {
        CAPTURE(one.field);
        const auto before = merged(full_order());
        auto after = before;
        one.edit(after);
        CHECK(fields(orders::differences(before, after)) == std::vector<std::string>{one.field});
    }
}

TEST_CASE("the address in one text is named where Etsy gives no parts of it, and only there") {
    auto before = merged(full_order());
    auto after = before;
    after.address.formatted = "Elsewhere";
    CHECK(orders::differences(before, after).empty());
    before.address = {};
    before.address.formatted = "Here";
    after.address = {};
    after.address.formatted = "Elsewhere";
    CHECK(fields(orders::differences(before, after)) ==
          std::vector<std::string>{"address.formatted"});
}

TEST_CASE("money is named with its currency, a missing value is empty") {
    const auto before = merged(full_order());
    auto after = before;
    after.amounts.total = 1999;
    const auto changes = orders::differences(before, after);
    CHECK(changes.at(0).before == "0.01 USD");
    CHECK(changes.at(0).after == "19.99 USD");
    after.amounts.total.reset();
    CHECK(orders::differences(before, after).at(0).after.empty());
}

TEST_CASE("what was known to be nothing is called none, what was not known stays empty") {
    auto before = merged(full_order());
    before.refunds.clear();
    before.shipments.clear();
    before.message_from_buyer.clear();
    before.address.first_line.reset();
    auto after = merged(full_order());
    after.message_from_buyer = "hello";
    std::vector<std::string> named;
    for (const auto& change : orders::differences(before, after)) {
        named.push_back(change.field + ": " + change.before);
    }
    CHECK(fmt::format("{}", fmt::join(named, "; ")) ==
          "shipments: none; refunds: none; message_from_buyer: none; address.first_line: ");
}
