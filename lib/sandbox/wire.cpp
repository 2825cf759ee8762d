// SPDX-License-Identifier: MIT
#include "sandbox/wire.hpp"

#include "httpd/message.hpp"

#include <fmt/format.h>

namespace etsyorder::sandbox {

namespace {

void put_money(JsonWriter& json, std::string_view name, const ShopInfo& shop, std::int64_t minor) {
    json.key(name);
    write_money(json, shop, minor);
}

std::optional<std::string> wire_optional(const std::optional<std::string>& text) {
    return text ? std::optional(wire_text(*text)) : std::nullopt;
}

void put_times(JsonWriter& json, base::Instant created, base::Instant updated) {
    json.put("create_timestamp", base::utc_seconds(created));
    json.put("created_timestamp", base::utc_seconds(created));
    json.put("update_timestamp", base::utc_seconds(updated));
    json.put("updated_timestamp", base::utc_seconds(updated));
}

std::string formatted_address(const Order& order) {
    const auto& a = order.address;
    std::string out = order.buyer + "\n" + a.first_line;
    if (a.second_line && !a.second_line->empty()) {
        out += "\n" + *a.second_line;
    }
    return out + fmt::format("\n{}, {} {}\n{}", a.city, a.state.value_or(""), a.zip, a.country);
}

void put_address(JsonWriter& json, const Order& order) {
    const auto& a = order.address;
    json.put("first_line", wire_text(a.first_line));
    json.put("second_line", wire_optional(a.second_line));
    json.put("city", wire_text(a.city));
    json.put("state", wire_optional(a.state));
    json.put("zip", a.zip);
    json.put("formatted_address", wire_text(formatted_address(order)));
    json.put("country_iso", a.country);
}

void write_answer(JsonWriter& json, const Answer& answer) {
    json.begin_object();
    json.put("property_id", answer.property_id);
    json.put("value_id", answer.value_id);
    json.put("formatted_name", wire_text(answer.name));
    json.put("formatted_value", wire_text(answer.value));
    json.put("question_id", answer.question_id);
    json.end_object();
}

void write_product_value(JsonWriter& json, const Answer& answer) {
    json.begin_object();
    json.put("property_id", answer.property_id);
    // The real service names its own properties and calls the seller's "Custom Property".
    json.put("property_name",
             answer.property_id >= 513 && answer.property_id <= 517 ? "Custom Property"
                                                                    : answer.name);
    json.put("scale_id", nullptr);
    json.put("scale_name", nullptr);
    json.key("value_ids");
    json.begin_array();
    json.value(answer.value_id.value_or(1));
    json.end_array();
    json.key("values");
    json.begin_array();
    json.value(wire_text(answer.value));
    json.end_array();
    json.end_object();
}

void put_variations(JsonWriter& json, const Item& item) {
    json.key("variations");
    json.begin_array();
    for (const auto& answer : item.answers) {
        write_answer(json, answer);
    }
    json.end_array();
    json.key("product_data");
    json.begin_array();
    for (const auto& answer : item.answers) {
        if (answer.property_id != kPersonalizationProperty) {
            write_product_value(json, answer);
        }
    }
    json.end_array();
}

void write_shipment(JsonWriter& json, const Shipment& shipment) {
    json.begin_object();
    json.put("receipt_shipping_id", shipment.id);
    json.put("shipment_notification_timestamp", base::utc_seconds(shipment.notified));
    json.put("carrier_name", shipment.carrier);
    json.put("tracking_code", shipment.code);
    json.end_object();
}

void write_refund(JsonWriter& json, const ShopInfo& shop, const Refund& refund) {
    json.begin_object();
    put_money(json, "amount", shop, refund.amount_minor);
    json.put("created_timestamp", base::utc_seconds(refund.created));
    json.put("reason", wire_optional(refund.reason));
    json.put("note_from_issuer", wire_optional(refund.note));
    json.put("status", "SUCCESS");
    json.end_object();
}

void put_amounts(JsonWriter& json, const ShopInfo& shop, const Order& order) {
    put_money(json, "grandtotal", shop, order.total_minor());
    put_money(json, "subtotal", shop, order.subtotal_minor() - order.discount_minor);
    put_money(json, "total_price", shop, order.subtotal_minor());
    put_money(json, "total_shipping_cost", shop, order.shipping_minor());
    put_money(json, "total_tax_cost", shop, order.tax_minor);
    put_money(json, "total_vat_cost", shop, 0);
    put_money(json, "discount_amt", shop, order.discount_minor);
    put_money(json, "gift_wrap_price", shop, 0);
}

void put_lists(JsonWriter& json,
               const WireContext& context,
               const Order& order,
               std::size_t index) {
    json.key("shipments");
    json.begin_array();
    for (const auto& shipment : order.shipments) {
        write_shipment(json, shipment);
    }
    json.end_array();
    json.key("transactions");
    json.begin_array();
    for (std::size_t item = 0; item < order.items.size(); ++item) {
        write_transaction(json, context, order, index, item);
    }
    json.end_array();
    json.key("refunds");
    json.begin_array();
    for (const auto& refund : order.refunds) {
        write_refund(json, context.shop, refund);
    }
    json.end_array();
}

void put_adjustments(JsonWriter& json,
                     const WireContext& context,
                     const Order& order,
                     std::size_t index) {
    json.key("payment_adjustments");
    json.begin_array();
    for (std::size_t n = 0; n < order.refunds.size(); ++n) {
        const auto& refund = order.refunds[n];
        json.begin_object();
        json.put("payment_adjustment_id", payment_id(index) * 10 + static_cast<std::int64_t>(n));
        json.put("payment_id", payment_id(index));
        json.put("status", "SUCCESS");
        json.put("is_success", true);
        json.put("user_id", context.shop.user_id);
        json.put("reason_code", "REFUND");
        json.put("total_adjustment_amount", refund.amount_minor);
        json.put("shop_total_adjustment_amount", refund.amount_minor);
        json.put("buyer_total_adjustment_amount", refund.amount_minor);
        json.put("total_fee_adjustment_amount", 0);
        put_times(json, refund.created, refund.created);
        json.key("payment_adjustment_items");
        json.begin_array();
        json.end_array();
        json.end_object();
    }
    json.end_array();
}

} // namespace

std::int64_t transaction_id(std::size_t order, std::size_t item) {
    return kFirstTransactionId + static_cast<std::int64_t>(order) * kItemsAnOrder +
           static_cast<std::int64_t>(item);
}

std::int64_t payment_id(std::size_t order) {
    return kFirstPaymentId + static_cast<std::int64_t>(order);
}

std::int64_t image_id(const Listing& listing, std::int64_t rank) {
    return listing.id * 10 + rank;
}

std::string wire_text(std::string_view text) {
    return httpd::escape_html(text);
}

void write_money(JsonWriter& json, const ShopInfo& shop, std::int64_t minor) {
    json.begin_object();
    json.put("amount", minor);
    json.put("divisor", shop.divisor);
    json.put("currency_code", shop.currency);
    json.end_object();
}

void write_transaction(JsonWriter& json,
                       const WireContext& context,
                       const Order& order,
                       std::size_t index,
                       std::size_t item_index) {
    const auto& item = order.items[item_index];
    const auto& listing = context.listings[item.listing];
    json.begin_object();
    json.put("transaction_id", transaction_id(index, item_index));
    json.put("title", wire_text(listing.title));
    json.put("description", wire_text(listing.description));
    json.put("seller_user_id", context.shop.user_id);
    json.put("buyer_user_id", order.buyer_id);
    json.put("create_timestamp", base::utc_seconds(order.created));
    json.put("created_timestamp", base::utc_seconds(order.created));
    json.put("paid_timestamp",
             order.paid ? std::optional(base::utc_seconds(order.created) + 4) : std::nullopt);
    json.put("shipped_timestamp",
             order.shipments.empty()
                 ? std::nullopt
                 : std::optional(base::utc_seconds(order.shipments[0].notified)));
    json.put("quantity", item.quantity);
    json.put("listing_image_id", image_id(listing, 1));
    json.put("receipt_id", order.receipt_id);
    json.put("is_digital", listing.digital);
    json.put("file_data", listing.digital ? "1 PDF" : "");
    json.put("listing_id", listing.id);
    json.put("transaction_type", "listing");
    json.put("product_id", listing.id * 7 + 3);
    json.put("sku", listing.sku.empty() ? std::nullopt : std::optional(listing.sku));
    json.key("price");
    write_money(json, context.shop, item.price_minor);
    json.key("shipping_cost");
    write_money(json, context.shop, item.shipping_minor);
    put_variations(json, item);
    json.put("shipping_profile_id",
             listing.digital ? std::nullopt : std::optional<std::int64_t>(55500011));
    json.put("min_processing_days",
             listing.digital ? std::nullopt : std::optional(listing.min_days));
    json.put("max_processing_days",
             listing.digital ? std::nullopt : std::optional(listing.max_days));
    json.put("shipping_method", nullptr);
    json.put("shipping_upgrade", item.shipping_upgrade);
    json.put("expected_ship_date",
             item.ship_by ? std::optional(base::utc_seconds(*item.ship_by)) : std::nullopt);
    json.put("buyer_coupon", 0);
    json.put("shop_coupon", 0);
    json.end_object();
}

void write_receipt(JsonWriter& json,
                   const WireContext& context,
                   const Order& order,
                   std::size_t index) {
    json.begin_object();
    json.put("receipt_id", order.receipt_id);
    json.put("receipt_type", 0);
    json.put("seller_user_id", context.shop.user_id);
    json.put("seller_email", context.shop.email);
    json.put("buyer_user_id", order.buyer_id);
    json.put("buyer_email", nullptr);
    json.put("name", wire_text(order.buyer));
    if (context.addresses == AddressAccess::present) {
        put_address(json, order);
    }
    json.put("status", order.status());
    json.put("payment_method", "cc");
    json.put("payment_email", index % 3 == 0 ? std::optional(std::string()) : std::nullopt);
    json.put("message_from_seller", wire_optional(order.message_from_seller));
    json.put("message_from_buyer", wire_optional(order.message_from_buyer));
    json.put("message_from_payment", index % 2 == 0 ? std::optional(std::string()) : std::nullopt);
    json.put("is_paid", order.paid);
    json.put("is_shipped", order.shipped);
    put_times(json, order.created, order.updated);
    json.put("is_gift", order.gift_message.has_value());
    json.put("gift_message", wire_text(order.gift_message.value_or("")));
    json.put("gift_sender", wire_text(order.gift_sender));
    put_amounts(json, context.shop, order);
    put_lists(json, context, order, index);
    json.end_object();
}

void write_payment(JsonWriter& json,
                   const WireContext& context,
                   const Order& order,
                   std::size_t index) {
    const auto total = order.total_minor();
    const auto fees = total * 65 / 1000 + 45;
    json.begin_object();
    json.put("payment_id", payment_id(index));
    json.put("buyer_user_id", order.buyer_id);
    json.put("shop_id", context.shop.shop_id);
    json.put("receipt_id", order.receipt_id);
    put_money(json, "amount_gross", context.shop, total);
    put_money(json, "amount_fees", context.shop, fees);
    put_money(json, "amount_net", context.shop, total - fees);
    put_money(json, "posted_gross", context.shop, total);
    put_money(json, "posted_fees", context.shop, fees);
    put_money(json, "posted_net", context.shop, total - fees);
    const auto refunded = order.refunded_minor();
    put_money(json, "adjusted_gross", context.shop, total - refunded);
    put_money(json, "adjusted_fees", context.shop, fees);
    put_money(json, "adjusted_net", context.shop, total - refunded - fees);
    json.put("currency", context.shop.currency);
    json.put("shop_currency", context.shop.currency);
    json.put("buyer_currency", context.shop.currency);
    json.put("shipping_user_id", order.buyer_id);
    json.put("shipping_address_id", order.buyer_id * 3 + 1);
    json.put("billing_address_id", order.buyer_id * 3 + 1);
    json.put("status", order.paid ? "settled" : "open");
    json.put("shipped_timestamp",
             order.shipments.empty()
                 ? std::nullopt
                 : std::optional(base::utc_seconds(order.shipments[0].notified)));
    put_times(json, order.created, order.updated);
    put_adjustments(json, context, order, index);
    json.end_object();
}

} // namespace etsyorder::sandbox
