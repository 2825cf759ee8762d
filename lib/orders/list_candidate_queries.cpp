// SPDX-License-Identifier: MIT
#include "orders/list_candidates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace etsyorder::orders {
namespace {

constexpr std::int64_t kMostInHand = 50'000; // candidates that SQLite may hold: a megabyte

// A buyer's word `w` begins with the typed word: w >= typed AND w < typed + the last code point.
std::string after_prefix(const std::string& word) {
    return word + "\xF4\x8F\xBF\xBF";
}

// Up to how many buyers it is quicker to look at all their orders than to walk the orders in the
// order of the list until the limit is reached. Open orders are few; the latest orders of a buyer
// stand in an index, without their rows.
std::int64_t few_buyers(const ListFilter& filter) {
    if (filter.only_open) {
        return 40;
    }
    return filter.sort == Sort::placed ? 1000 : 200;
}

// Up to how many orders it is quicker to look at each of them than to walk all in the order of the
// list until the limit is reached: the walk passes (all / few) orders for each that fits.
std::int64_t few_orders(db::Database& database, const ListFilter& filter) {
    if (filter.only_open) {
        return 300;
    }
    auto last = database.statement("SELECT max(order_id) FROM orders"); // about how many there are
    const double all = last.step() ? static_cast<double>(last.maybe_integer(0).value_or(0)) : 0;
    const double balance = std::sqrt(all * std::min<double>(all, filter.limit)) / 2;
    return std::clamp(static_cast<std::int64_t>(balance), std::int64_t{1000}, kMostInHand);
}

} // namespace

std::optional<std::vector<std::int64_t>> orders_of_few_buyers(
    db::Database& database, const ListFilter& filter, const std::vector<std::string>& words) {
    constexpr std::string_view kNamed =
        "FROM buyer_words WHERE shop_id = :shop AND word >= :word AND word < :after";
    const auto most = few_buyers(filter);
    for (const auto& word : words) {
        const auto after = after_prefix(word);
        auto count = database.statement(
            fmt::format("SELECT count(*) FROM (SELECT 1 {} LIMIT :most)", kNamed));
        count.bind(":shop", filter.shop->value())
            .bind(":word", word)
            .bind(":after", after)
            .bind(":most", most + 1);
        if (!count.step() || count.integer(0) > most) {
            continue;
        }
        auto rows = database.statement(
            fmt::format("SELECT order_id FROM orders WHERE buyer_id IN (SELECT buyer_id {}) ORDER "
                        "BY placed_at_utc_s DESC",
                        kNamed));
        rows.bind(":shop", filter.shop->value()).bind(":word", word).bind(":after", after);
        std::vector<std::int64_t> orders;
        while (rows.step()) {
            orders.push_back(rows.integer(0));
        }
        return orders;
    }
    return std::nullopt;
}

std::string few_candidates(db::Database& database, const ListFilter& filter) {
    std::string fewest;
    if (filter.query->candidates.empty()) {
        return fewest;
    }
    auto most = few_orders(database, filter);
    for (const auto& sql : filter.query->candidates) {
        const auto probe =
            fmt::format("SELECT count(*) FROM (SELECT 1 FROM ({}) LIMIT {})", sql, most + 1);
        auto count = database.statement(probe);
        if (sql.find(":shop") != std::string::npos) {
            count.bind(":shop", filter.shop->value());
        }
        bind_values(count, probe, *filter.query);
        if (count.step() && count.integer(0) <= most) {
            most = count.integer(0);
            fewest = sql;
        }
    }
    return fewest;
}

} // namespace etsyorder::orders
