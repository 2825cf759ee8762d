// SPDX-License-Identifier: MIT
#include "events/event_log.hpp"

#include "base/error.hpp"
#include "events/event_names.hpp"

namespace etsyorder::events {
void EventLog::append(const Event& event) {
    if (!is_event_name(event.name)) {
        throw base::Error(base::ErrorKind::bug, "there is no event \"" + event.name + '"');
    }
    auto insert = database_->statement(
        "INSERT INTO events (shop_id, name, order_id, subject_id, occurred_at_utc_s, "
        "recorded_at_utc_s, source, data) "
        "VALUES (:shop, :name, :order, :subject, :occurred, :recorded, :source, :data)");
    insert.bind(":shop", event.shop_id)
        .bind(":name", event.name)
        .bind(":order", event.order_id)
        .bind(":subject", event.subject_id)
        .bind(":occurred", base::utc_seconds(event.occurred_at))
        .bind(":recorded", base::utc_seconds(event.recorded_at))
        .bind(":source", event.source)
        .bind(":data", event.data)
        .run();
}

void EventLog::correct(std::int64_t order_id, std::string_view name, base::Instant occurred_at) {
    database_
        ->statement("UPDATE events SET occurred_at_utc_s = :occurred WHERE order_id = :order AND "
                    "name = :name")
        .bind(":occurred", base::utc_seconds(occurred_at))
        .bind(":order", order_id)
        .bind(":name", name)
        .run();
}

std::vector<Event> EventLog::of_order(std::int64_t order_id) const {
    auto rows = database_->statement("SELECT event_id, shop_id, name, order_id, subject_id, "
                                     "occurred_at_utc_s, recorded_at_utc_s, source, data "
                                     "FROM events WHERE order_id = :order ORDER BY "
                                     "occurred_at_utc_s, event_id");
    rows.bind(":order", order_id);
    std::vector<Event> events;
    while (rows.step()) {
        events.push_back(Event{rows.integer(0),
                               rows.integer(1),
                               rows.string(2),
                               rows.maybe_integer(3),
                               rows.maybe_integer(4),
                               base::from_utc_seconds(rows.integer(5)),
                               base::from_utc_seconds(rows.integer(6)),
                               rows.string(7),
                               rows.string(8)});
    }
    return events;
}

} // namespace etsyorder::events
