// SPDX-License-Identifier: MIT
#include "orders/order_queries.hpp"

#include "base/ascii.hpp"
#include "orders/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
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

// The buyers whom the rarest of the words names, when they are few; empty: every word names many.
// Then it is quicker to walk the orders in the order of the list.
FewBuyers few_buyers(db::Database& database, const std::vector<std::string>& words) {
    constexpr std::size_t kFew = 200;
    for (const auto& word : words) {
        const auto after = after_prefix(word);
        auto rows = database.statement(
            "SELECT DISTINCT buyer_id FROM buyer_words WHERE shop_id IN (SELECT shop_id FROM "
            "shops) AND word >= :word AND word < :after LIMIT :limit");
        rows.bind(":word", word).bind(":after", after).bind(":limit", std::int64_t{kFew + 1});
        std::vector<std::int64_t> buyers;
        while (rows.step()) {
            buyers.push_back(rows.integer(0));
        }
        if (buyers.size() <= kFew) {
            return buyers;
        }
    }
    return std::nullopt;
}

Query build(const ListFilter& filter,
            const std::vector<std::string>& words,
            const FewBuyers& buyers) {
    Query query;
    if (filter.tag) {
        query.from = "order_tags t JOIN orders o ON o.order_id = t.order_id";
        query.also("t.tag = :tag");
    }
    if (buyers) { // start from their orders: the + keeps other indexes out
        query.also(fmt::format("o.buyer_id IN ({})", fmt::join(*buyers, ",")));
    }
    const std::string_view plus = buyers ? "+" : "";
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
    }
    if (filter.buyer && words.empty()) {
        query.also("0"); // no word begins a word of anybody's name
    }
    for (std::size_t i = 0; i < words.size(); ++i) {
        query.also(fmt::format("instr(o.buyer_words, :word{}) > 0", i));
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
    if (const auto ship_by = row.maybe_integer(13)) {
        summary.ship_by = base::from_utc_seconds(*ship_by);
    }
    if (const auto total = row.maybe_integer(15)) {
        summary.total = base::Money{*total, row.string(14)};
    }
    if (const auto gone_at = row.maybe_integer(16)) {
        summary.gone_at = base::from_utc_seconds(*gone_at);
    }
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

// What the list shows of its orders beyond their own rows. Some hundred orders share a statement:
// one order at a time would be 150 statements for a list of 50.
class Details {
public:
    Details(db::Database& database, std::vector<OrderSummary>& summaries)
        : database_(database), summaries_(summaries) {}

    void add() {
        constexpr std::size_t kAtOnce = 500;
        for (std::size_t first = 0; first < summaries_.size(); first += kAtOnce) {
            add_some(
                std::span(summaries_).subspan(first, std::min(kAtOnce, summaries_.size() - first)));
        }
    }

private:
    using Some = std::span<OrderSummary>;

    void add_some(Some some) {
        std::string ids; // our own numbers: safe within the text of a statement
        by_id_.clear();
        for (auto& summary : some) {
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
        auto repeats =
            database_.statement("SELECT o.order_id FROM orders o WHERE o.order_id IN (" + ids +
                                ") AND EXISTS (SELECT 1 FROM orders e WHERE e.buyer_id = "
                                "o.buyer_id AND e.order_id <> o.order_id "
                                "AND e.placed_at_utc_s < o.placed_at_utc_s)");
        while (repeats.step()) {
            by_id_.at(repeats.integer(0))->is_repeat_buyer = true;
        }
    }

    db::Database& database_;
    std::vector<OrderSummary>& summaries_;
    std::unordered_map<std::int64_t, OrderSummary*> by_id_;
};

} // namespace

std::string OrderQueries::list_statement(const ListFilter& filter, const FewBuyers& buyers) {
    const auto words = filter.buyer ? folded_words(*filter.buyer) : std::vector<std::string>();
    auto query = build(filter, words, buyers);
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

std::vector<OrderSummary> OrderQueries::list(const ListFilter& asked) const {
    auto filter = asked;
    if (!filter.shop) {
        filter.shop = only_shop(*database_); // an index can then give the order of the list
    }
    const auto words = filter.buyer ? folded_words(*filter.buyer) : std::vector<std::string>();
    const auto buyers = few_buyers(*database_, words);
    if (buyers && buyers->empty()) {
        return {};
    }
    std::vector<std::string> starts;
    const auto status = base::ascii_lower(filter.status.value_or(""));
    auto rows = database_->statement(list_statement(filter, buyers));
    if (filter.tag) {
        rows.bind(":tag", *filter.tag);
    }
    if (filter.shop) {
        rows.bind(":shop", filter.shop->value());
    }
    if (filter.ship_by_before) {
        rows.bind(":ship_by_before", base::utc_seconds(*filter.ship_by_before));
    }
    if (filter.status) {
        rows.bind(":status", status);
    }
    starts.reserve(words.size()); // bound texts must stay where they are
    for (std::size_t i = 0; i < words.size(); ++i) {
        starts.push_back(" " + words[i]);
        rows.bind(fmt::format(":word{}", i).c_str(), starts.back());
    }
    rows.bind(":limit", std::int64_t{filter.limit});
    std::vector<OrderSummary> summaries;
    while (rows.step()) {
        summaries.push_back(summary_from(rows));
    }
    Details(*database_, summaries).add();
    return summaries;
}

std::vector<OrderName> OrderQueries::names_starting_with(const std::string& digits,
                                                         int limit) const {
    const bool is_number = !digits.empty() && digits.size() <= 18 &&
                           std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
    if (!digits.empty() && !is_number) {
        return {};
    }
    std::vector<OrderName> names;
    auto rows = database_->statement(
        "SELECT receipt_id, buyer_name FROM orders WHERE shop_id IN (SELECT shop_id FROM shops) "
        "AND receipt_id BETWEEN :low AND :high ORDER BY receipt_id DESC LIMIT :limit");
    // A prefix of k digits stands for one range of numbers of each length.
    std::int64_t low = digits.empty() ? 0 : std::stoll(digits);
    std::int64_t high = digits.empty() ? std::numeric_limits<std::int64_t>::max() : low;
    while (static_cast<int>(names.size()) < limit) {
        rows.bind(":low", low)
            .bind(":high", high)
            .bind(":limit", std::int64_t{limit} - static_cast<std::int64_t>(names.size()));
        while (rows.step()) {
            names.push_back({ReceiptId{rows.integer(0)}, rows.string(1)});
        }
        rows.reset();
        if (digits.empty() || high > std::numeric_limits<std::int64_t>::max() / 10 - 1) {
            break;
        }
        low *= 10;
        high = high * 10 + 9;
    }
    return names;
}

std::vector<ReceiptId> OrderQueries::nearest_receipts(ReceiptId receipt, int limit) const {
    std::vector<ReceiptId> nearest;
    for (const auto* sql : {"SELECT receipt_id FROM orders WHERE shop_id IN (SELECT shop_id FROM "
                            "shops) AND receipt_id >= :receipt "
                            "ORDER BY receipt_id LIMIT :limit",
                            "SELECT receipt_id FROM orders WHERE shop_id IN (SELECT shop_id FROM "
                            "shops) AND receipt_id < :receipt "
                            "ORDER BY receipt_id DESC LIMIT :limit"}) {
        auto rows = database_->statement(sql);
        rows.bind(":receipt", receipt.value()).bind(":limit", std::int64_t{limit});
        while (rows.step()) {
            nearest.emplace_back(rows.integer(0));
        }
    }
    std::ranges::sort(
        nearest, {}, [&](ReceiptId other) { return std::abs(other.value() - receipt.value()); });
    nearest.resize(std::min(nearest.size(), static_cast<std::size_t>(limit)), ReceiptId{0});
    return nearest;
}

std::vector<Freshness> OrderQueries::freshness() const {
    std::vector<Freshness> all;
    auto rows = database_->statement(
        "SELECT s.shop_id, s.name, y.completed_at_utc_s FROM shops s LEFT JOIN sync_streams y "
        "ON y.shop_id = s.shop_id AND y.stream = 'orders' ORDER BY s.shop_id");
    while (rows.step()) {
        Freshness freshness{ShopId{rows.integer(0)}, rows.string(1), std::nullopt};
        if (const auto synced = rows.maybe_integer(2)) {
            freshness.orders_synced_at = base::from_utc_seconds(*synced);
        }
        all.push_back(std::move(freshness));
    }
    return all;
}

std::vector<ReceiptId> OrderQueries::open_receipts(ShopId shop) const {
    std::vector<ReceiptId> receipts;
    auto rows =
        database_->statement("SELECT receipt_id FROM orders WHERE shop_id = :shop AND is_open = 1");
    rows.bind(":shop", shop.value());
    while (rows.step()) {
        receipts.emplace_back(rows.integer(0));
    }
    return receipts;
}

std::vector<std::string> OrderQueries::tags() const {
    // Each step jumps to the next tag in the index instead of walking all tagged orders.
    auto rows = database_->statement(
        "WITH RECURSIVE next(shop_id, tag) AS ("
        "SELECT shop_id, (SELECT min(tag) FROM order_tags t WHERE t.shop_id = s.shop_id) FROM "
        "shops s "
        "UNION SELECT n.shop_id, (SELECT min(tag) FROM order_tags t WHERE t.shop_id = n.shop_id "
        "AND "
        "t.tag > n.tag) FROM next n WHERE n.tag IS NOT NULL) "
        "SELECT DISTINCT tag FROM next WHERE tag IS NOT NULL ORDER BY tag LIMIT 1000");
    std::vector<std::string> tags;
    while (rows.step()) {
        tags.push_back(rows.string(0));
    }
    return tags;
}

int OrderQueries::open_order_count(ShopId shop) const {
    auto row =
        database_->statement("SELECT count(*) FROM orders WHERE shop_id = :shop AND is_open = 1");
    row.bind(":shop", shop.value());
    return row.step() ? static_cast<int>(row.integer(0)) : 0;
}

} // namespace etsyorder::orders
