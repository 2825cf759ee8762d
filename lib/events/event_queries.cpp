// SPDX-License-Identifier: MIT
#include "events/event_queries.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace etsyorder::events {
namespace {

constexpr std::int64_t kNoLimit = -1; // as SQL has it

std::string name_parameter(std::size_t index) {
    return fmt::format(":name{}", index);
}

std::string condition_of(const EventFilter& filter) {
    std::string sql = " FROM events WHERE event_id > :after AND event_id <= :up_to";
    for (std::size_t i = 0; i < filter.names.size(); ++i) {
        sql += (i == 0 ? " AND name IN (" : ", ") + name_parameter(i);
    }
    sql += filter.names.empty() ? "" : ")";
    if (!filter.orders.empty()) { // numbers of ours, as many as there are
        sql += fmt::format(" AND order_id IN ({})", fmt::join(filter.orders, ", "));
    }
    sql += filter.shop ? " AND shop_id = :shop" : "";
    return sql;
}

void bind(db::Statement& statement, const EventFilter& filter) {
    statement.bind(":after", filter.after).bind(":up_to", filter.up_to);
    for (std::size_t i = 0; i < filter.names.size(); ++i) {
        statement.bind(name_parameter(i).c_str(), filter.names[i]);
    }
    if (filter.shop) {
        statement.bind(":shop", *filter.shop);
    }
}

} // namespace

std::int64_t EventQueries::newest() const {
    return database_->last_number_of("events");
}

std::int64_t EventQueries::before_latest(const EventFilter& filter, int count) const {
    auto row = database_->statement("SELECT event_id" + condition_of(filter) +
                                    " ORDER BY event_id DESC LIMIT 1 OFFSET :count");
    bind(row, filter);
    row.bind(":count", std::int64_t{count});
    return row.step() ? row.integer(0) : filter.after;
}

std::string EventQueries::statement_of(const EventFilter& filter) {
    return "SELECT event_id, shop_id, name, order_id, subject_id, occurred_at_utc_s, "
           "recorded_at_utc_s, source, data" +
           condition_of(filter) + " ORDER BY event_id LIMIT :limit";
}

void EventQueries::each(const EventFilter& filter,
                        std::optional<int> limit,
                        const Take& take) const {
    auto rows = database_->statement(statement_of(filter));
    bind(rows, filter);
    rows.bind(":limit", limit ? std::int64_t{*limit} : kNoLimit);
    while (rows.step()) {
        take({rows.integer(0),
              rows.integer(1),
              rows.string(2),
              rows.maybe_integer(3),
              rows.maybe_integer(4),
              base::from_utc_seconds(rows.integer(5)),
              base::from_utc_seconds(rows.integer(6)),
              rows.string(7),
              rows.string(8)});
    }
}

} // namespace etsyorder::events
