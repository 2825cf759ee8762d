// SPDX-License-Identifier: MIT
#include "orders/order_value.hpp"

#include "orders/carriers.hpp"
#include "orders/note_list.hpp"
#include "orders/references.hpp"
#include "status/item_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace etsyorder {
namespace {

using frame::Value;

Value or_null(const std::string& text) {
    return text.empty() ? Value() : Value(text);
}

Value answer_value(const orders::Answer& answer) {
    return Value::object({{"kind", orders::to_string(answer.kind)},
                          {"question", answer.question},
                          {"text", answer.text},
                          {"verbatim", answer.verbatim},
                          {"property_id", answer.property_id},
                          {"question_id", answer.question_id}});
}

// What a listings file says of it.
Value listed_value(const OrderSurroundings& around, std::size_t at) {
    if (at >= around.listings.size() || !around.listings[at]) {
        return {};
    }
    const auto& listing = around.listings[at]->listing;
    return Value::object(
        {{"title", listing.title},
         {"price", listing.price},
         {"quantity", listing.quantity},
         {"tags", Value::list({listing.tags.begin(), listing.tags.end()})},
         {"materials", Value::list({listing.materials.begin(), listing.materials.end()})},
         {"imported_at", around.listings[at]->imported_at}});
}

Value pieces_value(const std::vector<status::PiecesAt>& pieces) {
    Value::List list;
    for (const auto& one : pieces) {
        list.push_back(Value::object(
            {{"stage", one.stage}, {"quantity", one.quantity}, {"since", one.since}}));
    }
    return Value::list(std::move(list));
}

Value::Object making_of_item(const status::WorkItem* made) {
    return {{"stages", made == nullptr ? Value::list({}) : pieces_value(made->pieces)},
            {"held", made == nullptr ? Value() : hold_value(*made)}};
}

Value::Object making_of_order(const OrderMaking& making) {
    Value::List stages;
    for (const auto& one : making.stages) {
        stages.push_back(Value::object({{"stage", one.stage}, {"quantity", one.quantity}}));
    }
    return {{"stage", or_null(making.stage)}, {"stages", Value::list(std::move(stages))}};
}

void append(Value& object, Value::Object members) {
    auto& all = *object.as_object();
    std::move(members.begin(), members.end(), std::back_inserter(all));
}

Value item_value(const orders::Item& item, Value listed) {
    Value::List answers;
    for (const auto& answer : item.answers) {
        answers.push_back(answer_value(answer));
    }
    return Value::object(
        {{"item", item.id.value()},
         {"transaction", item.transaction.value()},
         {"title", item.title},
         {"sku", or_null(item.sku)},
         {"quantity", item.quantity},
         {"price", item.price},
         {"digital", item.is_digital},
         {"listing", item.listing_id},
         {"listing_url", item.listing_id ? Value(listing_url(*item.listing_id)) : Value()},
         {"listing_image", item.listing_image_id},
         {"ship_by", item.ship_by},
         {"shipped_at", item.shipped_at},
         {"shipping_upgrade", or_null(item.shipping_upgrade)},
         {"removed_at", item.removed_at},
         {"listed", std::move(listed)},
         {"answers", Value::list(std::move(answers))}});
}

Value items_value(const orders::Order& order, const OrderSurroundings& around) {
    Value::List items;
    for (std::size_t at = 0; at < order.items.size(); ++at) {
        items.push_back(item_value(order.items[at], listed_value(around, at)));
        if (around.making) {
            append(items.back(), making_of_item(around.making->of(order.items[at].id)));
        }
    }
    return Value::list(std::move(items));
}

Value amounts_value(const orders::Order& order) {
    const auto& amounts = order.amounts;
    return Value::object({{"total", amount(order, amounts.total)},
                          {"subtotal", amount(order, amounts.subtotal)},
                          {"shipping", amount(order, amounts.shipping)},
                          {"tax", amount(order, amounts.tax)},
                          {"vat", amount(order, amounts.vat)},
                          {"discount", amount(order, amounts.discount)},
                          {"gift_wrap", amount(order, amounts.gift_wrap)}});
}

Value address_value(const orders::Address& address) {
    if (address == orders::Address{}) {
        return {}; // withheld by Etsy
    }
    return Value::object({{"first_line", address.first_line},
                          {"second_line", address.second_line},
                          {"city", address.city},
                          {"state", address.state},
                          {"zip", address.zip},
                          {"country", address.country},
                          {"formatted", address.formatted}});
}

Value shipments_value(const orders::Order& order) {
    Value::List list;
    for (const auto& shipment : order.shipments) {
        list.push_back(Value::object(
            {{"shipment", shipment.receipt_shipping_id},
             {"carrier", or_null(shipment.carrier)},
             {"tracking_code", or_null(shipment.tracking_code)},
             {"tracking_url", or_null(parcel_url(shipment.carrier, shipment.tracking_code))},
             {"notified_at", shipment.notified_at}}));
    }
    return Value::list(std::move(list));
}

Value parcels_value(const std::vector<orders::Parcel>& parcels) {
    Value::List list;
    for (const auto& parcel : parcels) {
        list.push_back(Value::object(
            {{"parcel", parcel.number},
             {"state", orders::to_string(parcel.state)},
             {"carrier", or_null(parcel.carrier)},
             {"tracking_code", or_null(parcel.tracking_code)},
             {"tracking_url", or_null(parcel_url(parcel.carrier, parcel.tracking_code))},
             {"note", or_null(parcel.note.text)},
             {"template", parcel.note.template_name},
             {"problem", or_null(parcel.problem)},
             {"changed_at", parcel.changed_at}}));
    }
    return Value::list(std::move(list));
}

Value refunds_value(const orders::Order& order) {
    Value::List list;
    for (const auto& refund : order.refunds) {
        list.push_back(Value::object({{"amount", refund.amount},
                                      {"reason", or_null(refund.reason)},
                                      {"note", or_null(refund.note)},
                                      {"status", or_null(refund.status)},
                                      {"refunded_at", refund.refunded_at}}));
    }
    return Value::list(std::move(list));
}

Value reviews_value(const std::vector<orders::OrderReview>& reviews) {
    Value::List list;
    for (const auto& one : reviews) {
        list.push_back(Value::object(
            {{"rating", one.rating},
             {"review", or_null(one.review)},
             {"reviewer", one.reviewer},
             {"transaction", one.transaction ? Value(one.transaction->value()) : Value()},
             {"written_at", one.written_at},
             {"written_on",
              one.written_on ? Value(base::format_date(*one.written_on)) : Value()}}));
    }
    return Value::list(std::move(list));
}

Value events_value(const std::vector<events::Event>& events) {
    Value::List list;
    for (const auto& event : events) {
        list.push_back(Value::object({{"event", event.id},
                                      {"name", event.name},
                                      {"occurred_at", event.occurred_at},
                                      {"recorded_at", event.recorded_at},
                                      {"source", event.source},
                                      {"data", Value::from_json(event.data)}}));
    }
    return Value::list(std::move(list));
}

} // namespace

std::string order_word(const orders::Order& order, const OrderSurroundings& around) {
    return around.name.empty() ? std::to_string(order.receipt.value()) : around.name;
}

std::string parcel_url(const std::string& carrier, const std::string& tracking_code) {
    const auto* found = orders::carrier_of_receipt(carrier);
    return found == nullptr ? "" : orders::tracking_link(*found, tracking_code);
}

std::string listing_url(std::int64_t listing) {
    return fmt::format("https://www.etsy.com/listing/{}", listing);
}

std::optional<base::Money> amount(const orders::Order& order,
                                  const std::optional<std::int64_t>& minor) {
    return minor ? std::optional(base::Money{*minor, order.amounts.currency}) : std::nullopt;
}

Value ordered_by_value(const orders::OrderedBy& by) {
    return by == orders::OrderedBy{}
               ? Value()
               : Value::object({{"name", or_null(by.name)}, {"username", or_null(by.username)}});
}

Value order_value(const orders::Order& order, const OrderSurroundings& around) {
    auto value = Value::object(
        {{"order", order.receipt.value()},
         {"shop", order.shop.value()},
         {"shop_name", or_null(around.shop_name)},
         {"url", around.has_etsy_page ? Value(etsy_order_url(order.receipt)) : Value()},
         {"buyer", order.buyer_name},
         {"ordered_by", ordered_by_value(order.ordered_by)},
         {"buyer_email",
          order.buyer_email.value_or("").empty() ? Value() : Value(*order.buyer_email)},
         {"status", order.status},
         {"open", order.is_open},
         {"paid", order.is_paid},
         {"shipped", order.is_shipped},
         {"gone_at", order.gone_at},
         {"forgotten_at", order.forgotten_at},
         {"personalised", order.is_personalised},
         {"placed_at", order.placed_at},
         {"updated_at", order.updated_at},
         {"ship_by", order.ship_by},
         {"days_left", around.days_left},
         {"late", around.days_left && *around.days_left < 0},
         {"tags", Value::list({order.tags.begin(), order.tags.end()})},
         {"gift", order.is_gift},
         {"gift_message", or_null(order.gift_message)},
         {"gift_sender", or_null(order.gift_sender)},
         {"message_from_buyer", or_null(order.message_from_buyer)},
         {"message_from_seller", or_null(order.message_from_seller)},
         {"message_from_payment", or_null(order.message_from_payment)},
         {"items", items_value(order, around)},
         {"amounts", amounts_value(order)},
         {"payment_method", or_null(order.payment_method)},
         {"address", address_value(order.address)},
         {"shipments", shipments_value(order)},
         {"parcels", parcels_value(around.parcels)},
         {"refunds", refunds_value(order)},
         {"notes", notes_value(around.notes)},
         {"events", events_value(around.events)},
         {"reviews", reviews_value(around.reviews)},
         {"name", or_null(around.name)},
         {"changed_here_at", order.fetched_at},
         {"synced_at", around.synced_at},
         {"imported_at", around.imported_at},
         {"stale", around.stale}});
    if (around.making) {
        append(value, making_of_order(*around.making));
    }
    return value;
}

} // namespace etsyorder
