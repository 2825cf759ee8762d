// SPDX-License-Identifier: MIT
#include "orders/history_queries.hpp"

#include "base/optional_instant.hpp"

#include <limits>
#include <string>

namespace etsyorder::orders {
namespace {

constexpr std::string_view kColumns =
    "SELECT o.receipt_id, e.event_id, e.shop_id, e.name, e.order_id, e.occurred_at_utc_s, "
    "e.recorded_at_utc_s, e.source, e.data ";

// Earlier than everything: what asks for no limit asks for this.
constexpr std::int64_t kBeginning = std::numeric_limits<std::int64_t>::min();

void hand_out(db::Statement& rows, const HistoryQueries::Take& take) {
    while (rows.step()) {
        take(ReceiptId{rows.integer(0)},
             {rows.integer(1),
              rows.integer(2),
              rows.string(3),
              rows.maybe_integer(4),
              std::nullopt,
              base::from_utc_seconds(rows.integer(5)),
              base::from_utc_seconds(rows.integer(6)),
              rows.string(7),
              rows.string(8)});
    }
}

std::int64_t since_or_beginning(const std::optional<base::Instant>& since) {
    return since ? base::utc_seconds(*since) : kBeginning;
}

} // namespace

void HistoryQueries::of_all(const HistoryFilter& filter, const Take& take) const {
    database_->read_through_cache();
    std::string sql(kColumns);
    // CROSS: events in the order of their numbers, with no sorting, and each one's order by its
    // key.
    sql += filter.only_open
               ? "FROM orders o JOIN events e ON e.order_id = o.order_id WHERE o.is_open = 1"
               : "FROM events e CROSS JOIN orders o ON o.order_id = e.order_id WHERE 1 = 1";
    if (filter.shop) {
        sql += " AND o.shop_id = :shop";
    } else if (filter.only_open) {
        sql += " AND o.shop_id IN (SELECT shop_id FROM shops)";
    }
    sql += " AND e.recorded_at_utc_s >= :since ORDER BY e.event_id";
    auto rows = database_->statement(sql);
    if (filter.shop) {
        rows.bind(":shop", filter.shop->value());
    }
    rows.bind(":since", since_or_beginning(filter.since));
    hand_out(rows, take);
}

void HistoryQueries::of_order(OrderId order,
                              std::optional<base::Instant> since,
                              const Take& take) const {
    auto rows = database_->statement(
        std::string(kColumns) +
        "FROM events e CROSS JOIN orders o ON o.order_id = e.order_id WHERE e.order_id = :order "
        "AND e.recorded_at_utc_s >= :since ORDER BY e.occurred_at_utc_s, e.event_id");
    rows.bind(":order", order.value()).bind(":since", since_or_beginning(since));
    hand_out(rows, take);
}

std::optional<std::int64_t> HistoryQueries::item_number(OrderId order, ItemId item) const {
    auto row = database_->statement(
        "SELECT position + 1 FROM items WHERE item_id = :item AND order_id = :order");
    row.bind(":item", item.value()).bind(":order", order.value());
    return row.step() ? std::optional(row.integer(0)) : std::nullopt;
}

} // namespace etsyorder::orders
