// SPDX-License-Identifier: MIT
#include "templates_world.hpp"

#include <algorithm>

using namespace etsyorder;
using namespace etsyorder::templates;
using namespace etsyorder::templates_tests;

namespace {

Value fact(TemplatesWorld& world, const orders::Order& order, const std::string& path) {
    const auto value = at_path(world.facts.of(order, {}), path);
    REQUIRE_MESSAGE(value, path);
    return *value;
}

} // namespace

TEST_CASE("empty texts are nil, and so is what nobody said") {
    TemplatesWorld world;
    const auto order = world.record(bare_order(1001));
    for (const char* path :
         {"order.ship_by",     "order.days_left",         "order.total",
          "order.subtotal",    "order.currency",          "order.gift_message",
          "order.gift_sender", "order.address",           "order.country",
          "order.tracking",    "order.refunded",          "order.shipped_at",
          "buyer.name",        "buyer.first_name",        "buyer.email",
          "buyer.country",     "items[].title",           "items[].sku",
          "items[].price",     "items[].listing_url",     "items[].personalisation",
          "links.tracking",    "order.message_from_buyer"}) {
        CAPTURE(path);
        CHECK(fact(world, order, path).is_nil());
    }
    CHECK(world.print("{{ buyer.first_name }}", order).starts_with("! "));
    CHECK(world.print("{{ buyer.first_name | default: 'there' }}", order) == "there");
    CHECK(world.print("{% if order.gift_message %}x{% else %}none{% endif %}", order) == "none");
    CHECK(world.print("{{ order.tags | size }}{{ order.late }}{{ order.digital }}", order) ==
          "0falsefalse");
}

TEST_CASE("the only item is `item`, one of several is only when it is named") {
    TemplatesWorld world;
    CHECK(world.print("{{ item.number }}", world.record(bare_order(1001))) == "1");
    const auto two = world.record(example_order());
    CHECK(world.print("{{ item.title }}", two).starts_with("! "));
    CHECK(world.print("{{ item.title }}", two, {.item = 1, .set = {}}) == "Oak hook");
    CHECK(world.print("{{ item.number }}{{ items[1].number }}", two, {.item = 0, .set = {}}) ==
          "12");
    CHECK(world.print("{{ item.title }}", two, {.item = 9, .set = {}}).starts_with("! "));
}

TEST_CASE(
    "items that Etsy took off the order are no more told of, and the others keep their number") {
    TemplatesWorld world;
    (void)world.record(example_order());
    auto later = example_order();
    later.items->erase(later.items->begin());
    later.updated_at = moment("2026-11-21T13:06:00Z");
    later.content_hash.fill(std::byte{9});
    const auto order = world.record(later);
    REQUIRE(order.items.size() == 2);
    const auto removed = std::ranges::count_if(
        order.items, [](const auto& item) { return item.removed_at.has_value(); });
    REQUIRE(removed == 1);
    CHECK(world.print("{{ items | map: 'title' | join: '+' }}", order) == "Oak hook");
    CHECK(world.print("{{ order.item_count }} {{ order.piece_count }}", order) == "1 2");
    CHECK(world.print("{{ item.title }}", order) == "Oak hook");
    const auto at = order.items[0].removed_at ? 1U : 0U;
    CHECK(world.print("{{ item.number }}", order) == std::to_string(at + 1));
    CHECK(world.print("{{ item.title }}", order, {.item = at, .set = {}}) == "Oak hook");
    CHECK(world.print("{{ item.title }}", order, {.item = 1 - at, .set = {}}).starts_with("! "));
}

TEST_CASE("what is set wins over a fact, and stands beside the others") {
    TemplatesWorld world;
    const auto order = world.record(example_order());
    const auto with = [](std::vector<std::pair<std::string, Value>> set) {
        return Wanted{{}, std::move(set)};
    };
    CHECK(world.print("{{ buyer.first_name }}", order, with({{"buyer.first_name", "Ann"}})) ==
          "Ann");
    CHECK(world.print("{{ buyer.name }}", order, with({{"buyer.first_name", "Ann"}})) ==
          "Anna Miller");
    CHECK(world.print("{{ proof.link }}", order, with({{"proof.link", "https://a.example"}})) ==
          "https://a.example");
    CHECK(world.print("{{ proof.note }}", order, with({{"proof.link", "x"}})).starts_with("! "));
    CHECK(world.print("{{ order.tracking.code }}", order, with({{"order.tracking.code", "Z9"}})) ==
          "Z9"); // where there is no such object
    CHECK(world.print("{{ reason }}", order, with({{"reason", "late"}})) == "late");
    CHECK(world.print("{{ order.name }}", order, with({{"order", Value()}})).starts_with("! "));
}

TEST_CASE("moments are in the shop's zone, on both sides of a change of clocks") {
    TemplatesWorld world;
    auto received = example_order();
    received.placed_at = moment("2026-10-25T00:30:00Z");  // 02:30 in summer time
    received.updated_at = moment("2026-10-25T01:30:00Z"); // 02:30 in winter time
    const auto order = world.record(received);
    CHECK(world.print("{{ order.placed_at }}", order) == "2026-10-25 02:30:00 +0200");
    CHECK(world.print("{{ order.updated_at }}", order) == "2026-10-25 02:30:00 +0100");
    CHECK(world.print("{{ now }}", order) == "2026-11-22 12:00:00 +0100");
    TemplatesWorld far;
    far.settings.zone = base::Zone::named("America/St_Johns");
    CHECK(far.print("{{ order.placed_at }}", far.record(received)) == "2026-10-24 22:00:00 -0230");
}

TEST_CASE("days are the shop's calendar days") {
    TemplatesWorld world;
    auto received = whole_order();
    received.items->front().ship_by = moment("2026-11-21T23:30:00Z"); // the 22nd in Berlin
    (*received.items)[1].ship_by = moment("2026-11-21T23:30:00Z");
    const auto order = world.record(received);
    CHECK(world.print("{{ order.ship_by }} {{ order.days_left }} {{ order.late }}", order) ==
          "2026-11-22 0 false");
    CHECK(world.print("{{ order.shipped_at }}", order) == "2026-11-22");
    TemplatesWorld far;
    far.settings.zone = base::Zone::named("America/New_York");
    CHECK(far.print("{{ order.ship_by }} {{ order.days_left }} {{ order.late }}",
                    far.record(received)) == "2026-11-21 -1 true");
}

TEST_CASE("amounts are in whole units of their currency") {
    TemplatesWorld world;
    auto received = example_order();
    received.amounts = {"JPY", 1200, 1100, 100, 0, 0, 0, {}};
    for (auto& item : *received.items) {
        item.price = base::Money{600, "JPY"};
    }
    const auto order = world.record(received);
    CHECK(fact(world, order, "order.total").number() == 1200.0);
    CHECK(fact(world, order, "items[].price").number() == 600.0);
    CHECK(world.print("{{ order.total | money: order.currency }}", order) == "\xC2\xA5"
                                                                             "1,200");
    CHECK(world.print("{{ order.total | money: 'EUR' }}", order) ==
          "! money: the amount is in JPY, not in EUR");
    CHECK(world.print("{{ items[0].price | times: 2 | money: 'EUR' }}", order) ==
          "! money: the amount is in JPY, not in EUR");
    received.receipt = orders::ReceiptId{77};
    received.amounts.currency = "KWD";
    received.amounts.total = 1234;
    CHECK(fact(world, world.record(received), "order.total").number() == 1.234);
}

TEST_CASE("refunds are summed only when each names an amount of the order's currency") {
    TemplatesWorld world;
    auto received = whole_order();
    CHECK(fact(world, world.record(received), "order.refunded").number() == 3.5);
    received.receipt = orders::ReceiptId{78};
    received.refunds->front().amount = {};
    CHECK(fact(world, world.record(received), "order.refunded").is_nil());
    received.receipt = orders::ReceiptId{79};
    received.refunds->front().amount = base::Money{100, "USD"};
    CHECK(fact(world, world.record(received), "order.refunded").is_nil());
}

TEST_CASE("the parcel of a letter is the last one with a code, and its page that of its carrier") {
    TemplatesWorld world;
    const auto order = world.record(whole_order());
    CHECK(world.print("{{ order.tracking.carrier }} {{ order.tracking.code }}", order) ==
          "usps 9400 1000");
    CHECK(world.print("{{ links.tracking }}", order) ==
          "https://tools.usps.com/go/TrackConfirmAction?tLabels=94001000");
    auto received = whole_order();
    received.receipt = orders::ReceiptId{80};
    received.shipments = std::vector<orders::Shipment>{{21, "Pigeon Post", "1", {}}};
    CHECK(fact(world, world.record(received), "links.tracking").is_nil());
}

TEST_CASE("a buyer who ordered before is told from one who ordered later") {
    TemplatesWorld world;
    auto first = bare_order(1001);
    first.buyer_user_id = 55;
    first.placed_at = moment("2026-11-01T00:00:00Z");
    const auto early = world.record(first);
    const auto late = world.record(example_order());
    CHECK(world.print("{{ buyer.orders }} {{ buyer.repeat }}", early) == "2 false");
    CHECK(world.print("{{ buyer.orders }} {{ buyer.repeat }}", late) == "2 true");
    CHECK(world.print("{{ buyer.orders }} {{ buyer.repeat }}", world.record(bare_order(1002))) ==
          "1 false");
}

TEST_CASE("words that are demanded and not there are told from words that are doubtful") {
    TemplatesWorld world;
    auto received = example_order();
    received.items->front().answers = std::vector<orders::Answer>{};
    auto order = world.record(received);
    CHECK(world.print("{{ order.missing.size }} {{ order.doubtful.size }} {{ items[0].missing }}",
                      order) == "1 0 true");
    CHECK(world.print("{{ order.missing[0].title }}", order) == "Oak door sign");
    received.receipt = orders::ReceiptId{81};
    received.items->front().answers =
        std::vector<orders::Answer>{{orders::AnswerKind::personalisation,
                                     "Name",
                                     "Mia\xE2\x80\x8BLou",
                                     std::nullopt,
                                     54,
                                     std::nullopt}};
    order = world.record(received);
    CHECK(world.print("{{ order.missing.size }} {{ order.doubtful.size }} "
                      "{{ items[0].doubts[0].code }}",
                      order) == "0 1 invisible-character");
}

TEST_CASE("nothing is looked up that no template asks for") {
    TemplatesWorld world;
    const auto order = world.record(example_order());
    for (const char* table : {"order_notes", "listing_questions", "lint_silences", "file_rows"}) {
        auto there = world.database.statement("SELECT 1 FROM sqlite_master WHERE name = :name");
        there.bind(":name", table);
        if (there.step()) {
            there.reset();
            world.database.execute(std::string("ALTER TABLE ") + table + " RENAME TO gone_" +
                                   table);
        }
    }
    world.database.execute("ALTER TABLE orders RENAME TO gone_orders");
    CHECK(world
              .print("Hi {{ buyer.first_name }}, {{ order.name }}: {% for item in items %}"
                     "{{ item.title }} {{ item.personalisation | default: '' }};{% endfor %}",
                     order)
              .starts_with("Hi Anna, 3512345678: Oak door sign M"));
    // So the tables would have been missed.
    CHECK_THROWS((void)world.print("{{ buyer.orders }}", order));
    CHECK_THROWS((void)world.print("{{ order.notes | size }}", order));
    CHECK_THROWS((void)world.print("{{ order.doubtful | size }}", order));
}

TEST_CASE("an order's facts go when nobody holds a value of them") {
    TemplatesWorld world;
    auto subject = world.facts.subject(world.record(example_order()), nullptr);
    const std::weak_ptr<const OrderSubject> watched = subject;
    Value kept;
    {
        const auto facts = world.facts.of(std::move(subject), {});
        for (const char* path : {"order.items",
                                 "items",
                                 "buyer",
                                 "order.buyer",
                                 "order.doubtful",
                                 "order.shipments"}) {
            (void)at_path(facts, path);
        }
        kept = facts.ask("items")->items().back();
    }
    CHECK_FALSE(watched.expired()); // an item lives on its order
    CHECK(kept.ask("title")->text() == "Oak hook");
    kept = Value();
    CHECK(watched.expired());
}

TEST_CASE("a letter about no order knows the shop, the time and what was set") {
    TemplatesWorld world;
    const auto facts = world.facts.without_order(world.shop, {{}, {{"reason", "x"}}});
    CHECK(at_path(facts, "shop.name")->text() == "AcornSigns");
    CHECK(at_path(facts, "now")->text() == "2026-11-22 12:00:00 +0100");
    CHECK(at_path(facts, "reason")->text() == "x");
    for (const char* root : {"order", "items", "item", "buyer", "links"}) {
        CHECK(facts.ask(root)->is_nil());
    }
    CHECK(world.facts.without_order({}, {}).ask("shop")->is_nil());
}

TEST_CASE("a shop is signed as configured, else by its name") {
    TemplatesWorld world;
    world.settings.signature = "Kim from AcornSigns";
    const auto order = world.record(bare_order(1001));
    CHECK(world.print("{{ shop.signature }}", order) == "Kim from AcornSigns");
    TemplatesWorld plain;
    CHECK(plain.print("{{ shop.signature }}", plain.record(bare_order(1001))) == "AcornSigns");
}
