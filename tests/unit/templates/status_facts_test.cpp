// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "status/pipelines_file.hpp"
#include "status/status_repository.hpp"
#include "templates/check.hpp"
#include "templates_world.hpp"

#include <array>
#include <memory>

using namespace etsyorder;
using namespace etsyorder::templates;
using namespace etsyorder::templates_tests;

namespace {

const char* const kStages = R"(pipelines:
- name: hooks
  match: {listing: 902}
  stages: [{name: bend, public: We bend it}, {name: box, public: We box it}]
- name: signs
  stages:
  - {name: cut, public: We cut it, owner: anna}
  - {name: oil, owner: ben}
  - {name: pack, public: We pack it}
)";

// The world of letters with stages of its own; counts how often they are asked for.
struct StagesWorld : TemplatesWorld {
    status::Pipelines pipelines;
    std::unique_ptr<status::Placing> placing;
    int asked = 0;
    bool is_wrong = false;

    explicit StagesWorld(const char* text = kStages)
        : pipelines(status::read_pipelines_text(text, "pipelines.yaml").pipelines) {
        placing = std::make_unique<status::Placing>(
            pipelines, database, [](const auto&) { return std::vector<orders::OrderId>(); });
    }

    [[nodiscard]] PlacingOf placing_of() {
        return [this]() -> status::Placing& {
            ++asked;
            if (is_wrong) {
                throw base::Error(base::ErrorKind::usage, "pipelines.yaml:3: no such key")
                    .hint("did you mean \"stages\"?");
            }
            return *placing;
        };
    }
    [[nodiscard]] Facts staged_facts() {
        return {database,
                now,
                [this](orders::ShopId, const std::string&) { return settings; },
                placing_of()};
    }

    std::string
    tell(const std::string& text, const orders::Order& order, const Wanted& wanted = {}) {
        const auto made =
            Template::compile({{"test", ""}, Origin::own, "test.liquid", text}, nullptr);
        if (!made) {
            return "! " + made.error().what;
        }
        auto staged = staged_facts();
        const auto letter =
            write_letter(open_library(), **made, staged.of(order, wanted), letter_settings());
        return letter ? letter->text : "! " + letter.error().what;
    }

    // Of an item of the order, from 1.
    void put(const orders::Order& order,
             std::int64_t number,
             std::vector<status::PiecesAt> pieces,
             std::optional<status::Hold> hold = {}) {
        const status::StatusRepository repository(database);
        db::UnitOfWork work(database);
        for (auto& item : repository.items_of(std::array{order.id})) {
            if (item.number == number) {
                item.pipeline = placing->choose(status::product_of(item)).name;
                item.pieces = pieces;
                item.hold = hold;
                repository.store_pieces(item);
                repository.store_hold(item);
            }
        }
        work.commit();
    }
};

} // namespace

TEST_CASE("an order is as far as the pieces furthest behind, each item as far as its own") {
    StagesWorld world;
    const auto order = world.record(example_order());
    CHECK(world.tell("{{ status.public }}, {{ status.stage }}, {{ status.pipeline }}, "
                     "{{ status.owner }}, {{ status.since }}",
                     order) == "We cut it, cut, signs, anna, 2026-11-20 14:05:00 +0100");
    const auto moved = moment("2026-11-21T09:00:00Z");
    world.put(order, 1, {{"pack", 1, moved}});
    CHECK(world.tell("{{ status.stage }} since {{ status.since }}", order) ==
          "bend since 2026-11-20 14:05:00 +0100"); // two hooks are not bent yet
    CHECK(world.tell("{{ item.status.public }}", order, {.item = 0, .set = {}}) == "We pack it");
    CHECK(world.tell("{{ items | map: 'status' | map: 'stage' | join: ' ' }}", order) ==
          "pack bend");
    CHECK(world.tell("{{ status.done }}{{ items[0].status.done }}{{ items[1].status.done }}",
                     order) == "falsetruefalse");
    world.put(order, 2, {{"box", 2, moved}});
    CHECK(world.tell("{{ status.done }} {{ status.public }}", order) == "true We pack it");
}

TEST_CASE("of an item that is partly moved letters tell where its pieces are") {
    StagesWorld world;
    const auto order = world.record(example_order());
    world.put(order, 2, {{"bend", 1, world.now}, {"box", 1, world.now}});
    const auto* const list = "{% for one in status.pieces %}{{ one.quantity }} {{ one.stage }} "
                             "({{ one.public }}) {% endfor %}";
    CHECK(world.tell(list, order) == "1 cut (We cut it) 1 bend (We bend it) 1 box (We box it) ");
    CHECK(world.tell("{{ item.status.pieces | map: 'stage' | join: '+' }}",
                     order,
                     {.item = 1, .set = {}}) == "bend+box");
    CHECK(world.tell("{{ item.status.public }}", order, {.item = 1, .set = {}}) == "We bend it");
}

TEST_CASE(
    "a stage without a public name is told as the one before, and where none is, not at all") {
    StagesWorld world;
    const auto order = world.record(bare_order(1001));
    world.put(order, 1, {{"oil", 1, world.now}});
    CHECK(world.tell("{{ status.public }} {{ status.stage }} {{ status.owner }}", order) ==
          "We cut it oil ben");
    StagesWorld silent("pipelines:\n- {name: all, stages: [one, two]}\n");
    const auto unsaid = silent.record(bare_order(1001));
    CHECK(silent.tell("{{ status.public }}", unsaid).starts_with("! "));
    CHECK(silent.tell("{{ status.public | default: 'soon' }} {{ status.stage }}", unsaid) ==
          "soon one");
}

TEST_CASE("an order without items to be made has no stage, and neither has a file") {
    StagesWorld world;
    auto received = example_order();
    received.items->front().is_digital = true;
    const auto mixed = world.record(received);
    CHECK(world.tell("{{ items[0].status.stage | default: 'none' }} {{ status.stage }}", mixed) ==
          "none bend");
    received.receipt = orders::ReceiptId{77};
    (*received.items)[0].transaction = orders::TransactionId{771};
    (*received.items)[1].transaction = orders::TransactionId{772};
    (*received.items)[1].is_digital = true;
    const auto digital = world.record(received);
    CHECK(world.tell("{{ status.public | default: 'none' }} {{ status.pieces | size }} "
                     "{{ status.done }} {{ status.is_held }}",
                     digital) == "none 0 false false");
    CHECK(world.tell("{{ status.since }}", digital).starts_with("! "));
}

TEST_CASE("whoever has the parcel is not told that it is being made") {
    StagesWorld world;
    auto received = bare_order(1001);
    const auto open = world.record(received);
    received.receipt = orders::ReceiptId{1002};
    received.items->front().transaction = orders::TransactionId{10020};
    const auto left = world.record(received);
    world.put(left, 1, {{"pack", 1, world.now}}, status::Hold{"buyer", "", world.now});
    for (const auto receipt : {1001, 1002}) {
        received.receipt = orders::ReceiptId{receipt};
        received.items->front().transaction = orders::TransactionId{receipt * 10};
        received.status = "completed";
        received.is_shipped = true;
        received.updated_at = moment("2026-11-22T10:00:00Z");
        received.content_hash.fill(std::byte{9});
        const auto closed = world.record(received);
        REQUIRE_FALSE(closed.is_open);
        CHECK(world.tell("{{ status.public | default: 'over' }} {{ status.is_held }} "
                         "{{ status.waits_for | default: 'nothing' }}",
                         closed) == "over false nothing");
        CHECK(world.tell("{{ status.stage | default: 'nowhere' }}", closed) ==
              (receipt == 1001 ? "nowhere" : "pack"));
    }
}

TEST_CASE("what holds an order up and the words of its last change are told") {
    StagesWorld world;
    const auto order = world.record(example_order());
    CHECK(world.tell("{{ status.is_held }} {{ status.waits_for | default: '-' }} "
                     "{{ status.note | default: '-' }}",
                     order) == "false - -");
    world.put(order, 1, {{"cut", 1, world.now}}, status::Hold{"", "later", world.now});
    CHECK(world.tell("{{ status.is_held }} {{ status.waits_for | default: '-' }}", order) ==
          "true -");
    world.put(order, 2, {{"bend", 2, world.now}}, status::Hold{"material", "", world.now});
    CHECK(world.tell("{{ status.waits_for }} {{ items[0].status.waits_for | default: '-' }}",
                     order) == "material -");
    db::UnitOfWork work(world.database);
    const status::StatusRepository repository(world.database);
    const auto items = repository.items_of(std::array{order.id});
    for (const auto* reason : {"no oak", "oak came"}) {
        status::StatusUpdate update;
        update.shop = order.shop;
        update.order = order.id;
        update.item = items[0].item;
        update.kind = "held";
        update.quantity = 1;
        update.source = "user";
        update.reason = reason;
        update.at = world.now;
        repository.append(update);
    }
    work.commit();
    CHECK(world.tell("{{ status.note }} {{ items[1].status.note | default: '-' }}", order) ==
          "oak came -");
}

TEST_CASE("stages are asked for when a letter speaks of them, and what is set by hand wins") {
    StagesWorld world;
    const auto order = world.record(example_order());
    CHECK(world.tell("{{ order.name }} {{ items[0].title }}", order) == "3512345678 Oak door sign");
    CHECK(world.asked == 0);
    CHECK(world.tell("{{ status.public }}", order) == "We cut it");
    CHECK(world.asked > 0);
    CHECK(world.tell("{{ status.public }} {{ status.stage }}",
                     order,
                     {{}, {{"status.public", "It dries"}}}) == "It dries cut");
    world.is_wrong = true;
    CHECK(world.tell("{{ order.name }}", order) == "3512345678");
    CHECK_THROWS_AS((void)world.tell("{{ status.public }}", order), base::Error);
}

TEST_CASE("the facts that a letter used are kept with their stages") {
    StagesWorld world;
    const auto order = world.record(example_order());
    UsedFacts used;
    (void)world.tell(
        "{{ status.public }}{{ items[1].status.pieces[0].quantity }}", order, {{}, {}, &used});
    REQUIRE(used.all().size() == 2);
    CHECK(used.all()[0].first == "status.public");
    CHECK(used.all()[1].first == "items[1].status.pieces[0].quantity");
}

TEST_CASE("a wrong file of stages is a finding of each template that asks, and of no other") {
    StagesWorld world;
    world.is_wrong = true;
    CheckScope scope{{"asks", "plain"}, {}};
    scope.orders = {world.record(example_order()).id, world.record(bare_order(1001)).id};
    world.write("asks.liquid", "{{ status.public }}");
    world.write("plain.liquid", "{{ order.name }}");
    auto facts = world.staged_facts();
    const auto found = check_templates(world.open_library(), facts, scope, [](std::size_t) {});
    REQUIRE(found.findings.size() == 1);
    CHECK(found.findings[0].name == "asks");
    CHECK(found.findings[0].kind == CheckFinding::Kind::file);
    CHECK(found.findings[0].problem.what ==
          "it asks for `status`, which cannot be told: pipelines.yaml:3: no such key");
    CHECK(found.findings[0].problem.hint == "did you mean \"stages\"?");
    CHECK(found.totals.letters == 2); // of the plain one
    CHECK(found.totals.idle.empty());
    CHECK(world.asked == 1); // not again for each order
}

TEST_CASE("a letter to buyers that prints the seller's own words of a stage is found") {
    StagesWorld world;
    CheckScope scope{{}, {}};
    const auto look = [&](const char* text) {
        world.write("one.liquid", text);
        scope.names = {"one"};
        auto facts = world.staged_facts();
        std::vector<std::string> found;
        for (const auto& one :
             check_templates(world.open_library(), facts, scope, [](std::size_t) {}).findings) {
            CHECK(one.kind == CheckFinding::Kind::internal);
            found.push_back(one.problem.subject + "@" + std::to_string(one.problem.column));
        }
        return found;
    };
    using Words = std::vector<std::string>;
    CHECK(look("{{ status.public }}") == Words{});
    CHECK(look("{% if status.stage == 'cut' %}x{% endif %}") == Words{});
    CHECK(look("{% if status.stage %}{{ status.stage | upcase }}{% endif %}") ==
          Words{"status.stage@25"});
    CHECK(look("{{ status.public | default: item.status.owner }}") ==
          Words{"item.status.owner@29"});
    CHECK(look("---\nsubject: '{{ status.note }}'\n---\nx") == Words{"status.note@14"});
    CHECK(look("{% for item in items %}{{ item.status.stage }}{% endfor %}") ==
          Words{"items[].status.stage@27"});
    CHECK(look("{% for p in status.pieces %}{{ p.quantity }} {{ p.stage }}{% endfor %}") ==
          Words{"status.pieces[].stage@49"});
    CHECK(look("{% assign s = status.stage %}{{ s }}") == Words{"status.stage@33"});
    CHECK(look("---\naudience: seller\n---\n{{ status.stage }}") == Words{});
}
