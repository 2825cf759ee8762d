// SPDX-License-Identifier: MIT
#include "templates/check.hpp"
#include "templates_world.hpp"

#include <set>

using namespace etsyorder;
using namespace etsyorder::templates;
using namespace etsyorder::templates_tests;

namespace {

std::string kind_of(const Value& value) {
    switch (value.kind()) {
    case Value::Kind::boolean:
        return "yes or no";
    case Value::Kind::integer:
        return "integer";
    case Value::Kind::number:
        return "number";
    case Value::Kind::array:
        return "list";
    case Value::Kind::lazy:
        return "object";
    default:
        return value.is_nil() ? "nil" : "text";
    }
}

} // namespace

TEST_CASE("each example of the manual page is what the example order gives") {
    TemplatesWorld world;
    const auto order = world.record(example_order());
    int seen = 0;
    for (const auto& document : fact_documents()) {
        CAPTURE(document.path);
        const auto value = at_path(world.facts.of(order, {}), document.path);
        const bool below_nothing = document.path.starts_with("order.shipments[]") ||
                                   document.path.starts_with("order.tracking.");
        if (below_nothing) {
            CHECK(document.example.empty());
            continue;
        }
        if (document.path == "item") {
            CHECK(value->is_nil()); // there are two
            continue;
        }
        REQUIRE(value);
        if (document.example.empty()) {
            CHECK((value->is_nil() || value->is(Value::Kind::array) ||
                   value->is(Value::Kind::lazy) || document.path == "now"));
            continue;
        }
        ++seen;
        auto variable = document.path;
        if (const auto list = variable.find("[]"); list != std::string::npos) {
            variable.replace(list, 2, "[0]");
        }
        CHECK(world.print("{{ " + variable + " }}", order) == document.example);
    }
    CHECK(seen > 40);
}

TEST_CASE("the type of the manual page is the type of the value, where there is one") {
    TemplatesWorld world;
    const auto order = world.record(whole_order());
    for (const auto& document : fact_documents()) {
        CAPTURE(document.path);
        const auto value = at_path(world.facts.of(order, {}), document.path);
        REQUIRE(value);
        if (value->is_nil()) {
            const bool never =
                document.path.starts_with("proof.") || document.path.starts_with("thread.") ||
                document.path == "status.owner" || document.path == "status.waits_for" ||
                document.path == "status.note" || document.path == "links.proof" ||
                document.path == "links.portal" || document.path == "item" ||
                document.path == "buyer.username" || document.path == "order.message_from_buyer";
            CHECK(never);
            continue;
        }
        auto type = document.type;
        if (type == "day" || type == "moment") {
            type = "text";
        } else if (type.starts_with("list of")) {
            type = "list";
        }
        CHECK(kind_of(*value) == type);
    }
}

TEST_CASE("paths of the manual page are each there once, and with a sentence") {
    std::set<std::string> seen;
    for (const auto& document : fact_documents()) {
        CAPTURE(document.path);
        CHECK(seen.insert(document.path).second);
        CHECK(is_fact(document.path));
        CHECK_FALSE(document.type.empty());
    }
}

TEST_CASE("names of facts are those that the objects have") {
    TemplatesWorld world;
    const auto order = world.record(whole_order());
    const auto facts = world.facts.of(order, {});
    for (const auto& name : facts.names()) {
        CHECK(facts.ask(name));
        const auto value = *facts.ask(name);
        if (value.is(Value::Kind::lazy)) {
            for (const auto& member : value.names()) {
                CHECK(value.ask(member));
                CHECK(is_fact(name + "." + member));
            }
            CHECK_FALSE(value.ask("nobody"));
        }
    }
    CHECK_FALSE(facts.ask("nobody"));
}

TEST_CASE("known facts are told from others, with the one that was meant") {
    for (const char* path : {"order",
                             "order.name",
                             "order.buyer.first_name",
                             "order.items[].title",
                             "item.title",
                             "item.doubts[].code",
                             "items.size",
                             "items.first.title",
                             "order.missing[].title",
                             "order.tags[]",
                             "status.pieces[].stage",
                             "item.status.public",
                             "order.items[].status.pieces[].quantity",
                             "buyer.name.size",
                             "now"}) {
        CAPTURE(path);
        CHECK(is_fact(path));
    }
    for (const char* path : {"order.nam",
                             "ordr",
                             "buyer.firstname",
                             "item.titel",
                             "items[].titel",
                             "order.address.town",
                             "order.status.word",
                             "status.publik",
                             "item.status.stages",
                             "items[].status.pieces[].titel",
                             "proof.url",
                             ""}) {
        CAPTURE(path);
        if (*path != '\0') {
            CHECK_FALSE(is_fact(path));
        }
    }
    CHECK(nearest_fact("order.nam") == "order.name");
    CHECK(nearest_fact("buyer.firstname") == "buyer.first_name");
    CHECK(nearest_fact("zzzzzzzzzzzzzz").empty());
}
