// SPDX-License-Identifier: MIT
#include "orders/note_repository.hpp"

#include "base/optional_instant.hpp"

namespace etsyorder::orders {

std::vector<Note> NoteRepository::of_order(OrderId order) const {
    auto rows = database_->statement(
        "SELECT number, text, written_at_utc_s, changed_at_utc_s FROM order_notes "
        "WHERE order_id = :order AND text IS NOT NULL ORDER BY number");
    rows.bind(":order", order.value());
    std::vector<Note> notes;
    while (rows.step()) {
        notes.push_back({rows.integer(0),
                         rows.string(1),
                         base::from_utc_seconds(rows.integer(2)),
                         base::maybe_from_utc_seconds(rows.maybe_integer(3))});
    }
    return notes;
}

std::vector<NotedOrder> NoteRepository::of_open_orders(std::optional<ShopId> shop) const {
    auto rows = database_->statement(
        "SELECT order_id, receipt_id, buyer_name, shop_id FROM orders WHERE is_open = 1 AND "
        "(:shop IS NULL OR shop_id = :shop) AND order_id IN (SELECT order_id FROM order_notes "
        "WHERE text IS NOT NULL) ORDER BY ship_by_utc_s NULLS LAST, order_id");
    rows.bind(":shop", shop ? std::optional(shop->value()) : std::nullopt);
    std::vector<NotedOrder> orders;
    while (rows.step()) {
        orders.push_back({OrderId{rows.integer(0)},
                          ReceiptId{rows.integer(1)},
                          rows.string(2),
                          ShopId{rows.integer(3)}});
    }
    return orders;
}

std::optional<std::optional<std::string>> NoteRepository::text(OrderId order,
                                                               std::int64_t number) const {
    auto row = database_->statement(
        "SELECT text FROM order_notes WHERE order_id = :order AND number = :number");
    row.bind(":order", order.value()).bind(":number", number);
    if (!row.step()) {
        return std::nullopt;
    }
    return row.is_null(0) ? std::optional<std::string>() : std::optional(row.string(0));
}

std::int64_t
NoteRepository::add(ShopId shop, OrderId order, const std::string& text, base::Instant now) {
    std::int64_t number = 1;
    {
        auto row = database_->statement(
            "SELECT coalesce(max(number), 0) + 1 FROM order_notes WHERE order_id = :order");
        row.bind(":order", order.value());
        number = row.step() ? row.integer(0) : number;
    }
    database_
        ->statement("INSERT INTO order_notes (shop_id, order_id, number, text, written_at_utc_s) "
                    "VALUES (:shop, :order, :number, :text, :now)")
        .bind(":shop", shop.value())
        .bind(":order", order.value())
        .bind(":number", number)
        .bind(":text", text)
        .bind(":now", base::utc_seconds(now))
        .run();
    return number;
}

void NoteRepository::set_text(OrderId order,
                              std::int64_t number,
                              const std::optional<std::string>& text,
                              base::Instant now) {
    database_
        ->statement("UPDATE order_notes SET text = :text, changed_at_utc_s = :now "
                    "WHERE order_id = :order AND number = :number")
        .bind(":text", text)
        .bind(":now", base::utc_seconds(now))
        .bind(":order", order.value())
        .bind(":number", number)
        .run();
}

} // namespace etsyorder::orders
