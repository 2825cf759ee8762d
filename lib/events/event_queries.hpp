// SPDX-License-Identifier: MIT
// EventQueries: what was told after an event, oldest first, handed out one by one. Belongs to one
// database, hence to one thread.
//
// An event's number is a resume token. Numbers are given inside the transaction that writes the
// event, and the database has one writer at a time: so they are in the order of the commits. Who
// has seen an event has seen, or could have, all with smaller numbers; none of these comes later.
#pragma once

#include "db/database.hpp"
#include "events/event.hpp"

#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace etsyorder::events {

struct EventFilter {
    std::int64_t after = 0;                                        // only greater numbers
    std::int64_t up_to = std::numeric_limits<std::int64_t>::max(); // and none above this
    std::vector<std::string> names = {};                           // empty: all
    std::vector<std::int64_t> orders = {}; // ours; empty: whatever they are about
    std::optional<std::int64_t> shop = {}; // empty: all
};

class EventQueries {
public:
    using Take = std::function<void(Event&&)>;

    explicit EventQueries(db::Database& database) : database_(&database) {}

    // The greatest number that was ever given, even if that event is gone; 0: none was.
    [[nodiscard]] std::int64_t newest() const;

    // The number after which the latest `count` of those that fit begin; filter.after: there are no
    // more than these. `count` is at least 1.
    [[nodiscard]] std::int64_t before_latest(const EventFilter& filter, int count) const;

    // By number, at most `limit`; empty: all. Walks no more of the log than lies in the filter's
    // numbers, and with orders no more than their events.
    void each(const EventFilter& filter, std::optional<int> limit, const Take& take) const;

    // Of each(), to look at how it is walked.
    [[nodiscard]] static std::string statement_of(const EventFilter& filter);

private:
    db::Database* database_;
};

} // namespace etsyorder::events
