// SPDX-License-Identifier: MIT
// The writing half of OrderRepository.
#include "base/optional_instant.hpp"
#include "orders/address_layout.hpp"
#include "orders/order_repository.hpp"
#include "orders/source_text.hpp"
#include "orders/words.hpp"

#include <algorithm>

namespace etsyorder::orders {
namespace {

std::int64_t flag(bool value) {
    return value ? 1 : 0;
}

// What is stored of an order but does not stand in it word for word.
struct Derived {
    explicit Derived(const Order& order)
        : buyer_words(words_beyond_name(all_names(order))),
          ordered_by(stored_ordered_by(order.ordered_by)), address(address_layout(order)) {}

    std::optional<std::string> buyer_words;
    std::optional<std::string> ordered_by;
    std::optional<std::string> address;
};

// `derived` must live until the statement has run.
void bind_content(db::Statement& statement,
                  const Order& order,
                  const Derived& derived,
                  const ReceivedOrder& source) {
    const auto& address = order.address;
    const auto& amounts = order.amounts;
    statement.bind(":buyer", order.buyer ? std::optional(order.buyer->value()) : std::nullopt)
        .bind(":buyer_name", order.buyer_name)
        .bind(":buyer_words", derived.buyer_words)
        .bind(":ordered_by", derived.ordered_by)
        .bind(":buyer_email", order.buyer_email)
        .bind(":status", order.status)
        .bind(":open", flag(order.is_open))
        .bind(":paid", flag(order.is_paid))
        .bind(":shipped", flag(order.is_shipped))
        .bind(":gift", flag(order.is_gift))
        .bind(":personalised", flag(order.is_personalised))
        .bind(":placed", base::utc_seconds(order.placed_at))
        .bind(":updated", base::utc_seconds(order.updated_at))
        .bind(":ship_by", base::maybe_utc_seconds(order.ship_by))
        .bind(":first_line", address.first_line)
        .bind(":second_line", address.second_line)
        .bind(":city", address.city)
        .bind(":state", address.state)
        .bind(":zip", address.zip)
        .bind(":country", address.country)
        .bind(":formatted", derived.address)
        .bind(":payment_method", order.payment_method)
        .bind(":from_buyer", order.message_from_buyer)
        .bind(":from_seller", order.message_from_seller)
        .bind(":from_payment", order.message_from_payment)
        .bind(":gift_message", order.gift_message)
        .bind(":gift_sender", order.gift_sender)
        .bind(":currency", amounts.currency)
        .bind(":total", amounts.total)
        .bind(":subtotal", amounts.subtotal)
        .bind(":shipping", amounts.shipping)
        .bind(":tax", amounts.tax)
        .bind(":vat", amounts.vat)
        .bind(":discount", amounts.discount)
        .bind(":gift_wrap", amounts.gift_wrap)
        .bind(":hash", std::span<const std::byte>(source.content_hash))
        .bind(":fetched", base::utc_seconds(order.fetched_at));
}

} // namespace

void OrderRepository::insert(Order& order, const ReceivedOrder& source) {
    {
        const Derived derived(order);
        auto insert = database_->statement(
            "INSERT INTO orders (buyer_id, buyer_name, buyer_words, ordered_by, buyer_email, "
            "status, "
            "is_open, is_paid, "
            "is_shipped, is_gift, "
            "is_personalised, placed_at_utc_s, updated_at_utc_s, ship_by_utc_s, first_line, "
            "second_line, city, state, zip, "
            "country, address_layout, payment_method, message_from_buyer, message_from_seller, "
            "message_from_payment, "
            "gift_message, gift_sender, currency, total_minor, subtotal_minor, shipping_minor, "
            "tax_minor, vat_minor, "
            "discount_minor, gift_wrap_minor, content_hash, fetched_at_utc_s, shop_id, receipt_id) "
            "VALUES (:buyer, :buyer_name, :buyer_words, :ordered_by, :buyer_email, :status, :open, "
            ":paid, "
            ":shipped, :gift, "
            ":personalised, :placed, "
            ":updated, :ship_by, :first_line, :second_line, :city, :state, :zip, :country, "
            ":formatted, :payment_method, "
            ":from_buyer, :from_seller, :from_payment, :gift_message, :gift_sender, :currency, "
            ":total, :subtotal, "
            ":shipping, :tax, :vat, :discount, :gift_wrap, :hash, :fetched, :shop, :receipt)");
        bind_content(insert, order, derived, source);
        insert.bind(":shop", order.shop.value()).bind(":receipt", order.receipt.value()).run();
    }
    order.id = OrderId{database_->last_insert_id()};
    save_items(order);
    save_shipments(order);
    save_refunds(order);
    save_source(order, source);
}

void OrderRepository::update(Order& order, const ReceivedOrder& source) {
    {
        const Derived derived(order);
        auto update = database_->statement(
            "UPDATE orders SET buyer_id = :buyer, buyer_name = :buyer_name, "
            "buyer_words = :buyer_words, ordered_by = :ordered_by, buyer_email = :buyer_email, "
            "status = :status, "
            "is_open = :open, is_paid = :paid, is_shipped = :shipped, is_gift "
            "= :gift, is_personalised = :personalised, "
            "placed_at_utc_s = :placed, updated_at_utc_s = :updated, "
            "ship_by_utc_s = :ship_by, first_line = :first_line, "
            "second_line = :second_line, city = :city, state = :state, zip = "
            ":zip, country = :country, "
            "address_layout = :formatted, payment_method = "
            ":payment_method, message_from_buyer = :from_buyer, "
            "message_from_seller = :from_seller, message_from_payment = "
            ":from_payment, gift_message = :gift_message, "
            "gift_sender = :gift_sender, currency = :currency, total_minor = "
            ":total, subtotal_minor = :subtotal, "
            "shipping_minor = :shipping, tax_minor = :tax, vat_minor = :vat, "
            "discount_minor = :discount, "
            "gift_wrap_minor = :gift_wrap, content_hash = :hash, "
            "fetched_at_utc_s = :fetched, gone_at_utc_s = :gone WHERE order_id "
            "= :order");
        bind_content(update, order, derived, source);
        update.bind(":gone", base::maybe_utc_seconds(order.gone_at))
            .bind(":order", order.id.value())
            .run();
    }
    save_items(order);
    for (const auto* sql : {"DELETE FROM shipments WHERE order_id = :order",
                            "DELETE FROM refunds WHERE order_id = :order"}) {
        database_->statement(sql).bind(":order", order.id.value()).run();
    }
    save_shipments(order);
    save_refunds(order);
    save_source(order, source);
}

void OrderRepository::mark_gone(const Order& order) {
    database_
        ->statement("UPDATE orders SET gone_at_utc_s = :gone, is_open = 0 WHERE order_id = :order")
        .bind(":gone", base::maybe_utc_seconds(order.gone_at))
        .bind(":order", order.id.value())
        .run();
}

void OrderRepository::save_items(Order& order) {
    std::int64_t position = 0;
    for (auto& item : order.items) {
        if (item.id.value() == 0) {
            insert_item(order, item, position++);
            insert_answers(order, item);
            continue;
        }
        auto update =
            database_->statement("UPDATE items SET position = :position, title = :title, sku = "
                                 ":sku, quantity = :quantity, price_minor = :price, "
                                 "currency = :currency, is_digital = :digital, listing_id = "
                                 ":listing, listing_image_id = :image, "
                                 "product_id = :product, ship_by_utc_s = :ship_by, "
                                 "shipped_at_utc_s = :shipped, shipping_upgrade = :upgrade, "
                                 "removed_at_utc_s = :removed WHERE item_id = :item");
        update.bind(":position", position++)
            .bind(":title", item.title)
            .bind(":sku", item.sku)
            .bind(":quantity", item.quantity)
            .bind(":price", item.price ? std::optional(item.price->minor) : std::nullopt)
            .bind(":currency", item.price ? item.price->currency : "")
            .bind(":digital", flag(item.is_digital))
            .bind(":listing", item.listing_id)
            .bind(":image", item.listing_image_id)
            .bind(":product", item.product_id)
            .bind(":ship_by", base::maybe_utc_seconds(item.ship_by))
            .bind(":shipped", base::maybe_utc_seconds(item.shipped_at))
            .bind(":upgrade", item.shipping_upgrade)
            .bind(":removed", base::maybe_utc_seconds(item.removed_at))
            .bind(":item", item.id.value())
            .run();
        database_->statement("DELETE FROM answers WHERE item_id = :item")
            .bind(":item", item.id.value())
            .run();
        insert_answers(order, item);
    }
}

void OrderRepository::insert_item(const Order& order, Item& item, std::int64_t position) {
    auto insert =
        database_->statement("INSERT INTO items (shop_id, order_id, transaction_id, position, "
                             "listing_id, listing_image_id, product_id, title, sku, "
                             "quantity, price_minor, currency, is_digital, ship_by_utc_s, "
                             "shipped_at_utc_s, shipping_upgrade, removed_at_utc_s) "
                             "VALUES (:shop, :order, :transaction, :position, :listing, :image, "
                             ":product, :title, :sku, :quantity, :price, "
                             ":currency, :digital, :ship_by, :shipped, :upgrade, :removed)");
    insert.bind(":shop", order.shop.value())
        .bind(":order", order.id.value())
        .bind(":transaction", item.transaction.value())
        .bind(":position", position)
        .bind(":listing", item.listing_id)
        .bind(":image", item.listing_image_id)
        .bind(":product", item.product_id)
        .bind(":title", item.title)
        .bind(":sku", item.sku)
        .bind(":quantity", item.quantity)
        .bind(":price", item.price ? std::optional(item.price->minor) : std::nullopt)
        .bind(":currency", item.price ? std::string_view(item.price->currency) : std::string_view())
        .bind(":digital", flag(item.is_digital))
        .bind(":ship_by", base::maybe_utc_seconds(item.ship_by))
        .bind(":shipped", base::maybe_utc_seconds(item.shipped_at))
        .bind(":upgrade", item.shipping_upgrade)
        .bind(":removed", base::maybe_utc_seconds(item.removed_at))
        .run();
    item.id = ItemId{database_->last_insert_id()};
}

void OrderRepository::insert_answers(const Order& order, const Item& item) {
    std::int64_t position = 0;
    for (const auto& answer : item.answers) {
        auto insert = database_->statement("INSERT INTO answers (shop_id, item_id, position, kind, "
                                           "property_id, question_id, question, text, verbatim) "
                                           "VALUES (:shop, :item, :position, :kind, :property, "
                                           ":question_id, :question, :text, :verbatim)");
        insert.bind(":shop", order.shop.value())
            .bind(":item", item.id.value())
            .bind(":position", position++)
            .bind(":kind", static_cast<std::int64_t>(answer.kind))
            .bind(":property", answer.property_id)
            .bind(":question_id", answer.question_id)
            .bind(":question",
                  answer.question == kUsualQuestion
                      ? std::nullopt
                      : std::optional<std::string_view>(answer.question))
            .bind(":text", answer.text)
            .bind(":verbatim", answer.verbatim)
            .run();
    }
}

void OrderRepository::save_shipments(const Order& order) {
    std::int64_t position = 0;
    for (const auto& shipment : order.shipments) {
        auto insert = database_->statement(
            "INSERT INTO shipments (shop_id, order_id, position, receipt_shipping_id, carrier, "
            "tracking_code, notified_at_utc_s) "
            "VALUES (:shop, :order, :position, :shipping_id, :carrier, :tracking, :notified)");
        insert.bind(":shop", order.shop.value())
            .bind(":order", order.id.value())
            .bind(":position", position++)
            .bind(":shipping_id", shipment.receipt_shipping_id)
            .bind(":carrier", shipment.carrier)
            .bind(":tracking", shipment.tracking_code)
            .bind(":notified", base::maybe_utc_seconds(shipment.notified_at))
            .run();
    }
}

void OrderRepository::save_refunds(const Order& order) {
    std::int64_t position = 0;
    for (const auto& refund : order.refunds) {
        auto insert = database_->statement("INSERT INTO refunds (shop_id, order_id, position, "
                                           "amount_minor, currency, reason, note, status, "
                                           "refunded_at_utc_s) "
                                           "VALUES (:shop, :order, :position, :amount, :currency, "
                                           ":reason, :note, :status, :refunded)");
        insert.bind(":shop", order.shop.value())
            .bind(":order", order.id.value())
            .bind(":position", position++)
            .bind(":amount", refund.amount ? std::optional(refund.amount->minor) : std::nullopt)
            .bind(":currency",
                  refund.amount ? std::string_view(refund.amount->currency) : std::string_view())
            .bind(":reason", refund.reason)
            .bind(":note", refund.note)
            .bind(":status", refund.status)
            .bind(":refunded", base::maybe_utc_seconds(refund.refunded_at))
            .run();
    }
}

// In two statements, as FileRowRepository::keep.
void OrderRepository::save_source(const Order& order, const ReceivedOrder& source) {
    if (source.source_content.empty()) {
        return;
    }
    for (const auto* sql :
         {"INSERT INTO order_sources (shop_id, order_id, codec, bytes, content) VALUES (:shop, "
          ":order, :codec, :bytes, :content) ON CONFLICT (order_id) DO NOTHING",
          "UPDATE order_sources SET shop_id = :shop, codec = :codec, bytes = :bytes, content = "
          ":content WHERE order_id = :order"}) {
        database_->statement(sql)
            .bind(":shop", order.shop.value())
            .bind(":order", order.id.value())
            .bind(":codec", kCodecZstd)
            .bind(":bytes", static_cast<std::int64_t>(source.source_bytes))
            .bind(":content", std::span<const std::byte>(source.source_content))
            .run();
        if (database_->rows_changed() == 1) {
            return;
        }
    }
}

void OrderRepository::make_shop(ShopId shop) {
    database_
        ->statement("INSERT INTO shops (shop_id) VALUES (:shop) ON CONFLICT (shop_id) DO NOTHING")
        .bind(":shop", shop.value())
        .run();
}

void OrderRepository::add_tag(const Order& order, const std::string& tag) {
    auto insert = database_->statement(
        "INSERT INTO order_tags (shop_id, tag, order_id) VALUES (:shop, :tag, :order) "
        "ON CONFLICT (shop_id, tag, order_id) DO NOTHING");
    insert.bind(":shop", order.shop.value())
        .bind(":tag", tag)
        .bind(":order", order.id.value())
        .run();
}

void OrderRepository::remove_tag(const Order& order, const std::string& tag) {
    auto remove = database_->statement(
        "DELETE FROM order_tags WHERE shop_id = :shop AND tag = :tag AND order_id = :order");
    remove.bind(":shop", order.shop.value())
        .bind(":tag", tag)
        .bind(":order", order.id.value())
        .run();
}

} // namespace etsyorder::orders
