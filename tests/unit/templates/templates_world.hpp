// SPDX-License-Identifier: MIT
// What the tests of letters share: a store with orders, a folder of templates, and the facts of an
// order.
#pragma once

#include "db/migrations.hpp"
#include "orders/catalogue.hpp"
#include "orders/order_repository.hpp"
#include "orders/record_order.hpp"
#include "support/temp_folder.hpp"
#include "templates/letter.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <string>
#include <vector>

namespace etsyorder::templates_tests {

using liquid::Value;

inline base::Instant moment(const char* text) {
    return base::parse_instant(text).value();
}

// An order of which a letter may say a lot: it is what etsyorder-facts(5) shows as the example.
inline orders::ReceivedOrder example_order() {
    orders::ReceivedOrder order;
    order.receipt = orders::ReceiptId{3512345678};
    order.buyer_user_id = 55;
    order.buyer_name = "Anna Miller";
    order.status = "paid";
    order.is_paid = true;
    order.is_shipped = false;
    order.is_gift = true;
    order.placed_at = moment("2026-11-20T13:05:00Z");
    order.updated_at = moment("2026-11-20T13:06:00Z");
    order.address = {"Lindenallee 5", {}, "Berlin", {}, "10115", "DE", {}};
    order.payment_method = "cc";
    order.message_from_buyer = "Could it be here before the 6th?";
    order.gift_message = "For Mum, with love";
    order.gift_sender = "Anna";
    order.amounts = {"EUR", 7450, 6800, 650, 0, 0, 0, {}};
    orders::ReceivedItem sign;
    sign.transaction = orders::TransactionId{9001};
    sign.title = "Oak door sign";
    sign.sku = "OAK-S";
    sign.quantity = 1;
    sign.price = base::Money{3400, "EUR"};
    sign.is_digital = false;
    sign.listing_id = 901;
    sign.ship_by = moment("2026-12-03T11:00:00Z");
    sign.answers = std::vector<orders::Answer>{
        {orders::AnswerKind::personalisation,
         "Name",
         "M\xC3\x9CLLER family",
         std::nullopt,
         54,
         std::nullopt},
        {orders::AnswerKind::option, "Size", "Large", std::nullopt, 200, std::nullopt}};
    orders::ReceivedItem hook;
    hook.transaction = orders::TransactionId{9002};
    hook.title = "Oak hook";
    hook.quantity = 2;
    hook.price = base::Money{1700, "EUR"};
    hook.is_digital = false;
    hook.listing_id = 902;
    hook.ship_by = moment("2026-12-03T11:00:00Z");
    hook.answers = std::vector<orders::Answer>{};
    order.items = std::vector<orders::ReceivedItem>{sign, hook};
    order.shipments = std::vector<orders::Shipment>{};
    order.refunds = std::vector<orders::Refund>{};
    order.content_hash.fill(std::byte{1});
    return order;
}

// The same with nothing that may be absent, and one item.
inline orders::ReceivedOrder bare_order(std::int64_t receipt) {
    orders::ReceivedOrder order;
    order.receipt = orders::ReceiptId{receipt};
    order.status = "paid";
    order.is_paid = true;
    order.placed_at = moment("2026-11-20T13:05:00Z");
    orders::ReceivedItem item;
    item.transaction = orders::TransactionId{receipt * 10};
    item.quantity = 1;
    order.items = std::vector<orders::ReceivedItem>{item};
    order.content_hash.fill(std::byte{2});
    return order;
}

// An order of which nothing is nil that can be known.
inline orders::ReceivedOrder whole_order() {
    auto order = example_order();
    order.receipt = orders::ReceiptId{3512345679};
    order.buyer_email = "anna@example.org";
    order.address = {
        "Lindenallee 5", "Hof", "Berlin", "BE", "10115", "DE", "Lindenallee 5\nBerlin"};
    order.amounts.gift_wrap = 200;
    order.items->front().shipped_at = moment("2026-11-21T23:30:00Z");
    order.shipments = std::vector<orders::Shipment>{
        {21, "usps", "9400 1000", moment("2026-11-21T10:00:00Z")}, {22, "pigeon", "", {}}};
    order.refunds = std::vector<orders::Refund>{
        {base::Money{100, "EUR"}, "late", "", "SUCCESS", moment("2026-11-21T10:00:00Z")},
        {base::Money{250, "EUR"}, "late", "", "SUCCESS", moment("2026-11-21T10:00:00Z")}};
    return order;
}

// What stands behind a path as the manual page writes it; of a list its first element.
inline std::optional<Value> at_path(const Value& root, std::string path) {
    Value value = root;
    while (!path.empty()) {
        const auto cut = path.find('.');
        auto name = path.substr(0, cut);
        path = cut == std::string::npos ? "" : path.substr(cut + 1);
        const bool element = name.ends_with("[]");
        if (element) {
            name.resize(name.size() - 2);
        }
        if (!value.is(Value::Kind::lazy)) {
            return std::nullopt;
        }
        auto found = value.ask(name);
        if (!found) {
            return std::nullopt;
        }
        value = std::move(*found);
        if (element) {
            if (!value.is(Value::Kind::array) || value.items().empty()) {
                return std::nullopt;
            }
            value = value.items().front();
        }
    }
    return value;
}

struct TemplatesWorld {
    test::TempFolder folder;
    db::Database database{folder.path() / "store.db", db::Open::for_writing};
    orders::ShopId shop{7};
    base::Instant now = moment("2026-11-22T11:00:00Z");
    templates::ShopSettings settings{base::Zone::named("Europe/Berlin"), "en", "", "EUR"};
    templates::Facts facts{
        database, now, [this](orders::ShopId, const std::string&) { return settings; }};

    TemplatesWorld() {
        db::migrate(database);
        std::filesystem::create_directory(templates());
        db::UnitOfWork work(database);
        orders::Catalogue catalogue(database, shop, now);
        orders::Shop page;
        page.id = shop;
        page.name = "AcornSigns";
        page.currency = "EUR";
        page.url = "https://www.etsy.com/shop/AcornSigns";
        page.raw = "{}";
        (void)catalogue.save(page);
        orders::Listing listing;
        listing.id = 901;
        listing.title = "Oak door sign";
        listing.state = "active";
        listing.is_personalizable = true;
        orders::ListingQuestion question;
        question.id = 77;
        question.question = "Name";
        question.type = "text_input";
        question.is_required = true;
        listing.questions = {question};
        listing.raw = "{}";
        (void)catalogue.save(listing);
        work.commit();
    }

    [[nodiscard]] std::filesystem::path templates() const { return folder.path() / "templates"; }
    void write(const std::string& file, const std::string& text) const {
        std::ofstream(templates() / file, std::ios::binary) << text;
    }
    [[nodiscard]] templates::Library open_library() const {
        return templates::Library(templates());
    }

    orders::Order record(const orders::ReceivedOrder& received) {
        db::UnitOfWork work(database);
        (void)orders::OrderRecorder(database, {shop, now, "sync"}).record(received);
        work.commit();
        return orders::OrderRepository(database).find(shop, received.receipt).value();
    }

    [[nodiscard]] templates::LetterSettings letter_settings() const {
        return {templates::TextFormat::text, "en", "EUR", now, settings.zone};
    }

    // What a template prints about an order; of a problem "! " and what it says.
    std::string print(const std::string& text,
                      const orders::Order& order,
                      const templates::Wanted& wanted = {}) {
        const auto made = templates::Template::compile(
            {{"test", ""}, templates::Origin::own, "test.liquid", text}, nullptr);
        if (!made) {
            return "! " + made.error().what;
        }
        const auto library = this->open_library();
        const auto letter =
            templates::write_letter(library, **made, facts.of(order, wanted), letter_settings());
        return letter ? letter->text : "! " + letter.error().what;
    }
};

} // namespace etsyorder::templates_tests
