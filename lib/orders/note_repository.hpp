// SPDX-License-Identifier: MIT
// Note: the seller's own words on an order. Etsy has no such thing and never gets them. A note has
// a number within its order that is never given again. Belongs to one database, hence to one
// thread; never begins a transaction.
#pragma once

#include "base/clock.hpp"
#include "db/database.hpp"
#include "orders/order.hpp"

#include <optional>
#include <string>
#include <vector>

namespace etsyorder::orders {

struct Note {
    std::int64_t number = 0;
    std::string text;
    base::Instant written_at{};
    std::optional<base::Instant> changed_at; // empty: never
};

struct NotedOrder {
    OrderId order{0};
    ReceiptId receipt{0};
    std::string buyer_name;
    ShopId shop{0};
};

class NoteRepository {
public:
    explicit NoteRepository(db::Database& database) : database_(&database) {}

    [[nodiscard]] std::vector<Note> of_order(OrderId order) const; // by number, not those taken off
    // The open orders that have notes, soonest ship-by first. No shop: of all.
    [[nodiscard]] std::vector<NotedOrder> of_open_orders(std::optional<ShopId> shop) const;
    // Empty: there was never such a note. Its text is empty when it was taken off.
    [[nodiscard]] std::optional<std::optional<std::string>> text(OrderId order,
                                                                 std::int64_t number) const;
    std::int64_t add(ShopId shop, OrderId order, const std::string& text, base::Instant now);
    // Empty text: takes it off.
    void set_text(OrderId order,
                  std::int64_t number,
                  const std::optional<std::string>& text,
                  base::Instant now);

private:
    db::Database* database_;
};

} // namespace etsyorder::orders
