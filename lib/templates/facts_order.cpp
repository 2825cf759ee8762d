// SPDX-License-Identifier: MIT
#include "orders/file_listing_repository.hpp"
#include "orders/note_repository.hpp"
#include "orders/order_name.hpp"
#include "orders/order_name_repository.hpp"
#include "templates/fact_subjects.hpp"
#include "templates/order_pages.hpp"

#include <algorithm>

namespace etsyorder::templates {
namespace {

using liquid::Value;
using Row = Fact<OrderSubject>;

Value amount(const OrderSubject& of, const std::optional<std::int64_t>& minor) {
    return amount_of(minor, of.order.amounts.currency);
}

Value name(const OrderSubject& of) {
    if (orders::is_from_name(of.order.receipt)) {
        if (auto name = orders::OrderNameRepository(of.facts.database()).name_of(of.order.id)) {
            return Value(std::move(*name));
        }
    }
    return Value(std::to_string(of.order.receipt.value()));
}

std::optional<int> days_left(const OrderSubject& of) {
    if (!of.order.is_open || !of.order.ship_by) {
        return std::nullopt;
    }
    return base::days_between(of.zone().date(of.facts.now()), of.zone().date(*of.order.ship_by));
}

// What was given back in all, where each refund names its amount.
Value refunded(const OrderSubject& of) {
    std::int64_t sum = 0;
    for (const auto& refund : of.order.refunds) {
        if (!refund.amount || refund.amount->currency != of.order.amounts.currency) {
            return {};
        }
        sum += refund.amount->minor;
    }
    return of.order.refunds.empty() ? Value() : amount(of, sum);
}

Value shipped_at(const OrderSubject& of) {
    std::optional<base::Instant> last;
    for (const auto& item : of.order.items) {
        if (item.shipped_at && (!last || *last < *item.shipped_at)) {
            last = item.shipped_at;
        }
    }
    for (const auto& shipment : of.order.shipments) {
        if (!last && shipment.notified_at && *shipment.notified_at <= of.facts.now()) {
            last = shipment.notified_at;
        }
    }
    return day_of(last, of.zone());
}

Value shipments(const OrderSubject& of) {
    std::vector<Value> all;
    for (const auto& shipment : of.order.shipments) {
        all.push_back(Value::lazy(std::make_shared<FactsOf<orders::Shipment>>(
            shipment_rows(),
            std::shared_ptr<const orders::Shipment>(of.shared_from_this(), &shipment),
            of.used,
            path_for(of.used, "order.shipments[" + std::to_string(all.size()) + "]"))));
    }
    return Value::array(std::move(all));
}

Value part(const OrderSubject& of, std::span<const Row> rows, const char* path) {
    return Value::lazy(std::make_shared<FactsOf<OrderSubject>>(
        rows, of.shared_from_this(), of.used, path_for(of.used, path)));
}

Value pieces(const OrderSubject& of) {
    std::int64_t pieces = 0;
    for (const auto& item : of.order.items) {
        pieces += item.removed_at ? 0 : item.quantity;
    }
    return Value(pieces);
}

Value lines(const OrderSubject& of) {
    return Value(static_cast<std::int64_t>(
        std::count_if(of.order.items.begin(), of.order.items.end(), [](const auto& item) {
            return !item.removed_at;
        })));
}

Value is_digital(const OrderSubject& of) {
    const auto& items = of.order.items;
    return Value(!items.empty() && std::all_of(items.begin(), items.end(), [](const auto& item) {
        return item.is_digital || item.removed_at;
    }));
}

Value reviews(const OrderSubject& of) {
    std::vector<Value> all;
    for (const auto& one : orders::reviews_of(of.facts.database(), of.order)) {
        all.push_back(
            Value::object({{"rating", Value(one.rating)}, {"review", text_or_nil(one.review)}}));
    }
    return Value::array(std::move(all));
}

Value notes(const OrderSubject& of) {
    std::vector<std::string> texts;
    for (auto& note : orders::NoteRepository(of.facts.database()).of_order(of.order.id)) {
        texts.push_back(std::move(note.text));
    }
    return texts_of(texts);
}

Value maybe(const std::optional<std::string>& text) {
    return text_or_nil(text.value_or(""));
}

constexpr Row kOrder[] = {
    {"id",
     "integer",
     "Etsy's number of the order.",
     "3512345678",
     [](const OrderSubject& of) { return Value(of.order.receipt.value()); }},
    {"name",
     "text",
     "What the order is called: its number, or the name another shop gave it.",
     "3512345678",
     name},
    {"url",
     "text",
     "Etsy's page of the order, for the seller.",
     "https://www.etsy.com/your/orders/sold?order_id=3512345678",
     [](const OrderSubject& of) { return order_page(of); }},
    {"status",
     "text",
     "Etsy's word for its state: paid, completed, canceled, ...",
     "paid",
     [](const OrderSubject& of) { return text_or_nil(of.order.status); }},
    {"open",
     "yes or no",
     "Still to be made and shipped.",
     "true",
     [](const OrderSubject& of) { return Value(of.order.is_open); }},
    {"paid",
     "yes or no",
     "Paid for.",
     "true",
     [](const OrderSubject& of) { return Value(of.order.is_paid); }},
    {"shipped",
     "yes or no",
     "All of it is shipped.",
     "false",
     [](const OrderSubject& of) { return Value(of.order.is_shipped); }},
    {"gift",
     "yes or no",
     "The buyer ticked that it is a gift.",
     "true",
     [](const OrderSubject& of) { return Value(of.order.is_gift); }},
    {"personalised",
     "yes or no",
     "It has words of the buyer's.",
     "true",
     [](const OrderSubject& of) { return Value(of.order.is_personalised); }},
    {"placed_at",
     "moment",
     "When it was ordered, in the shop's zone.",
     "2026-11-20 14:05:00 +0100",
     [](const OrderSubject& of) { return moment_of(of.order.placed_at, of.zone()); }},
    {"updated_at",
     "moment",
     "When Etsy last changed it.",
     "2026-11-20 14:06:00 +0100",
     [](const OrderSubject& of) { return moment_of(of.order.updated_at, of.zone()); }},
    {"ship_by",
     "day",
     "The day by which it must be shipped; nil where nothing is shipped.",
     "2026-12-03",
     [](const OrderSubject& of) { return day_of(of.order.ship_by, of.zone()); }},
    {"days_left",
     "integer",
     "Days until then; negative when it is past. Of open orders.",
     "11",
     [](const OrderSubject& of) {
         const auto days = days_left(of);
         return days ? Value(*days) : Value();
     }},
    {"late",
     "yes or no",
     "Open, and past its day.",
     "false",
     [](const OrderSubject& of) { return Value(days_left(of).value_or(0) < 0); }},
    {"shipped_at", "day", "The day it was shipped.", "", shipped_at},
    {"digital", "yes or no", "All of it is files: nothing is shipped.", "false", is_digital},
    {"tags",
     "list of texts",
     "Your tags of the order.",
     "",
     [](const OrderSubject& of) { return texts_of(of.order.tags); }},
    {"total",
     "number",
     "What the buyer paid in all, in `order.currency`; `| money` prints it.",
     "74.5",
     [](const OrderSubject& of) { return amount(of, of.order.amounts.total); }},
    {"subtotal",
     "number",
     "Of the items, after discounts.",
     "68.0",
     [](const OrderSubject& of) { return amount(of, of.order.amounts.subtotal); }},
    {"shipping",
     "number",
     "Of shipping.",
     "6.5",
     [](const OrderSubject& of) { return amount(of, of.order.amounts.shipping); }},
    {"tax",
     "number",
     "Sales tax.",
     "0.0",
     [](const OrderSubject& of) { return amount(of, of.order.amounts.tax); }},
    {"vat",
     "number",
     "Value added tax.",
     "0.0",
     [](const OrderSubject& of) { return amount(of, of.order.amounts.vat); }},
    {"discount",
     "number",
     "What was taken off.",
     "0.0",
     [](const OrderSubject& of) { return amount(of, of.order.amounts.discount); }},
    {"gift_wrap",
     "number",
     "Of gift wrapping.",
     "",
     [](const OrderSubject& of) { return amount(of, of.order.amounts.gift_wrap); }},
    {"refunded", "number", "What was given back in all.", "", refunded},
    {"currency",
     "text",
     "Of all these amounts, ISO 4217.",
     "EUR",
     [](const OrderSubject& of) { return text_or_nil(of.order.amounts.currency); }},
    {"gift_message",
     "text",
     "What is to be written on the card.",
     "For Mum, with love",
     [](const OrderSubject& of) { return text_or_nil(of.order.gift_message); }},
    {"gift_sender",
     "text",
     "Who gives it.",
     "Anna",
     [](const OrderSubject& of) { return text_or_nil(of.order.gift_sender); }},
    {"message_from_buyer",
     "text",
     "What the buyer wrote when ordering.",
     "Could it be here before the 6th?",
     [](const OrderSubject& of) { return text_or_nil(of.order.message_from_buyer); }},
    {"payment_method",
     "text",
     "Etsy's word: cc, paypal, ...",
     "cc",
     [](const OrderSubject& of) { return text_or_nil(of.order.payment_method); }},
    {"item_count", "integer", "Lines of the order.", "2", lines},
    {"piece_count", "integer", "Pieces of all lines.", "3", pieces},
    {"country",
     "text",
     "Where it goes, ISO 3166-1.",
     "DE",
     [](const OrderSubject& of) { return maybe(of.order.address.country); }},
    {"address",
     "object",
     "Where it goes, as far as Etsy tells.",
     "",
     [](const OrderSubject& of) {
         return of.order.address == orders::Address{} ? Value()
                                                      : part(of, address_rows(), "order.address");
     }},
    {"shipments", "list of shipments", "Parcels Etsy knows of.", "", shipments},
    {"tracking",
     "object",
     "The last parcel that has a tracking code; nil: none has.",
     "",
     [](const OrderSubject& of) {
         return tracked(of) == nullptr ? Value() : part(of, tracking_rows(), "order.tracking");
     }},
    {"reviews",
     "list of objects",
     "Reviews of it, with `rating` (1 to 5) and `review`.",
     "",
     reviews},
    {"notes", "list of texts", "Your own notes on the order.", "", notes},
    {"items", "list of items", "The same as `items`.", "", items_of},
    {"missing",
     "list of items",
     "Items whose listing asks for words, and that have none.",
     "",
     [](const OrderSubject& of) { return items_where(of, is_missing); }},
    {"doubtful",
     "list of items",
     "Items with something in their words that `orders lint` doubts.",
     "",
     [](const OrderSubject& of) { return items_where(of, has_doubts); }},
    {"buyer", "object", "The same as `buyer`.", "", buyer_of},
};

constexpr Row kAddress[] = {
    {"first_line",
     "text",
     "Street and number.",
     "Lindenallee 5",
     [](const OrderSubject& of) { return maybe(of.order.address.first_line); }},
    {"second_line",
     "text",
     "What comes below it.",
     "",
     [](const OrderSubject& of) { return maybe(of.order.address.second_line); }},
    {"city",
     "text",
     "",
     "Berlin",
     [](const OrderSubject& of) { return maybe(of.order.address.city); }},
    {"state", "text", "", "", [](const OrderSubject& of) { return maybe(of.order.address.state); }},
    {"zip",
     "text",
     "",
     "10115",
     [](const OrderSubject& of) { return maybe(of.order.address.zip); }},
    {"country",
     "text",
     "ISO 3166-1.",
     "DE",
     [](const OrderSubject& of) { return maybe(of.order.address.country); }},
    {"formatted",
     "text",
     "All of it as Etsy writes it, in lines.",
     "",
     [](const OrderSubject& of) { return maybe(of.order.address.formatted); }},
};

constexpr Row kTracking[] = {
    {"carrier",
     "text",
     "Etsy's word for who carries it: usps, dhl-germany, ...",
     "",
     [](const OrderSubject& of) { return text_or_nil(tracked(of)->carrier); }},
    {"code",
     "text",
     "The tracking code.",
     "",
     [](const OrderSubject& of) { return text_or_nil(tracked(of)->tracking_code); }},
};

constexpr Fact<orders::Shipment> kShipment[] = {
    {"carrier",
     "text",
     "Etsy's word for who carries it.",
     "",
     [](const orders::Shipment& one) { return text_or_nil(one.carrier); }},
    {"tracking_code",
     "text",
     "The tracking code.",
     "",
     [](const orders::Shipment& one) { return text_or_nil(one.tracking_code); }},
};

} // namespace

std::span<const Row> order_rows() {
    return kOrder;
}
std::span<const Row> address_rows() {
    return kAddress;
}
std::span<const Row> tracking_rows() {
    return kTracking;
}
std::span<const Fact<orders::Shipment>> shipment_rows() {
    return kShipment;
}

} // namespace etsyorder::templates
