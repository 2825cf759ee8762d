// SPDX-License-Identifier: MIT
// The statement of a list: which SQL a filter becomes, and its values.
#include "base/ascii.hpp"
#include "orders/list_statement.hpp"
#include "orders/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace etsyorder::orders {
namespace {

// What lists are ordered by comes first.
constexpr std::string_view kSummaryColumns =
    "o.order_id, o.ship_by_utc_s, o.placed_at_utc_s, o.updated_at_utc_s, o.shop_id, o.receipt_id, "
    "o.buyer_name, o.country, o.status, o.is_open, o.is_paid, o.is_shipped, o.is_gift, "
    "o.is_personalised, o.currency, o.total_minor, o.gone_at_utc_s, o.content_hash = zeroblob(16)";

// The text of the query and the values of its parameters. Only texts written here become SQL.
struct Query {
    std::string from = "orders o";
    std::string where;
    std::string order_by;

    void also(std::string_view condition) {
        where += where.empty() ? " WHERE " : " AND ";
        where += condition;
    }
};

// The days that a query names: the column, and the name of its two parameters.
struct NamedRange {
    Sort sort;
    std::string_view column;
    std::string_view name;
    InstantRange OrderCondition::*range;
};
constexpr NamedRange kRanges[] = {
    {Sort::ship_by, "o.ship_by_utc_s", "due", &OrderCondition::ship_by},
    {Sort::placed, "o.placed_at_utc_s", "placed", &OrderCondition::placed},
    {Sort::updated, "o.updated_at_utc_s", "updated", &OrderCondition::updated},
};

// `walks`: the orders come from the index that the list is ordered by.
void add_query(Query& query, const ListFilter& filter, bool walks) {
    for (const auto& [sort, column, name, range] : kRanges) {
        const std::string_view plus = walks && filter.sort == sort ? "" : "+";
        if (((*filter.query).*range).first) {
            query.also(fmt::format("{}{} >= :{}_first", plus, column, name));
        }
        if (((*filter.query).*range).end) {
            query.also(fmt::format("{}{} < :{}_end", plus, column, name));
        }
    }
    query.also("(" + filter.query->where + ")");
}

// What is written with a + in front is kept out of the choice of an index. `few` as in
// list_statement().
Query build(const ListFilter& filter,
            const std::vector<std::string>& words,
            std::span<const std::int64_t> orders,
            std::string_view few) {
    Query query;
    if (filter.tag) {
        query.from = "order_tags t JOIN orders o ON o.order_id = t.order_id";
        query.also("t.tag = :tag");
        query.also("t.shop_id = :shop");
    }
    const bool named = !orders.empty() || !few.empty(); // start from these
    if (!orders.empty()) {
        query.also(fmt::format("o.order_id IN ({})", fmt::join(orders, ",")));
    }
    if (!few.empty()) {
        query.also(fmt::format("o.order_id IN ({})", few));
    }
    const bool completed = filter.status && base::ascii_lower(*filter.status) == kCompleted;
    // Nearly all orders, by their day: walk the index of days, which begins with no shop.
    const bool by_day = filter.sort == Sort::ship_by && !filter.only_open && !filter.tag &&
                        (!filter.status || completed);
    const std::string_view plus = !named && !by_day ? "" : "+";
    const std::string_view aside = named ? "+" : "";
    query.also(fmt::format("{}o.shop_id = :shop", plus));
    if (filter.only_open) {
        query.also(fmt::format("{}o.is_open = 1", plus));
    }
    if (filter.ship_by_before) {
        query.also(fmt::format("{}o.ship_by_utc_s < :ship_by_before", aside));
    }
    if (filter.only_personalised) {
        query.also("o.is_personalised = 1");
    }
    if (filter.only_gifts) {
        query.also("+o.is_gift = 1");
    }
    if (filter.status) {
        query.also(fmt::format("{}o.status = :status", aside));
        // The index of statuses leaves these out; that of days is enough to pass over open ones.
        query.also(completed ? "o.is_open = 0" : "o.status <> 'completed'");
    }
    if (filter.buyer && words.empty()) {
        query.also("0"); // no word begins a word of anybody's name
    }
    for (std::size_t i = 0; i < words.size(); ++i) {
        query.also(fmt::format("instr(o.searched_words, :word{}) > 0", i));
    }
    if (filter.query) {
        add_query(query, filter, !named);
    }
    switch (filter.sort) {
    case Sort::ship_by:
        query.order_by = fmt::format(" ORDER BY {}o.ship_by_utc_s NULLS LAST", aside);
        break;
    case Sort::placed:
        query.order_by = fmt::format(" ORDER BY {}o.placed_at_utc_s DESC", aside);
        break;
    case Sort::updated:
        query.order_by = fmt::format(" ORDER BY {}o.updated_at_utc_s DESC", aside);
        break;
    }
    return query;
}

} // namespace

void bind_query(db::Statement& rows, std::string_view sql, const OrderCondition& condition) {
    for (const auto& row : kRanges) {
        const auto& range = condition.*row.range;
        if (range.first) {
            rows.bind(fmt::format(":{}_first", row.name).c_str(), base::utc_seconds(*range.first));
        }
        if (range.end) {
            rows.bind(fmt::format(":{}_end", row.name).c_str(), base::utc_seconds(*range.end));
        }
    }
    bind_values(rows, sql, condition);
}

std::string OrderQueries::list_statement(const ListFilter& filter,
                                         std::span<const std::int64_t> orders,
                                         std::string_view few) {
    const auto words = filter.buyer ? folded_words(*filter.buyer) : std::vector<std::string>();
    auto query = build(filter, words, orders, few);
    if (!filter.receipts.empty()) {
        std::string ids;
        for (const auto receipt : filter.receipts) {
            ids += fmt::format("{}{}", ids.empty() ? "" : ",", receipt.value());
        }
        query.also("o.receipt_id IN (" + ids + ")");
    }
    return fmt::format("SELECT {} FROM {}{}{} LIMIT :limit",
                       kSummaryColumns,
                       query.from,
                       query.where,
                       query.order_by);
}

} // namespace etsyorder::orders
