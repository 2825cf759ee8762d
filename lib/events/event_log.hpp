// SPDX-License-Identifier: MIT
// Appends events and reads them back. Belongs to one database, hence to one thread.
#pragma once

#include "db/database.hpp"
#include "events/event.hpp"

#include <vector>

namespace etsyorder::events {

class EventLog {
public:
    explicit EventLog(db::Database& database) : database_(&database) {}

    // Inside the caller's unit of work; the event's id is given by the log.
    void append(const Event& event);

    [[nodiscard]] std::vector<Event> of_order(std::int64_t order_id) const; // oldest first

private:
    db::Database* database_;
};

} // namespace etsyorder::events
