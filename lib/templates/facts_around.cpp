// SPDX-License-Identifier: MIT
#include "templates/fact_subjects.hpp"
#include "templates/order_pages.hpp"
#include "templates/person_name.hpp"

namespace etsyorder::templates {
namespace {

using liquid::Value;

const orders::BuyerOrders& bought(const OrderSubject& of) {
    if (!of.bought) {
        of.bought = orders::orders_of_buyer(of.facts.database(), of.order);
    }
    return *of.bought;
}

Value tracking_link(const OrderSubject& of) {
    const auto* shipment = tracked(of);
    if (shipment == nullptr) {
        return {};
    }
    const auto page = tracking_page(shipment->carrier, shipment->tracking_code);
    return page ? Value(*page) : Value();
}

template <class Subject>
Value never(const Subject&) {
    return {};
}

constexpr Fact<OrderSubject> kBuyer[] = {
    {"name",
     "text",
     "As it stands on the order.",
     "Anna Miller",
     [](const OrderSubject& of) { return text_or_nil(of.order.buyer_name); }},
    {"first_name",
     "text",
     "What one would call them: `name | first_name`.",
     "Anna",
     [](const OrderSubject& of) { return text_or_nil(first_name(of.order.buyer_name)); }},
    {"email",
     "text",
     "Mostly withheld by Etsy.",
     "",
     [](const OrderSubject& of) { return text_or_nil(of.order.buyer_email.value_or("")); }},
    {"country",
     "text",
     "Where the order goes, ISO 3166-1.",
     "DE",
     [](const OrderSubject& of) { return text_or_nil(of.order.address.country.value_or("")); }},
    {"username",
     "text",
     "Their name at Etsy, as files tell it.",
     "",
     [](const OrderSubject& of) { return text_or_nil(of.order.ordered_by.username); }},
    {"orders",
     "integer",
     "How many orders of theirs are known in this shop.",
     "1",
     [](const OrderSubject& of) { return Value(bought(of).count); }},
    {"repeat",
     "yes or no",
     "They ordered before this order.",
     "false",
     [](const OrderSubject& of) { return Value(bought(of).has_earlier); }},
};

constexpr Fact<OrderSubject> kLinks[] = {
    {"order",
     "text",
     "Etsy's page of the order, for the seller.",
     "https://www.etsy.com/your/orders/sold?order_id=3512345678",
     order_page},
    {"shop",
     "text",
     "The shop's page.",
     "https://www.etsy.com/shop/AcornSigns",
     [](const OrderSubject& of) { return text_or_nil(of.shop.page.url); }},
    {"tracking",
     "text",
     "The carrier's page of the parcel; nil where the carrier is not known.",
     "",
     tracking_link},
    {"proof",
     "text",
     "The proof's page. This version has no proofs: always nil, unless set.",
     "",
     never<OrderSubject>},
    {"portal",
     "text",
     "The buyer's page. This version has none: always nil, unless set.",
     "",
     never<OrderSubject>},
};

Value signature(const ShopSubject& of) {
    const auto& shop = *of.shop;
    return text_or_nil(shop.settings.signature.empty() ? shop.page.name : shop.settings.signature);
}

constexpr Fact<ShopSubject> kShop[] = {
    {"name",
     "text",
     "Etsy's name of the shop.",
     "AcornSigns",
     [](const ShopSubject& of) { return text_or_nil(of.shop->page.name); }},
    {"url",
     "text",
     "The shop's page.",
     "https://www.etsy.com/shop/AcornSigns",
     [](const ShopSubject& of) { return text_or_nil(of.shop->page.url); }},
    {"currency",
     "text",
     "ISO 4217.",
     "EUR",
     [](const ShopSubject& of) {
         return text_or_nil(of.shop->page.currency.empty() ? of.shop->settings.currency
                                                           : of.shop->page.currency);
     }},
    {"language",
     "text",
     "In which its letters are written where none is asked for (option `language`).",
     "en",
     [](const ShopSubject& of) { return text_or_nil(of.shop->settings.language); }},
    {"signature",
     "text",
     "How its letters are signed (option `signature`); else its name.",
     "AcornSigns",
     signature},
};

constexpr const char* kNever = "This version keeps none: always nil, unless set.";
constexpr Fact<Nothing> kProof[] = {
    {"version", "integer", kNever, "", never<Nothing>},
    {"link", "text", kNever, "", never<Nothing>},
    {"sent_at", "moment", kNever, "", never<Nothing>},
    {"note", "text", kNever, "", never<Nothing>},
    {"decision", "text", kNever, "", never<Nothing>},
    {"decided_at", "moment", kNever, "", never<Nothing>},
};
constexpr Fact<Nothing> kThread[] = {
    {"url", "text", kNever, "", never<Nothing>},
    {"last_words", "text", kNever, "", never<Nothing>},
    {"last_at", "moment", kNever, "", never<Nothing>},
    {"waiting_since", "moment", kNever, "", never<Nothing>},
};

} // namespace

std::span<const Fact<OrderSubject>> buyer_rows() {
    return kBuyer;
}
std::span<const Fact<OrderSubject>> link_rows() {
    return kLinks;
}
std::span<const Fact<ShopSubject>> shop_rows() {
    return kShop;
}
std::span<const Fact<Nothing>> proof_rows() {
    return kProof;
}
std::span<const Fact<Nothing>> thread_rows() {
    return kThread;
}

Value buyer_of(const OrderSubject& subject) {
    return Value::lazy(std::make_shared<FactsOf<OrderSubject>>(
        buyer_rows(), subject.shared_from_this(), subject.used, path_for(subject.used, "buyer")));
}

} // namespace etsyorder::templates
