// SPDX-License-Identifier: MIT
#include "orders/unread_orders.hpp"

#include "base/clock.hpp"
#include "orders/source_text.hpp"

namespace etsyorder::orders {

void UnreadOrders::keep(ShopId shop, const UnreadOrder& unread, base::Instant now) {
    if (unread.receipt) {
        forget(shop, *unread.receipt);
    }
    database_
        ->statement("INSERT INTO unread_orders (shop_id, receipt_id, why, content_hash, codec, "
                    "bytes, content, fetched_at_utc_s) SELECT :shop, :receipt, :why, :hash, "
                    ":codec, :bytes, :content, :now WHERE NOT EXISTS (SELECT 1 FROM "
                    "forgotten_orders WHERE shop_id = :shop AND receipt_id = :receipt) ON CONFLICT "
                    "(shop_id, content_hash) DO NOTHING")
        .bind(":shop", shop.value())
        .bind(":receipt", unread.receipt ? std::optional(unread.receipt->value()) : std::nullopt)
        .bind(":why", unread.why)
        .bind(":hash", std::span<const std::byte>(unread.content_hash))
        .bind(":codec", kCodecZstd)
        .bind(":bytes", static_cast<std::int64_t>(unread.source_bytes))
        .bind(":content", std::span<const std::byte>(unread.source_content))
        .bind(":now", base::utc_seconds(now))
        .run();
    database_
        ->statement("DELETE FROM unread_orders WHERE shop_id = :shop AND unread_id NOT IN (SELECT "
                    "unread_id FROM unread_orders WHERE shop_id = :shop ORDER BY unread_id DESC "
                    "LIMIT :most)")
        .bind(":shop", shop.value())
        .bind(":most", kMostKept)
        .run();
}

void UnreadOrders::forget(ShopId shop, ReceiptId receipt) {
    database_
        ->statement("DELETE FROM unread_orders WHERE shop_id = :shop AND receipt_id = :receipt")
        .bind(":shop", shop.value())
        .bind(":receipt", receipt.value())
        .run();
}

bool UnreadOrders::any(ShopId shop) const {
    auto row = database_->statement("SELECT 1 FROM unread_orders WHERE shop_id = :shop LIMIT 1");
    row.bind(":shop", shop.value());
    return row.step();
}

std::optional<UnreadOrders::Kept> UnreadOrders::find(std::optional<ShopId> shop,
                                                     ReceiptId receipt) const {
    auto row = database_->statement(
        "SELECT why, codec, bytes, content FROM unread_orders WHERE receipt_id = :receipt AND "
        "(:shop IS NULL OR shop_id = :shop) ORDER BY unread_id DESC LIMIT 1");
    row.bind(":receipt", receipt.value())
        .bind(":shop", shop ? std::optional(shop->value()) : std::nullopt);
    if (!row.step()) {
        return std::nullopt;
    }
    return Kept{
        row.string(0),
        decompress_source(row.integer(1), row.bytes(3), static_cast<std::size_t>(row.integer(2)))};
}

} // namespace etsyorder::orders
