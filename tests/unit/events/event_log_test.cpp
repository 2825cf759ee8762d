// SPDX-License-Identifier: MIT
#include "db/migrations.hpp"
#include "events/event_log.hpp"
#include "support/temp_folder.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;
using events::Event;
using events::EventLog;

namespace {

struct Desk {
    test::TempFolder folder;
    db::Database database{folder.path() / "store.db", db::Open::for_writing};
    EventLog log{database};

    Desk() { db::migrate(database); }
};

base::Instant at(std::int64_t seconds) {
    return base::Instant{std::chrono::seconds{seconds}};
}

Event event(std::int64_t order, const char* name) {
    return {0, 7, name, order, std::nullopt, at(100), at(200), "sync", R"({"a":"b"})"};
}

} // namespace

TEST_CASE("an event comes back as it was written, with a number of its own") {
    Desk desk;
    desk.log.append(event(1, "order.placed"));
    const auto events = desk.log.of_order(1);
    REQUIRE(events.size() == 1);
    CHECK(events[0].id > 0);
    CHECK(events[0].shop_id == 7);
    CHECK(events[0].name == "order.placed");
    CHECK(events[0].order_id == 1);
    CHECK_FALSE(events[0].subject_id);
    CHECK(events[0].occurred_at == at(100));
    CHECK(events[0].recorded_at == at(200));
    CHECK(events[0].source == "sync");
    CHECK(events[0].data == R"({"a":"b"})");
}

TEST_CASE("events of an order are oldest first and only its own; numbers only grow") {
    Desk desk;
    desk.log.append(event(1, "order.placed"));
    desk.log.append(event(2, "order.placed"));
    desk.log.append(event(1, "order.canceled"));
    const auto events = desk.log.of_order(1);
    REQUIRE(events.size() == 2);
    CHECK(events[0].name == "order.placed");
    CHECK(events[1].name == "order.canceled");
    CHECK(events[0].id < events[1].id);
    CHECK(desk.log.of_order(3).empty());
}

TEST_CASE("an event goes with the unit of work that failed") {
    Desk desk;
    {
        db::UnitOfWork work(desk.database);
        desk.log.append(event(1, "order.placed"));
    }
    CHECK(desk.log.of_order(1).empty());
}

TEST_CASE("an event about something else than an order keeps its subject") {
    Desk desk;
    desk.log.append({0, 7, "listing.added", std::nullopt, 99, at(1), at(2), "sync", "{}"});
    auto row = desk.database.statement("SELECT order_id IS NULL, subject_id FROM events");
    REQUIRE(row.step());
    CHECK(row.integer(0) == 1);
    CHECK(row.integer(1) == 99);
}
