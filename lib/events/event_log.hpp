// SPDX-License-Identifier: MIT
// Appends events and reads them back. Belongs to one database, hence to one thread.
#pragma once

#include "db/database.hpp"
#include "events/event.hpp"

#include <string_view>
#include <vector>

namespace etsyorder::events {

class EventLog {
public:
    explicit EventLog(db::Database& database) : database_(&database) {}

    // Inside the caller's unit of work; the event's id is given by the log. Throws
    // Error of kind bug for a name that is not one of event_names().
    void append(const Event& event);

    // It is known better by now when that happened. Inside the caller's unit of work.
    void correct(std::int64_t order_id, std::string_view name, base::Instant occurred_at);

    // By when they happened, oldest first.
    [[nodiscard]] std::vector<Event> of_order(std::int64_t order_id) const;

private:
    db::Database* database_;
};

} // namespace etsyorder::events
