// SPDX-License-Identifier: MIT
#include "db/migrations.hpp"
#include "events/event_log.hpp"
#include "events/event_queries.hpp"
#include "support/temp_folder.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;
using events::EventFilter;

namespace {

using Numbers = std::vector<std::int64_t>;

// Six events: 1 to 6, of orders 1, 2, 1, 2, none, 1; the last of another shop.
struct Desk {
    test::TempFolder folder;
    db::Database database{folder.path() / "store.db", db::Open::for_writing};
    events::EventQueries queries{database};

    Desk() {
        db::migrate(database);
        append("order.placed", 1);
        append("order.placed", 2);
        append("order.tagged", 1);
        append("status.moved", 2);
        append("listing.added", std::nullopt);
        append("status.held", 1, 8);
    }

    void append(const char* name, std::optional<std::int64_t> order, std::int64_t shop = 7) {
        events::EventLog(database).append(
            {0, shop, name, order, std::nullopt, {}, {}, "user", "{}"});
    }

    [[nodiscard]] Numbers numbers(const EventFilter& filter, std::optional<int> limit = {}) const {
        Numbers found;
        queries.each(filter, limit, [&](events::Event&& event) { found.push_back(event.id); });
        return found;
    }

    std::string plan_of(const EventFilter& filter) {
        std::string plan;
        auto rows =
            database.statement("EXPLAIN QUERY PLAN " + events::EventQueries::statement_of(filter));
        while (rows.step()) {
            plan += rows.string(3) + "\n";
        }
        return plan;
    }
};

} // namespace

TEST_CASE("events come by number, from behind the one that was seen, no more than wanted") {
    const Desk desk;
    CHECK(desk.numbers({}) == Numbers{1, 2, 3, 4, 5, 6});
    CHECK(desk.numbers({.after = 4}) == Numbers{5, 6});
    CHECK(desk.numbers({.after = 6}).empty());
    CHECK(desk.numbers({.after = 1}, 2) == Numbers{2, 3});
    CHECK(desk.numbers({.after = 1, .up_to = 3}) == Numbers{2, 3});
}

TEST_CASE("events are chosen by name, order and shop together") {
    const Desk desk;
    CHECK(desk.numbers({.names = {"order.placed", "status.held"}}) == Numbers{1, 2, 6});
    CHECK(desk.numbers({.orders = {1}}) == Numbers{1, 3, 6});
    CHECK(desk.numbers({.orders = {1, 2}}) == Numbers{1, 2, 3, 4, 6});
    CHECK(desk.numbers({.shop = 8}) == Numbers{6});
    CHECK(desk.numbers({.after = 1, .names = {"order.tagged"}, .orders = {1}, .shop = 7}) ==
          Numbers{3});
}

TEST_CASE(
    "the latest begin behind the one before them, and where there are no more, at the start") {
    const Desk desk;
    CHECK(desk.queries.before_latest({}, 2) == 4);
    CHECK(desk.queries.before_latest({.orders = {1}}, 2) == 1);
    CHECK(desk.queries.before_latest({}, 6) == 0);
    CHECK(desk.queries.before_latest({}, 100) == 0);
}

TEST_CASE("the newest number stays known when its event is gone, and is never given again") {
    Desk desk;
    CHECK(desk.queries.newest() == 6);
    desk.database.execute("DELETE FROM events WHERE event_id >= 5");
    CHECK(desk.queries.newest() == 6);
    desk.append("order.placed", 3);
    CHECK(desk.queries.newest() == 7);
}

TEST_CASE("where nothing was told there is no newest event") {
    test::TempFolder folder;
    db::Database database{folder.path() / "store.db", db::Open::for_writing};
    db::migrate(database);
    CHECK(events::EventQueries(database).newest() == 0);
    CHECK(events::EventQueries(database).before_latest({}, 1) == 0);
}

TEST_CASE("what comes after an event is found by its number, and an order's events by the order") {
    Desk desk;
    const EventFilter by_number[] = {
        {.after = 5}, {.after = 5, .names = {"order.placed"}}, {.after = 5, .shop = 7}};
    for (const auto& filter : by_number) {
        const auto plan = desk.plan_of(filter);
        CAPTURE(plan);
        CHECK(plan.find("SEARCH events USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)") == 0);
        CHECK(plan.find("TEMP B-TREE") == std::string::npos);
    }
    const auto plan = desk.plan_of({.after = 5, .names = {"order.placed"}, .orders = {1}});
    CAPTURE(plan);
    CHECK(plan.find("events_by_order (order_id=? AND rowid>? AND rowid<?)") != std::string::npos);
    CHECK(plan.find("TEMP B-TREE") == std::string::npos);
}
