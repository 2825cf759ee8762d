// SPDX-License-Identifier: MIT
// From what a seller types to orders: numbers, "#1042", "-" for one a line on standard input, and
// the shop that is meant.
#pragma once

#include "base/error.hpp"
#include "frame/services.hpp"
#include "orders/order.hpp"

#include <optional>
#include <string>
#include <vector>

namespace etsyorder {

// In the order typed, each once. Throws Error of kind usage for a word that is no order number.
[[nodiscard]] std::vector<orders::ReceiptId> parse_references(const std::vector<std::string>& words,
                                                              frame::Streams& streams);

// The configured shop; empty: all shops. Throws Error of kind not_found when no shop has that name.
[[nodiscard]] std::optional<orders::ShopId> chosen_shop(frame::Services& services,
                                                        db::Database& database);

struct FoundOrders {
    std::vector<orders::Order> orders;
    std::vector<orders::ReceiptId> missing;
};
[[nodiscard]] FoundOrders find_orders(frame::Services& services,
                                      db::Database& database,
                                      const std::vector<orders::ReceiptId>& receipts);

// Names the nearest orders there are.
[[nodiscard]] base::Error unknown_orders(db::Database& database,
                                         const std::vector<orders::ReceiptId>& missing);

[[nodiscard]] std::string etsy_order_url(orders::ReceiptId receipt);

// Names a shop of which only a part of the orders is here so far; empty: all are whole.
[[nodiscard]] std::string never_synced_to_the_end(db::Database& database);

// Advice when the last sync is older than Etsy allows shown data to be (24 hours); empty: fresh.
[[nodiscard]] std::string staleness(frame::Services& services, db::Database& database);

} // namespace etsyorder
