// SPDX-License-Identifier: MIT
#include "templates/placeholders.hpp"

#include "templates/search_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace etsyorder::templates {
namespace {

using Kind = Placeholder::Kind;

// One word for all that mean it; several words where one stands for them.
constexpr std::pair<std::string_view, std::string_view> kSame[] = {
    {"customer", "buyer"},
    {"customers", "buyer"},
    {"client", "buyer"},
    {"clients", "buyer"},
    {"contact", "buyer"},
    {"requester", "buyer"},
    {"shopper", "buyer"},
    {"buyers", "buyer"},
    {"kunde", "buyer"},
    {"kunden", "buyer"},
    {"kundin", "buyer"},
    {"kaufer", "buyer"},
    {"kaeufer", "buyer"},
    {"kaufers", "buyer"},
    {"kauferin", "buyer"},
    {"besteller", "buyer"},
    {"agent", "seller"},
    {"sellers", "seller"},
    {"operator", "seller"},
    {"owner", "seller"},
    {"merchant", "seller"},
    {"user", "seller"},
    {"sender", "seller"},
    {"verkaufer", "seller"},
    {"verkaeufer", "seller"},
    {"absender", "seller"},
    {"purchase", "order"},
    {"bestellung", "order"},
    {"auftrag", "order"},
    {"receipt", "order"},
    {"store", "shop"},
    {"business", "shop"},
    {"company", "shop"},
    {"mailbox", "shop"},
    {"laden", "shop"},
    {"firma", "shop"},
    {"product", "item"},
    {"listing", "item"},
    {"artikel", "item"},
    {"produkt", "item"},
    {"products", "items"},
    {"listings", "items"},
    {"produkte", "items"},
    {"no", "number"},
    {"nr", "number"},
    {"num", "number"},
    {"id", "number"},
    {"nummer", "number"},
    {"code", "number"},
    {"url", "link"},
    {"title", "name"},
    {"titel", "name"},
    {"bezeichnung", "name"},
    {"firstname", "first name"},
    {"fname", "first name"},
    {"given", "first"},
    {"forename", "first name"},
    {"vorname", "first name"},
    {"vornamen", "first name"},
    {"fullname", "full name"},
    {"kundenname", "buyer name"},
    {"kaufername", "buyer name"},
    {"customername", "buyer name"},
    {"buyername", "buyer name"},
    {"ordernumber", "order number"},
    {"orderid", "order number"},
    {"orderno", "order number"},
    {"bestellnummer", "order number"},
    {"bestellnr", "order number"},
    {"auftragsnummer", "order number"},
    {"receiptid", "order number"},
    {"itemname", "item name"},
    {"productname", "item name"},
    {"itemtitle", "item name"},
    {"producttitle", "item name"},
    {"artikelname", "item name"},
    {"produktname", "item name"},
    {"artikelbezeichnung", "item name"},
    {"shopname", "shop name"},
    {"storename", "shop name"},
    {"ladenname", "shop name"},
    {"firmenname", "shop name"},
    {"trackingnumber", "tracking number"},
    {"trackingcode", "tracking number"},
    {"trackingnummer", "tracking number"},
    {"sendungsnummer", "tracking number"},
    {"paketnummer", "tracking number"},
    {"trackinglink", "tracking link"},
    {"trackingurl", "tracking link"},
    {"sendungslink", "tracking link"},
    {"sendungsverfolgung", "tracking link"},
    {"courier", "carrier"},
    {"versanddienstleister", "carrier"},
    {"versandunternehmen", "carrier"},
    {"paketdienst", "carrier"},
    {"versender", "carrier"},
    {"shipdate", "ship date"},
    {"shippingdate", "ship date"},
    {"versanddatum", "ship date"},
    {"versandtermin", "ship date"},
    {"versandtag", "ship date"},
    {"orderdate", "order date"},
    {"bestelldatum", "order date"},
    {"ordertotal", "order total"},
    {"gesamtbetrag", "total"},
    {"gesamtsumme", "total"},
    {"gesamtpreis", "total"},
    {"summe", "total"},
    {"versandkosten", "shipping cost"},
    {"zwischensumme", "subtotal"},
    {"heute", "today"},
    {"signatur", "signature"},
    {"unterschrift", "signature"},
    {"menge", "quantity"},
    {"anzahl", "quantity"},
    {"qty", "quantity"},
    {"gravur", "personalization"},
    {"wunschtext", "personalization"},
    {"personalisation", "personalization"},
    {"personalisierung", "personalization"},
    {"lieferadresse", "shipping address"},
    {"versandadresse", "shipping address"},
    {"adresse", "address"},
    {"anschrift", "address"},
    {"stadt", "city"},
    {"land", "country"},
    {"geschenknachricht", "gift message"},
    {"mein", "my"},
    {"dein", "your"},
    {"ihr", "your"},
};

// Say nothing of what is meant.
constexpr std::string_view kIdle[] = {"the",         "a",
                                      "an",          "der",
                                      "die",         "das",
                                      "des",         "your",
                                      "my",          "our",
                                      "ihre",        "ihrer",
                                      "deine",       "deiner",
                                      "insert",      "enter",
                                      "here",        "hier",
                                      "bitte",       "please",
                                      "ticket",      "conversation",
                                      "shopify",     "etsy",
                                      "woocommerce", "integrations",
                                      "data",        "current",
                                      "0",           "1"};

constexpr Placeholder kTable[] = {
    {"first name", "buyer.first_name", Kind::name},
    {"buyer first name", "buyer.first_name", Kind::name},
    {"name first", "buyer.first_name", Kind::name},
    {"buyer name first", "buyer.first_name", Kind::name},
    {"name", "buyer.name", Kind::name},
    {"buyer", "buyer.name", Kind::name},
    {"full name", "buyer.name", Kind::name},
    {"buyer name", "buyer.name", Kind::name},
    {"buyer full name", "buyer.name", Kind::name},
    {"order buyer name", "buyer.name", Kind::name},
    {"order buyer first name", "buyer.first_name", Kind::name},
    {"buyer email", "buyer.email", Kind::plain},
    {"buyer username", "buyer.username", Kind::plain},
    {"order", "order.name", Kind::plain},
    {"order number", "order.name", Kind::plain},
    {"order name", "order.name", Kind::plain},
    {"order order number", "order.name", Kind::plain},
    {"number order", "order.name", Kind::plain},
    {"buyer order number", "order.name", Kind::plain},
    {"order date", "order.placed_at", Kind::date},
    {"date order", "order.placed_at", Kind::date},
    {"total", "order.total", Kind::money},
    {"order total", "order.total", Kind::money},
    {"order total price", "order.total", Kind::money},
    {"total price", "order.total", Kind::money},
    {"grand total", "order.total", Kind::money},
    {"subtotal", "order.subtotal", Kind::money},
    {"order subtotal", "order.subtotal", Kind::money},
    {"shipping cost", "order.shipping", Kind::money},
    {"shipping price", "order.shipping", Kind::money},
    {"item", "item.title", Kind::plain},
    {"item name", "item.title", Kind::plain},
    {"order item", "item.title", Kind::plain},
    {"order item name", "item.title", Kind::plain},
    {"items", "items", Kind::list},
    {"order items", "items", Kind::list},
    {"item list", "items", Kind::list},
    {"quantity", "item.quantity", Kind::plain},
    {"item quantity", "item.quantity", Kind::plain},
    {"sku", "item.sku", Kind::plain},
    {"item sku", "item.sku", Kind::plain},
    {"personalization", "item.personalisation", Kind::plain},
    {"item personalization", "item.personalisation", Kind::plain},
    {"buyer personalization", "item.personalisation", Kind::plain},
    {"shop", "shop.name", Kind::plain},
    {"shop name", "shop.name", Kind::plain},
    {"shop link", "links.shop", Kind::plain},
    {"tracking", "order.tracking.code", Kind::plain},
    {"tracking number", "order.tracking.code", Kind::plain},
    {"order tracking number", "order.tracking.code", Kind::plain},
    {"shipment tracking number", "order.tracking.code", Kind::plain},
    {"tracking link", "links.tracking", Kind::plain},
    {"order tracking link", "links.tracking", Kind::plain},
    {"shipment tracking link", "links.tracking", Kind::plain},
    {"carrier", "order.tracking.carrier", Kind::plain},
    {"shipping carrier", "order.tracking.carrier", Kind::plain},
    {"tracking carrier", "order.tracking.carrier", Kind::plain},
    {"shipping shop", "order.tracking.carrier", Kind::plain}, // "shipping company"
    {"ship date", "order.ship_by", Kind::date},
    {"shipping date", "order.ship_by", Kind::date},
    {"ship by", "order.ship_by", Kind::date},
    {"ship by date", "order.ship_by", Kind::date},
    {"dispatch date", "order.ship_by", Kind::date},
    {"estimated ship date", "order.ship_by", Kind::date},
    {"order ship date", "order.ship_by", Kind::date},
    {"shipped date", "order.shipped_at", Kind::date},
    {"date shipped", "order.shipped_at", Kind::date},
    {"today", "now", Kind::date},
    {"todays date", "now", Kind::date},
    {"today date", "now", Kind::date},
    {"current date", "now", Kind::date},
    {"shipping address", "order.address.formatted", Kind::plain},
    {"buyer address", "order.address.formatted", Kind::plain},
    {"order shipping address", "order.address.formatted", Kind::plain},
    {"city", "order.address.city", Kind::plain},
    {"country", "order.country", Kind::plain},
    {"gift message", "order.gift_message", Kind::plain},
    {"my name", "shop.signature", Kind::plain},
    {"my first name", "shop.signature", Kind::plain},
    {"your name", "shop.signature", Kind::plain},
    {"seller", "shop.signature", Kind::plain},
    {"seller name", "shop.signature", Kind::plain},
    {"seller first name", "shop.signature", Kind::plain},
    {"seller full name", "shop.signature", Kind::plain},
    {"shop seller", "shop.signature", Kind::plain},
    {"signature", "shop.signature", Kind::plain},
    {"seller signature", "shop.signature", Kind::plain},
};

std::string joined(const std::vector<std::string>& words, bool with_idle) {
    std::string text;
    for (const auto& word : words) {
        if (with_idle || std::ranges::find(kIdle, word) == std::end(kIdle)) {
            text += text.empty() ? word : " " + word;
        }
    }
    return text;
}

const Placeholder* found(std::string_view words) {
    const auto* const row = std::ranges::find(kTable, words, &Placeholder::words);
    return row == std::end(kTable) ? nullptr : row;
}

} // namespace

std::span<const Placeholder> placeholders() {
    return kTable;
}

std::vector<std::string> placeholder_words(std::string_view written) {
    std::string apart; // "firstName" is two words
    for (std::size_t i = 0; i < written.size(); ++i) {
        const bool capital = written[i] >= 'A' && written[i] <= 'Z';
        if (capital && i > 0 && written[i - 1] >= 'a' && written[i - 1] <= 'z') {
            apart += ' ';
        }
        apart += written[i];
    }
    return search_words(apart);
}

const Placeholder* meaning_of(std::string_view written) {
    auto words = placeholder_words(written);
    for (auto& word : words) {
        const auto* const same =
            std::ranges::find(kSame, word, [](const auto& row) { return row.first; });
        if (same != std::end(kSame)) {
            word = same->second;
        }
    }
    const auto* const exactly = found(joined(words, true));
    return exactly != nullptr ? exactly : found(joined(words, false));
}

} // namespace etsyorder::templates
