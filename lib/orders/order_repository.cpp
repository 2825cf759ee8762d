// SPDX-License-Identifier: MIT
#include "orders/order_repository.hpp"

#include "base/error.hpp"
#include "base/optional_instant.hpp"
#include "orders/address_layout.hpp"
#include "orders/source_text.hpp"
#include "orders/words.hpp"

#include <algorithm>
#include <cstring>

namespace etsyorder::orders {
namespace {

using base::Instant;

std::optional<Instant> maybe_instant(const db::Statement& row, int column) {
    return base::maybe_from_utc_seconds(row.maybe_integer(column));
}

std::optional<std::string> maybe_text(const db::Statement& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional(row.string(column));
}

constexpr std::string_view kOrderColumns =
    "SELECT shop_id, order_id, receipt_id, buyer_id, buyer_name, buyer_email, status, is_open, "
    "is_paid, is_shipped, "
    "is_gift, is_personalised, placed_at_utc_s, updated_at_utc_s, ship_by_utc_s, first_line, "
    "second_line, city, state, "
    "zip, country, address_layout, payment_method, message_from_buyer, message_from_seller, "
    "message_from_payment, "
    "gift_message, gift_sender, currency, total_minor, subtotal_minor, shipping_minor, tax_minor, "
    "vat_minor, "
    "discount_minor, gift_wrap_minor, fetched_at_utc_s, gone_at_utc_s, forgotten_at_utc_s, "
    "ordered_by FROM orders ";

Order order_from(const db::Statement& row) {
    Order order;
    order.shop = ShopId{row.integer(0)};
    order.id = OrderId{row.integer(1)};
    order.receipt = ReceiptId{row.integer(2)};
    if (const auto buyer = row.maybe_integer(3)) {
        order.buyer = BuyerId{*buyer};
    }
    order.buyer_name = row.string(4);
    order.buyer_email = maybe_text(row, 5);
    order.status = row.string(6);
    order.is_open = row.integer(7) != 0;
    order.is_paid = row.integer(8) != 0;
    order.is_shipped = row.integer(9) != 0;
    order.is_gift = row.integer(10) != 0;
    order.is_personalised = row.integer(11) != 0;
    order.placed_at = base::from_utc_seconds(row.integer(12));
    order.updated_at = base::from_utc_seconds(row.integer(13));
    order.ship_by = maybe_instant(row, 14);
    order.address = {maybe_text(row, 15),
                     maybe_text(row, 16),
                     maybe_text(row, 17),
                     maybe_text(row, 18),
                     maybe_text(row, 19),
                     maybe_text(row, 20),
                     std::nullopt};
    if (const auto layout = maybe_text(row, 21)) {
        order.address.formatted = address_from_layout(order, *layout);
    }
    order.payment_method = row.string(22);
    order.message_from_buyer = row.string(23);
    order.message_from_seller = row.string(24);
    order.message_from_payment = row.string(25);
    order.gift_message = row.string(26);
    order.gift_sender = row.string(27);
    order.amounts = {row.string(28),
                     row.maybe_integer(29),
                     row.maybe_integer(30),
                     row.maybe_integer(31),
                     row.maybe_integer(32),
                     row.maybe_integer(33),
                     row.maybe_integer(34),
                     row.maybe_integer(35)};
    order.fetched_at = base::from_utc_seconds(row.integer(36));
    order.gone_at = maybe_instant(row, 37);
    order.forgotten_at = maybe_instant(row, 38);
    order.ordered_by = ordered_by_from(row.string(39));
    return order;
}

// A kind that a newer version wrote reads as the plainest one.
AnswerKind answer_kind(std::int64_t number) {
    const bool known = number >= 0 && number <= static_cast<std::int64_t>(AnswerKind::option);
    return known ? static_cast<AnswerKind>(number) : AnswerKind::option;
}

Item item_from(const db::Statement& row) {
    Item item;
    item.id = ItemId{row.integer(0)};
    item.transaction = TransactionId{row.integer(1)};
    item.title = row.string(2);
    item.sku = row.string(3);
    item.quantity = row.integer(4);
    if (const auto minor = row.maybe_integer(5)) {
        item.price = base::Money{*minor, row.string(6)};
    }
    item.is_digital = row.integer(7) != 0;
    item.listing_id = row.maybe_integer(8);
    item.listing_image_id = row.maybe_integer(9);
    item.product_id = row.maybe_integer(10);
    item.ship_by = maybe_instant(row, 11);
    item.shipped_at = maybe_instant(row, 12);
    item.shipping_upgrade = row.string(13);
    item.removed_at = maybe_instant(row, 14);
    return item;
}

} // namespace

std::optional<StoredOrder> OrderRepository::find_stored(ShopId shop, ReceiptId receipt) const {
    auto row = database_->statement(
        "SELECT order_id, content_hash, gone_at_utc_s, forgotten_at_utc_s FROM orders "
        "WHERE shop_id = :shop AND receipt_id = :receipt");
    row.bind(":shop", shop.value()).bind(":receipt", receipt.value());
    if (!row.step()) {
        return std::nullopt;
    }
    StoredOrder stored{OrderId{row.integer(0)}, {}, !row.is_null(2), !row.is_null(3)};
    const auto hash = row.bytes(1);
    std::copy_n(hash.begin(),
                std::min(hash.size(), stored.content_hash.size()),
                stored.content_hash.begin());
    return stored;
}

std::optional<Order> OrderRepository::find(ShopId shop, ReceiptId receipt) const {
    const auto stored = find_stored(shop, receipt);
    return stored ? load(stored->id) : std::nullopt;
}

std::vector<Order> OrderRepository::find_any_shop(ReceiptId receipt) const {
    std::vector<OrderId> ids;
    // As a join SQLite would walk the whole index of orders.
    auto rows = database_->statement("SELECT order_id FROM orders WHERE shop_id IN (SELECT shop_id "
                                     "FROM shops) AND receipt_id = :receipt");
    rows.bind(":receipt", receipt.value());
    while (rows.step()) {
        ids.emplace_back(rows.integer(0));
    }
    std::vector<Order> orders;
    for (const auto id : ids) {
        if (auto order = load(id)) {
            orders.push_back(std::move(*order));
        }
    }
    return orders;
}

std::optional<Order> OrderRepository::load(OrderId id) const {
    auto row = database_->statement(std::string(kOrderColumns) + "WHERE order_id = :order");
    row.bind(":order", id.value());
    if (!row.step()) {
        return std::nullopt;
    }
    auto order = order_from(row);
    load_items(order);
    load_parcels(order);
    return order;
}

std::optional<ReceiptId> OrderRepository::receipt_of(OrderId id) const {
    auto row = database_->statement("SELECT receipt_id FROM orders WHERE order_id = :order");
    row.bind(":order", id.value());
    return row.step() ? std::optional(ReceiptId{row.integer(0)}) : std::nullopt;
}

bool OrderRepository::has_tag(OrderId order, const std::string& tag) const {
    auto row =
        database_->statement("SELECT 1 FROM order_tags WHERE order_id = :order AND tag = :tag");
    row.bind(":order", order.value()).bind(":tag", tag);
    return row.step();
}

void OrderRepository::load_items(Order& order) const {
    auto items = database_->statement("SELECT item_id, transaction_id, title, sku, quantity, "
                                      "price_minor, currency, is_digital, listing_id, "
                                      "listing_image_id, product_id, ship_by_utc_s, "
                                      "shipped_at_utc_s, shipping_upgrade, removed_at_utc_s "
                                      "FROM items WHERE order_id = :order ORDER BY position");
    items.bind(":order", order.id.value());
    while (items.step()) {
        order.items.push_back(item_from(items));
    }
    auto answers =
        database_->statement("SELECT kind, property_id, question_id, question, text, verbatim "
                             "FROM answers WHERE item_id = :item ORDER BY position");
    for (auto& item : order.items) {
        answers.bind(":item", item.id.value());
        while (answers.step()) {
            item.answers.push_back(
                Answer{answer_kind(answers.integer(0)),
                       answers.is_null(3) ? std::string(kUsualQuestion) : answers.string(3),
                       answers.string(4),
                       maybe_text(answers, 5),
                       answers.maybe_integer(1),
                       answers.maybe_integer(2)});
        }
        answers.reset();
    }
}

void OrderRepository::load_parcels(Order& order) const {
    auto shipments = database_->statement(
        "SELECT receipt_shipping_id, carrier, tracking_code, notified_at_utc_s "
        "FROM shipments WHERE order_id = :order ORDER BY position");
    shipments.bind(":order", order.id.value());
    while (shipments.step()) {
        order.shipments.push_back({shipments.maybe_integer(0),
                                   shipments.string(1),
                                   shipments.string(2),
                                   maybe_instant(shipments, 3)});
    }
    auto refunds = database_->statement(
        "SELECT amount_minor, currency, reason, note, status, refunded_at_utc_s "
        "FROM refunds WHERE order_id = :order ORDER BY position");
    refunds.bind(":order", order.id.value());
    while (refunds.step()) {
        Refund refund{std::nullopt,
                      refunds.string(2),
                      refunds.string(3),
                      refunds.string(4),
                      maybe_instant(refunds, 5)};
        if (const auto minor = refunds.maybe_integer(0)) {
            refund.amount = base::Money{*minor, refunds.string(1)};
        }
        order.refunds.push_back(std::move(refund));
    }
    auto tags =
        database_->statement("SELECT tag FROM order_tags WHERE order_id = :order ORDER BY tag");
    tags.bind(":order", order.id.value());
    while (tags.step()) {
        order.tags.push_back(tags.string(0));
    }
}

std::optional<std::string> OrderRepository::source_text(OrderId id) const {
    auto row = database_->statement(
        "SELECT codec, bytes, content FROM order_sources WHERE order_id = :order");
    row.bind(":order", id.value());
    if (!row.step()) {
        return std::nullopt;
    }
    return decompress_source(
        row.integer(0), row.bytes(2), static_cast<std::size_t>(row.integer(1)));
}

} // namespace etsyorder::orders
