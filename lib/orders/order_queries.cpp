// SPDX-License-Identifier: MIT
#include "orders/order_queries.hpp"

#include "base/optional_instant.hpp"
#include "orders/order_name.hpp"
#include "orders/received_order.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <span>

namespace etsyorder::orders {
namespace {

constexpr ContentHash kNeverTold{};

} // namespace

std::vector<OrderId> OrderQueries::ids_of(ReceiptId receipt, std::optional<ShopId> shop) const {
    auto rows = database_->statement(
        shop ? "SELECT order_id FROM orders WHERE shop_id = :shop AND receipt_id = :receipt"
             : "SELECT order_id FROM orders WHERE shop_id IN (SELECT shop_id FROM shops) AND "
               "receipt_id = :receipt");
    if (shop) {
        rows.bind(":shop", shop->value());
    }
    rows.bind(":receipt", receipt.value());
    std::vector<OrderId> ids;
    while (rows.step()) {
        ids.emplace_back(rows.integer(0));
    }
    return ids;
}

std::vector<OrderName> OrderQueries::names_starting_with(const std::string& start,
                                                         int limit) const {
    constexpr std::size_t kMostDigits = 15; // longer ones only follow from a name
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    std::vector<OrderName> names;
    const auto add = [&](std::string_view sql, const auto& low, const auto& high) {
        auto rows = database_->statement(sql);
        rows.bind(":low", low)
            .bind(":high", high)
            .bind(":limit", std::int64_t{limit} - static_cast<std::int64_t>(names.size()));
        while (rows.step()) {
            names.push_back({rows.string(0), rows.string(1)});
        }
    };
    constexpr std::string_view kByNumber =
        "SELECT COALESCE((SELECT ltrim(name, '# ') FROM order_names n WHERE n.order_id = "
        "o.order_id), "
        "receipt_id), buyer_name FROM orders o WHERE shop_id IN (SELECT shop_id FROM shops) "
        "AND receipt_id BETWEEN :low AND :high ORDER BY receipt_id DESC LIMIT :limit";
    if (start.empty()) {
        add(kByNumber, std::int64_t{0}, std::numeric_limits<std::int64_t>::max());
        return names;
    }
    if (start.size() <= kMostDigits && std::ranges::all_of(start, is_digit)) {
        // A prefix of k digits stands for one range of numbers of each length.
        std::int64_t low = std::stoll(start);
        std::int64_t high = low;
        for (auto digits = start.size(); digits <= kMostDigits; ++digits) {
            add(kByNumber, low, high);
            low *= 10;
            high = high * 10 + 9;
        }
    }
    if (const auto name = plain_order_name(start)) {
        constexpr std::string_view kLastCharacter = "\xf4\x8f\xbf\xbf"; // U+10FFFF
        add("SELECT ltrim(name, '# '), buyer_name FROM order_names JOIN orders USING (order_id) "
            "WHERE ltrim(upper(name), '# ') BETWEEN :low AND :high "
            "ORDER BY ltrim(upper(name), '# ') LIMIT :limit",
            *name,
            fmt::format("{}{}", *name, kLastCharacter));
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
        "SELECT s.shop_id, s.name, y.completed_at_utc_s, l.completed_at_utc_s, "
        "r.completed_at_utc_s FROM shops s LEFT JOIN sync_streams y ON y.shop_id = s.shop_id AND "
        "y.stream = 'orders' LEFT JOIN sync_streams l ON l.shop_id = s.shop_id AND l.stream = "
        "'listings' LEFT JOIN sync_streams r ON r.shop_id = s.shop_id AND r.stream = 'reviews' "
        "WHERE s.fetched_at_utc_s IS NOT NULL OR "
        "EXISTS (SELECT 1 FROM sync_streams f WHERE f.shop_id = s.shop_id) OR EXISTS (SELECT 1 "
        "FROM orders o WHERE o.shop_id = s.shop_id) ORDER BY s.shop_id");
    while (rows.step()) {
        all.push_back({ShopId{rows.integer(0)},
                       rows.string(1),
                       base::maybe_from_utc_seconds(rows.maybe_integer(2)),
                       base::maybe_from_utc_seconds(rows.maybe_integer(3)),
                       base::maybe_from_utc_seconds(rows.maybe_integer(4))});
    }
    return all;
}

bool OrderQueries::every_shop_synced() const {
    return !database_
                ->statement("SELECT 1 FROM shops s WHERE s.shop_id > 0 AND NOT EXISTS (SELECT 1 "
                            "FROM sync_streams y "
                            "WHERE y.shop_id = s.shop_id AND y.stream = 'orders' AND "
                            "y.completed_at_utc_s IS NOT NULL)")
                .step();
}

std::vector<ReceiptId> OrderQueries::open_receipts(ShopId shop) const {
    std::vector<ReceiptId> receipts;
    auto rows = database_->statement("SELECT receipt_id FROM orders WHERE shop_id = :shop AND "
                                     "is_open = 1 AND content_hash <> :never");
    rows.bind(":shop", shop.value()).bind(":never", std::span<const std::byte>(kNeverTold));
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

std::vector<ReceiptId>
OrderQueries::gone_receipts(ShopId shop, base::Instant since, int limit) const {
    std::vector<ReceiptId> receipts;
    auto rows = database_->statement(
        "SELECT receipt_id FROM orders WHERE shop_id = :shop AND gone_at_utc_s IS NOT NULL AND "
        "gone_at_utc_s >= :since ORDER BY gone_at_utc_s DESC, receipt_id LIMIT :limit");
    rows.bind(":shop", shop.value())
        .bind(":since", base::utc_seconds(since))
        .bind(":limit", std::int64_t{limit});
    while (rows.step()) {
        receipts.emplace_back(rows.integer(0));
    }
    return receipts;
}

std::optional<ReceiptId> OrderQueries::latest_closed(ShopId shop) const {
    auto row = database_->statement(
        "SELECT receipt_id FROM orders WHERE shop_id = :shop AND is_open = 0 AND gone_at_utc_s IS "
        "NULL AND content_hash <> :never ORDER BY placed_at_utc_s DESC LIMIT 1");
    row.bind(":shop", shop.value()).bind(":never", std::span<const std::byte>(kNeverTold));
    return row.step() ? std::optional(ReceiptId{row.integer(0)}) : std::nullopt;
}

} // namespace etsyorder::orders
