// SPDX-License-Identifier: MIT
#include "lint/silence_repository.hpp"

#include "base/optional_instant.hpp"

#include <string>

namespace etsyorder::lint {
namespace {

const std::string kColumns =
    "SELECT s.shop_id, s.order_id, o.receipt_id, s.listing_id, s.code, s.reason, "
    "s.silenced_at_utc_s FROM lint_silences s LEFT JOIN orders o ON o.order_id = s.order_id ";

Silence silence_from(const db::Statement& row) {
    Silence silence;
    silence.target.shop = orders::ShopId{row.integer(0)};
    if (!row.is_null(1)) {
        silence.target.order = orders::OrderId{row.integer(1)};
    }
    if (!row.is_null(2)) {
        silence.target.receipt = orders::ReceiptId{row.integer(2)};
    }
    silence.target.listing = row.maybe_integer(3);
    silence.code = row.string(4);
    silence.reason = row.string(5);
    silence.since = base::from_utc_seconds(row.integer(6));
    return silence;
}

// Of one target: its index is named by which of the two is not null.
std::string of_target(const SilenceTarget& target) {
    return target.order ? "shop_id = :shop AND order_id = :id AND code = :code"
                        : "shop_id = :shop AND listing_id = :id AND code = :code";
}

std::int64_t id_of(const SilenceTarget& target) {
    return target.order ? target.order->value() : target.listing.value_or(0);
}

} // namespace

std::vector<Silence> SilenceRepository::all(std::optional<orders::ShopId> shop) const {
    std::vector<Silence> silences;
    auto rows = database_->statement(
        kColumns + "WHERE :shop IS NULL OR s.shop_id = :shop ORDER BY s.shop_id, s.listing_id "
                   "NULLS LAST, o.receipt_id, s.code");
    rows.bind(":shop", shop ? std::optional(shop->value()) : std::nullopt);
    while (rows.step()) {
        silences.push_back(silence_from(rows));
    }
    return silences;
}

std::optional<Silence> SilenceRepository::find(const SilenceTarget& target,
                                               std::string_view code) const {
    auto row = database_->statement(
        kColumns + (target.order ? "WHERE s.shop_id = :shop AND s.order_id = :id AND s.code = :code"
                                 : "WHERE s.shop_id = :shop AND s.listing_id = :id AND s.code = "
                                   ":code"));
    row.bind(":shop", target.shop.value()).bind(":id", id_of(target)).bind(":code", code);
    return row.step() ? std::optional(silence_from(row)) : std::nullopt;
}

void SilenceRepository::save(const Silence& silence) {
    const auto& target = silence.target;
    remove(target, silence.code);
    auto insert = database_->statement(
        "INSERT INTO lint_silences (shop_id, code, order_id, listing_id, reason, "
        "silenced_at_utc_s) VALUES (:shop, :code, :order, :listing, :reason, :since)");
    insert.bind(":shop", target.shop.value())
        .bind(":code", silence.code)
        .bind(":order", target.order ? std::optional(target.order->value()) : std::nullopt)
        .bind(":listing", target.listing)
        .bind(":reason", silence.reason)
        .bind(":since", base::utc_seconds(silence.since))
        .run();
}

void SilenceRepository::remove(const SilenceTarget& target, std::string_view code) {
    auto gone = database_->statement("DELETE FROM lint_silences WHERE " + of_target(target));
    gone.bind(":shop", target.shop.value()).bind(":id", id_of(target)).bind(":code", code).run();
}

SilenceTarget SilenceRepository::target_of(orders::OrderId order) const {
    auto row =
        database_->statement("SELECT shop_id, receipt_id FROM orders WHERE order_id = :order");
    row.bind(":order", order.value());
    SilenceTarget target;
    target.order = order;
    if (row.step()) {
        target.shop = orders::ShopId{row.integer(0)};
        target.receipt = orders::ReceiptId{row.integer(1)};
    }
    return target;
}

std::vector<orders::ShopId> SilenceRepository::shops_of_listing(std::int64_t listing) const {
    std::vector<orders::ShopId> shops;
    auto rows = database_->statement(
        "SELECT shop_id FROM listings WHERE shop_id IN (SELECT shop_id FROM shops) AND listing_id "
        "= :listing UNION SELECT shop_id FROM items WHERE listing_id = :listing ORDER BY shop_id");
    rows.bind(":listing", listing);
    while (rows.step()) {
        shops.emplace_back(rows.integer(0));
    }
    return shops;
}

} // namespace etsyorder::lint
