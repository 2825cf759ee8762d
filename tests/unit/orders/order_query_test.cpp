// SPDX-License-Identifier: MIT
#include "orders/saved_query_repository.hpp"
#include "orders/word_match.hpp"
#include "query_shelf.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <iterator>

using namespace etsyorder;
using orders::Sort;
using test::at;
using test::kDay;
using test::kMidnight;
using test::Numbers;
using test::priced;
using test::Shelf;

namespace {

orders::Answer written(const char* text) {
    return {orders::AnswerKind::personalisation, "Personalization", text, {}, 54, {}};
}

} // namespace

TEST_CASE("each field finds what it says, and its negation finds the rest") {
    Shelf shelf;
    shelf.add(1, [](auto& o) {
        o.buyer_name = "José Ångström";
        o.is_gift = true;
        o.gift_message = "with love";
    });
    shelf.add(2, [](auto& o) {
        o.items->at(0).title = "Ring (ROSÉ-GOLD), engraved";
        o.items->at(0).sku = "RING-7";
        o.items->at(0).listing_id = 555;
        o.items->at(0).answers = std::vector<orders::Answer>{
            written("Mia & Lou"), {orders::AnswerKind::option, "Colour", "Dark blue", {}, 1, {}}};
    });
    shelf.add(3, [](auto& o) {
        o.status = "canceled";
        o.address.country = "DE";
        o.message_from_buyer = "Please hurry";
    });
    shelf.add(4, [](auto& o) {
        o.buyer_name = "Aoife O’Brien";
        o.status = "completed";
        o.is_shipped = true;
        o.items->at(0).is_digital = true;
        o.buyer_user_id = 1;
        o.shipments = std::vector<orders::Shipment>{{1, "dhl", "EX1", {}}};
    });
    shelf.repository.add_tag(shelf.stored(2), "wedding");
    const Numbers all{1, 2, 3, 4};
    const std::pair<const char*, Numbers> cases[] = {
        {"order:2..3", {2, 3}},
        {"from:jose", {1}},
        {"buyer:\"jose angstrom\"", {1}},
        {"from:ang*", {1}},
        {"from:ang", {}},
        {"from:o'br*", {4}},
        {"from:\"aoife o'b\"*", {4}},
        {"from:obr*", {4}},
        {"from:o'brien", {4}},
        {"from:o'bri", {}},
        {"tag:wedding", {2}},
        {"tag:wed*", {2}},
        {"tag:wed", {}},
        {"status:canceled", {3}},
        {"status:Cancelled", {3}},
        {"status:completed", {4}},
        {"due:<3d", {1, 2}},
        {"due:2d", {2}},
        {"due:2026-11-24..", {2, 3}},
        {"placed:2026-11", all},
        {"placed:<3d", {}},
        {"updated:2026-11-12", all},
        {"total:>20eur", {3, 4}},
        {"total:20..30", {2, 3}},
        {"total:20.00eur", {2}},
        {"total:>0usd", {}},
        {"item:\"rose gold\"", {2}},
        {"title:engrav*", {2}},
        {"sku:ring-7", {2}},
        {"sku:RING*", {2}},
        {"listing:555", {2}},
        {"text:mia", {2}},
        {"text:\"mia lou\"", {2}},
        {"text:\"&\"", {2}},
        {"text:blue", {}},
        {"option:blue", {2}},
        {"message:hurry", {3}},
        {"message:love", {1}},
        {"country:de", {3}},
        {"shop:7", all},
        {"shop:8", {}},
        {"quantity:>=3", {3, 4}},
        {"is:open", {1, 2}},
        {"is:closed", {3, 4}},
        {"is:any", all},
        {"is:late", {}},
        {"is:gift", {1}},
        {"is:repeat", {4}},
        {"is:personalised", {2}},
        {"is:digital", {4}},
        {"is:cancelled", {3}},
        {"is:refunded", {}},
        {"is:paid", all},
        {"is:unpaid", {}},
        {"is:shipped", {4}},
        {"is:completed", {4}},
        {"is:gone", {}},
        {"has:message", {3}},
        {"has:gift-message", {1}},
        {"has:refund", {}},
        {"has:tracking", {4}},
        {"has:tag", {2}},
        {"has:text", {2}},
        {"has:file", {}},
        {"has:address", {}},
        {"has:due", {1, 2, 3}},
        {"jose", {1}},
        {"3", {3}},
        {"wedding", {2}},
        {"lou", {2}},
        {"sign", {1, 3, 4}},
        {"\"rose gold\"", {2}},
    };
    for (const auto& [asked, found] : cases) {
        const std::string text = asked;
        CAPTURE(text);
        CHECK(shelf.find(text) == found);
        Numbers rest;
        std::ranges::set_difference(all, found, std::back_inserter(rest));
        CHECK(shelf.find("not (" + text + ")") == rest);
        CHECK(shelf.find(text + " or is:any") == all);
    }
    CHECK(shelf.find("is:gift or tag:wedding") == Numbers{1, 2});
    CHECK(shelf.find("tag:wedding or order:3") == Numbers{2, 3});
    CHECK(shelf.find("tag:wedding is:gift").empty());
}

TEST_CASE("amounts without a currency count in the order's own") {
    Shelf shelf;
    shelf.add(1, [](auto& o) { o.amounts = priced("JPY", 51); });
    shelf.add(2, [](auto& o) { o.amounts = priced("KWD", 50'001); });
    shelf.add(3, [](auto& o) { o.amounts = priced("USD", 5000); });
    shelf.add(4, [](auto& o) { o.amounts = priced("XOF", 50); });
    CHECK(shelf.find("total:>50") == Numbers{1, 2});
    CHECK(shelf.find("total:50") == Numbers{3, 4});
    CHECK(shelf.find("total:<=50.000") == Numbers{3, 4});
}

TEST_CASE("what an index tells to be few is found as by walking all, in one shop and in several") {
    Shelf shelf;
    constexpr std::int64_t kOrders = 2500; // more than are few
    {
        db::UnitOfWork work(shelf.database);
        orders::OrderRecorder recorder(shelf.database, {shelf.shop, shelf.now, "sync"});
        orders::OrderRecorder other(shelf.database, {orders::ShopId{8}, shelf.now, "sync"});
        for (std::int64_t receipt = 1; receipt <= kOrders; ++receipt) {
            auto order = test::bare_order(receipt, static_cast<unsigned char>(receipt % 250));
            order.status = receipt % 2 == 0 ? "canceled" : "paid";
            order.buyer_name = receipt % 3 == 0 ? "Bea Rare" : "Ann Example";
            order.buyer_user_id = receipt % 7;
            order.placed_at = order.updated_at = at(receipt);
            (receipt % 5 == 0 ? other : recorder).record(order);
        }
        work.commit();
    }
    CHECK(shelf.find("from:bea").size() == 50);
    auto filter = shelf.filter("from:bea order:1..300");
    filter.limit = 1000;
    CHECK(shelf.queries.ids(filter).size() == 100);
    filter = shelf.filter("status:canceled");
    filter.sort = Sort::placed;
    filter.limit = 5;
    Numbers newest;
    shelf.queries.list(filter, [&](const auto& one) { newest.push_back(one.receipt.value()); });
    CHECK(newest == Numbers{2500, 2498, 2496, 2494, 2492});
    filter.sort = Sort::updated;
    filter.shop = orders::ShopId{8};
    newest.clear();
    shelf.queries.list(filter, [&](const auto& one) { newest.push_back(one.receipt.value()); });
    CHECK(newest == Numbers{2500, 2490, 2480, 2470, 2460});
}

TEST_CASE("who ordered is found beside whom it goes to, by every way to the orders") {
    Shelf shelf;
    shelf.add(1, [](orders::ReceivedOrder& order) {
        order.buyer_name = "Gift Receiver";
        order.ordered_by = "Liam Smith";
        order.buyer_username = "liams";
    });
    shelf.add(2);
    for (const auto* text : {"buyer:liam",
                             "buyer:liams",
                             "\"liam smith\"",
                             "buyer:\"gift receiver\"",
                             "buyer:smi*",
                             "from:receiver -buyer:ann"}) {
        CAPTURE(text);
        CHECK(shelf.find(text) == Numbers{1});
    }
    CHECK(shelf.find("buyer:\"receiver liam\"").empty()); // two names, not one
    CHECK(shelf.find("-buyer:liam") == Numbers{2});
    auto synced = test::bare_order(1, 99); // Etsy's API does not say who ordered
    synced.buyer_user_id = 5;
    synced.buyer_name = "Gift Receiver";
    shelf.record(synced);
    CHECK(shelf.find("buyer:liam") == Numbers{1});
}

TEST_CASE("a query that names a state decides itself which orders it is about") {
    const Shelf shelf;
    for (const auto* text : {"is:closed",
                             "-is:open",
                             "status:paid",
                             "placed:2026",
                             "updated:<3d",
                             "order:5",
                             "a or is:canceled",
                             "is:any a"}) {
        CAPTURE(text);
        CHECK(shelf.filter(text).query->names_state);
    }
    for (const auto* text : {"a", "is:late", "is:paid", "due:<3d", "tag:x", "total:>5", "from:a"}) {
        CAPTURE(text);
        CHECK_FALSE(shelf.filter(text).query->names_state);
    }
}

TEST_CASE("words are whole ones, whatever stands between them") {
    const auto has = [](const char* text, query::Text asked) {
        return orders::text_has(text, orders::word_pattern(asked));
    };
    CHECK(has("Ring (ROSÉ-GOLD)", {"rose gold", true, false}));
    CHECK(has("Ring\xe2\x80\x94rose", {"rose", false, false}));
    CHECK(has("Don\xe2\x80\x99t", {"dont", false, false}));
    CHECK(has("Straße", {"strasse", false, false}));
    CHECK_FALSE(has("Signs", {"sign", false, false}));
    CHECK(has("Signs", {"sign", false, true}));
    CHECK_FALSE(has("rose and gold", {"rose gold", true, false}));
    CHECK(has("李雷の名前", {"雷", false, false}));
    CHECK(has("a \xe2\x99\xa5 b", {"\xe2\x99\xa5", false, false}));
    CHECK(has("5 & 6", {"&", false, false}));
    CHECK_FALSE(has("", {"a", false, false}));
}

TEST_CASE("a query is saved under its name, changed, and forgotten") {
    test::OrdersWorld world;
    orders::SavedQueryRepository saved(world.database);
    CHECK(saved.all().empty());
    saved.save({"rush", "due:<3d", at(5)});
    saved.save({"rush", "due:<2d", at(6)});
    saved.save({"a", "is:gift", at(7)});
    REQUIRE(saved.find("rush"));
    CHECK(saved.find("rush")->query == "due:<2d");
    REQUIRE(saved.all().size() == 2);
    CHECK(saved.all()[0].name == "a");
    saved.remove("rush");
    saved.remove("rush");
    CHECK_FALSE(saved.find("rush"));
}

TEST_CASE("what a query finds by one stage is the sides that name it, with all that must hold") {
    const auto parsed = [](const char* text) {
        return *query::parse(text, orders::query_vocabulary(), {});
    };
    const auto stages_beside = [&](const char* text, const char* word) {
        Numbers counts; // of the stages and the terms of the part
        const auto part = orders::part_with(parsed(text), {word, false});
        const std::function<void(const query::Node&)> count = [&](const query::Node& node) {
            counts[1] += node.kind == query::Node::Kind::term ? 1 : 0;
            for (const auto& one : node.parts) {
                count(one);
            }
        };
        if (part) {
            counts = {static_cast<std::int64_t>(orders::stage_words(*part).size()), 0};
            count(*part);
        }
        return counts;
    };
    CHECK(stages_beside("stage:new", "new") == Numbers{1, 1});
    CHECK(stages_beside("stage:new or stage:packing", "new") == Numbers{1, 1});
    CHECK(stages_beside("(stage:new tag:x) or (stage:packing tag:y)", "packing") == Numbers{1, 3});
    CHECK(stages_beside("stage:new stage:packing", "new") == Numbers{2, 3}); // both must hold
    CHECK(stages_beside("tag:x or -stage:new", "new").empty());
    CHECK(stages_beside("stage:new", "packing").empty());
    CHECK(stages_beside("stage:new*", "new").empty()); // another word
}
