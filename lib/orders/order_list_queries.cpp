// SPDX-License-Identifier: MIT
// OrderQueries::list, the one query that has many shapes.
#include "base/ascii.hpp"
#include "base/optional_instant.hpp"
#include "orders/order_queries.hpp"
#include "orders/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>
#include <unordered_map>

namespace etsyorder::orders {
namespace {

constexpr std::string_view kSummaryColumns =
    "o.shop_id, o.order_id, o.receipt_id, o.buyer_name, o.country, o.status, o.is_open, o.is_paid, "
    "o.is_shipped, "
    "o.is_gift, o.is_personalised, o.placed_at_utc_s, o.updated_at_utc_s, o.ship_by_utc_s, "
    "o.currency, o.total_minor, o.gone_at_utc_s";

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

// A buyer's word `w` begins with the typed word: w >= typed AND w < typed + the last code point.
std::string after_prefix(const std::string& word) {
    return word + "\xF4\x8F\xBF\xBF";
}

// The only orders (our numbers) a list can be about, where they are few; empty: they are many.
using Candidates = std::optional<std::vector<std::int64_t>>;

// Up to how many buyers it is quicker to look at all their orders than to walk the orders in the
// order of the list until the limit is reached. Open orders are few; the latest orders of a buyer
// stand in an index, without their rows.
std::int64_t few_buyers(const ListFilter& filter) {
    if (filter.only_open) {
        return 40;
    }
    return filter.sort == Sort::placed ? 1000 : 200;
}

// The orders, newest first, of the buyers whom one of the words names, when these are few; empty:
// every word names many. The words of an order's own row are still to be looked at.
Candidates candidates_for(db::Database& database,
                          const ListFilter& filter,
                          const std::vector<std::string>& words) {
    constexpr std::string_view kNamed =
        "FROM buyer_words WHERE shop_id IN (SELECT shop_id FROM shops) AND word >= :word AND word "
        "< :after";
    const auto most = few_buyers(filter);
    for (const auto& word : words) {
        const auto after = after_prefix(word);
        auto count = database.statement(
            fmt::format("SELECT count(*) FROM (SELECT 1 {} LIMIT :most)", kNamed));
        count.bind(":word", word).bind(":after", after).bind(":most", most + 1);
        if (!count.step() || count.integer(0) > most) {
            continue;
        }
        auto rows = database.statement(
            fmt::format("SELECT order_id FROM orders WHERE buyer_id IN (SELECT buyer_id {}) ORDER "
                        "BY placed_at_utc_s DESC",
                        kNamed));
        rows.bind(":word", word).bind(":after", after);
        Candidates orders(std::in_place);
        while (rows.step()) {
            orders->push_back(rows.integer(0));
        }
        return orders;
    }
    return std::nullopt;
}

Query build(const ListFilter& filter,
            const std::vector<std::string>& words,
            std::span<const std::int64_t> orders) {
    Query query;
    if (filter.tag) {
        query.from = "order_tags t JOIN orders o ON o.order_id = t.order_id";
        query.also("t.tag = :tag");
    }
    if (!orders.empty()) { // start from these: the + keeps other indexes out
        query.also(fmt::format("o.order_id IN ({})", fmt::join(orders, ",")));
    }
    const bool completed = filter.status && base::ascii_lower(*filter.status) == kCompleted;
    // Nearly all orders, by their day: walk the index of days, which begins with no shop.
    const bool by_day = filter.sort == Sort::ship_by && !filter.only_open && !filter.tag &&
                        (!filter.status || completed);
    const std::string_view plus = orders.empty() && !by_day ? "" : "+";
    if (filter.shop) {
        query.also(fmt::format("{}o.shop_id = :shop", plus));
        if (filter.tag) {
            query.also("t.shop_id = :shop");
        }
    } else {
        query.also("o.shop_id IN (SELECT shop_id FROM shops)");
        if (filter.tag) {
            query.also("t.shop_id IN (SELECT shop_id FROM shops)");
        }
    }
    if (filter.only_open) {
        query.also(fmt::format("{}o.is_open = 1", plus));
    }
    if (filter.ship_by_before) {
        query.also("o.ship_by_utc_s < :ship_by_before");
    }
    if (filter.only_personalised) {
        query.also("o.is_personalised = 1");
    }
    if (filter.only_gifts) {
        query.also("o.is_gift = 1");
    }
    if (filter.status) {
        query.also("o.status = :status");
        // The index of statuses leaves these out; that of days is enough to pass over open ones.
        query.also(completed ? "o.is_open = 0" : "o.status <> 'completed'");
    }
    if (filter.buyer && words.empty()) {
        query.also("0"); // no word begins a word of anybody's name
    }
    for (std::size_t i = 0; i < words.size(); ++i) {
        query.also(fmt::format("instr(o.searched_words, :word{}) > 0", i));
    }
    switch (filter.sort) {
    case Sort::ship_by:
        query.order_by = " ORDER BY o.ship_by_utc_s NULLS LAST";
        break;
    case Sort::placed:
        query.order_by = " ORDER BY o.placed_at_utc_s DESC";
        break;
    case Sort::updated:
        query.order_by = " ORDER BY o.updated_at_utc_s DESC";
        break;
    }
    return query;
}

OrderSummary summary_from(const db::Statement& row) {
    OrderSummary summary;
    summary.shop = ShopId{row.integer(0)};
    summary.id = OrderId{row.integer(1)};
    summary.receipt = ReceiptId{row.integer(2)};
    summary.buyer_name = row.string(3);
    summary.country = row.string(4);
    summary.status = row.string(5);
    summary.is_open = row.integer(6) != 0;
    summary.is_paid = row.integer(7) != 0;
    summary.is_shipped = row.integer(8) != 0;
    summary.is_gift = row.integer(9) != 0;
    summary.is_personalised = row.integer(10) != 0;
    summary.placed_at = base::from_utc_seconds(row.integer(11));
    summary.updated_at = base::from_utc_seconds(row.integer(12));
    summary.ship_by = base::maybe_from_utc_seconds(row.maybe_integer(13));
    if (const auto total = row.maybe_integer(15)) {
        summary.total = base::Money{*total, row.string(14)};
    }
    summary.gone_at = base::maybe_from_utc_seconds(row.maybe_integer(16));
    return summary;
}

// Empty: none or several.
std::optional<ShopId> only_shop(db::Database& database) {
    auto rows = database.statement("SELECT shop_id FROM shops LIMIT 2");
    if (!rows.step()) {
        return std::nullopt;
    }
    const ShopId shop{rows.integer(0)};
    return rows.step() ? std::nullopt : std::optional(shop);
}

constexpr int kMany = 5000;          // a list so long may look at most of the file
constexpr std::size_t kAtOnce = 500; // orders that share a statement for their details

// One list while it is made.
class Listing {
public:
    Listing(db::Database& database,
            const ListFilter& filter,
            const std::function<void(const OrderSummary&)>& take)
        : database_(database), filter_(filter), take_(take) {}

    void run() {
        if (filter_.limit > kMany) {
            database_.read_through_cache();
        }
        const auto words =
            filter_.buyer ? folded_words(*filter_.buyer) : std::vector<std::string>();
        const auto candidates = candidates_for(database_, filter_, words);
        if (!candidates) {
            add_those({}, words);
        } else {
            add_from(*candidates, words);
        }
        hand_out();
    }

private:
    void add_from(std::span<const std::int64_t> candidates, const std::vector<std::string>& words) {
        // Newest first is their own order, so that the first of them mostly fill the list.
        std::size_t count =
            filter_.sort == Sort::placed ? 100 : std::max<std::size_t>(1, candidates.size());
        while (!candidates.empty() && found_ < filter_.limit) {
            const auto some = candidates.first(std::min(count, candidates.size()));
            add_those(some, words);
            candidates = candidates.subspan(some.size());
            count = kAtOnce;
        }
    }

    // `orders` (our numbers), unless empty: only these.
    void add_those(std::span<const std::int64_t> orders, const std::vector<std::string>& words) {
        std::vector<std::string> starts;
        const auto status = base::ascii_lower(filter_.status.value_or(""));
        auto rows = database_.statement(OrderQueries::list_statement(filter_, orders));
        if (filter_.tag) {
            rows.bind(":tag", *filter_.tag);
        }
        if (filter_.shop) {
            rows.bind(":shop", filter_.shop->value());
        }
        if (filter_.ship_by_before) {
            rows.bind(":ship_by_before", base::utc_seconds(*filter_.ship_by_before));
        }
        if (filter_.status) {
            rows.bind(":status", status);
        }
        starts.reserve(words.size()); // bound texts must stay where they are
        for (std::size_t i = 0; i < words.size(); ++i) {
            starts.push_back(" " + words[i]);
            rows.bind(fmt::format(":word{}", i).c_str(), starts.back());
        }
        rows.bind(":limit", std::int64_t{filter_.limit - found_});
        while (rows.step()) {
            batch_.push_back(summary_from(rows));
            ++found_;
            if (batch_.size() == kAtOnce) {
                hand_out();
            }
        }
    }

    void hand_out() {
        if (batch_.empty()) {
            return;
        }
        add_details();
        for (const auto& summary : batch_) {
            take_(summary);
        }
        batch_.clear();
    }

    // What the list shows of its orders beyond their own rows. One order at a time would be 150
    // statements for a list of 50.
    void add_details() {
        std::string ids; // our own numbers: safe within the text of a statement
        by_id_.clear();
        for (auto& summary : batch_) {
            ids += fmt::format("{}{}", ids.empty() ? "" : ",", summary.id.value());
            by_id_.emplace(summary.id.value(), &summary);
        }
        auto items =
            database_.statement("SELECT order_id, title, quantity FROM items WHERE order_id IN (" +
                                ids + ") AND removed_at_utc_s IS NULL ORDER BY order_id, position");
        while (items.step()) {
            auto& summary = *by_id_.at(items.integer(0));
            if (summary.item_count++ == 0) {
                summary.first_title = items.string(1);
            }
            summary.piece_count += items.integer(2);
        }
        auto tags = database_.statement("SELECT order_id, tag FROM order_tags WHERE order_id IN (" +
                                        ids + ") ORDER BY order_id, tag");
        while (tags.step()) {
            by_id_.at(tags.integer(0))->tags.push_back(tags.string(1));
        }
        auto repeats = database_.statement(
            "SELECT o.order_id FROM orders o WHERE o.order_id IN (" + ids +
            ") AND EXISTS (SELECT 1 FROM orders e WHERE e.buyer_id = o.buyer_id AND e.order_id <> "
            "o.order_id AND e.placed_at_utc_s < o.placed_at_utc_s)");
        while (repeats.step()) {
            by_id_.at(repeats.integer(0))->is_repeat_buyer = true;
        }
    }

    db::Database& database_;
    const ListFilter& filter_;
    const std::function<void(const OrderSummary&)>& take_;
    int found_ = 0;
    std::vector<OrderSummary> batch_; // found, not handed out yet
    std::unordered_map<std::int64_t, OrderSummary*> by_id_;
};

} // namespace

std::string OrderQueries::list_statement(const ListFilter& filter,
                                         std::span<const std::int64_t> orders) {
    const auto words = filter.buyer ? folded_words(*filter.buyer) : std::vector<std::string>();
    auto query = build(filter, words, orders);
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

void OrderQueries::list(const ListFilter& asked,
                        const std::function<void(const OrderSummary&)>& take) const {
    auto filter = asked;
    if (!filter.shop) {
        filter.shop = only_shop(*database_); // an index can then give the order of the list
    }
    Listing(*database_, filter, take).run();
}

} // namespace etsyorder::orders
