// SPDX-License-Identifier: MIT
// Orders that came and could not be read: what the source said of each is kept until it can be.
#pragma once

#include "base/clock.hpp"
#include "db/database.hpp"
#include "orders/received_order.hpp"

#include <optional>
#include <string>

namespace etsyorder::orders {

struct UnreadOrder {
    std::optional<ReceiptId> receipt; // empty: it has none
    std::string why;                  // "receipt 1042: ..."; holds no content of the order
    ContentHash content_hash{};
    std::size_t source_bytes = 0;          // size of the source's text
    std::vector<std::byte> source_content; // that text, zstd-compressed
};

// Writes belong into the caller's unit of work.
class UnreadOrders {
public:
    static constexpr std::int64_t kMostKept = 1'000; // of a shop; the oldest go first

    explicit UnreadOrders(db::Database& database) : database_(&database) {}

    // In place of what is kept of the same receipt; the same text again changes nothing. Nothing is
    // kept of an order whose person was forgotten.
    void keep(ShopId shop, const UnreadOrder& unread, base::Instant now);
    void forget(ShopId shop, ReceiptId receipt); // it could be read after all
    [[nodiscard]] bool any(ShopId shop) const;

    struct Kept {
        std::string why;
        std::string source; // decompressed
    };
    // No shop: of any. Throws Error of kind failed when it is damaged.
    [[nodiscard]] std::optional<Kept> find(std::optional<ShopId> shop, ReceiptId receipt) const;

private:
    db::Database* database_;
};

} // namespace etsyorder::orders
