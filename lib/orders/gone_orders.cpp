// SPDX-License-Identifier: MIT
#include "orders/gone_orders.hpp"

namespace etsyorder::orders {

std::vector<ReceiptId>
gone_receipts(db::Database& database, ShopId shop, base::Instant since, int limit) {
    std::vector<ReceiptId> receipts;
    auto rows = database.statement(
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

std::optional<ReceiptId> latest_closed(db::Database& database, ShopId shop) {
    auto row = database.statement(
        "SELECT receipt_id FROM orders WHERE shop_id = :shop AND is_open = 0 AND gone_at_utc_s IS "
        "NULL ORDER BY placed_at_utc_s DESC LIMIT 1");
    row.bind(":shop", shop.value());
    return row.step() ? std::optional(ReceiptId{row.integer(0)}) : std::nullopt;
}

} // namespace etsyorder::orders
