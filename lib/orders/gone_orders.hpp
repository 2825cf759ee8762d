// SPDX-License-Identifier: MIT
// What a sync must know to tell an order that Etsy no longer knows (Order::gone_at) from an Etsy
// that answers nothing.
#pragma once

#include "db/database.hpp"
#include "orders/order.hpp"

#include <optional>
#include <vector>

namespace etsyorder::orders {

// Marked as gone at `since` or later, the latest first.
[[nodiscard]] std::vector<ReceiptId>
gone_receipts(db::Database& database, ShopId shop, base::Instant since, int limit);

// The order placed last that is neither open nor gone; empty: none.
[[nodiscard]] std::optional<ReceiptId> latest_closed(db::Database& database, ShopId shop);

} // namespace etsyorder::orders
