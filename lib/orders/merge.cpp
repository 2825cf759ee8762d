// SPDX-License-Identifier: MIT
#include "orders/merge.hpp"

#include "base/money.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace etsyorder::orders {
namespace {

template <class T>
void take(T& known, const std::optional<T>& said) {
    if (said) {
        known = *said;
    }
}

template <class T>
void take(std::optional<T>& known, const std::optional<T>& said) {
    if (said) {
        known = said;
    }
}

void merge_address(Address& known, const Address& said) {
    take(known.first_line, said.first_line);
    take(known.second_line, said.second_line);
    take(known.city, said.city);
    take(known.state, said.state);
    take(known.zip, said.zip);
    take(known.country, said.country);
    take(known.formatted, said.formatted);
}

void merge_amounts(Amounts& known, const Amounts& said) {
    if (!said.currency.empty()) {
        known.currency = said.currency;
    }
    take(known.total, said.total);
    take(known.subtotal, said.subtotal);
    take(known.shipping, said.shipping);
    take(known.tax, said.tax);
    take(known.vat, said.vat);
    take(known.discount, said.discount);
    take(known.gift_wrap, said.gift_wrap);
}

void merge_item(Item& item, const ReceivedItem& said) {
    take(item.title, said.title);
    take(item.sku, said.sku);
    take(item.quantity, said.quantity);
    take(item.price, said.price);
    take(item.is_digital, said.is_digital);
    take(item.listing_id, said.listing_id);
    take(item.listing_image_id, said.listing_image_id);
    take(item.product_id, said.product_id);
    take(item.ship_by, said.ship_by);
    take(item.shipped_at, said.shipped_at);
    take(item.shipping_upgrade, said.shipping_upgrade);
    take(item.answers, said.answers);
    item.removed_at.reset();
}

void merge_items(std::vector<Item>& items,
                 const std::vector<ReceivedItem>& said,
                 base::Instant now) {
    std::vector<Item> merged;
    merged.reserve(said.size());
    for (const auto& received : said) {
        const auto twice = std::ranges::find(merged, received.transaction, &Item::transaction);
        if (twice != merged.end()) { // an item said twice is one item
            merge_item(*twice, received);
            continue;
        }
        const auto known = std::ranges::find(items, received.transaction, &Item::transaction);
        Item item;
        if (known != items.end()) {
            item = *known;
        }
        item.transaction = received.transaction;
        merge_item(item, received);
        merged.push_back(std::move(item));
    }
    for (auto& item : items) {
        if (std::ranges::find(merged, item.transaction, &Item::transaction) == merged.end()) {
            if (!item.removed_at) {
                item.removed_at = now;
            }
            merged.push_back(std::move(item));
        }
    }
    items = std::move(merged);
}

// ---- differences ----

class Differences {
public:
    void text(std::string_view field, const std::string& before, const std::string& after) {
        if (before != after) {
            changes_.push_back({std::string(field), before, after});
        }
    }
    void text(std::string_view field,
              const std::optional<std::string>& before,
              const std::optional<std::string>& after) {
        if (before.value_or("") != after.value_or("")) {
            changes_.push_back({std::string(field), words(before), words(after)});
        }
    }
    // What somebody may write with an order: an empty one was not written.
    void message(std::string_view field, const std::string& before, const std::string& after) {
        text(field, or_none(before), or_none(after));
    }
    void flag(std::string_view field, bool before, bool after) {
        text(field, std::string(before ? "yes" : "no"), std::string(after ? "yes" : "no"));
    }
    void number(std::string_view field, std::int64_t before, std::int64_t after) {
        text(field, std::to_string(before), std::to_string(after));
    }
    void money(std::string_view field,
               const std::optional<base::Money>& before,
               const std::optional<base::Money>& after) {
        text(field, words(before), words(after));
    }
    [[nodiscard]] std::vector<Change> take() { return std::move(changes_); }

    // Nothing is not the same as not known.
    static constexpr const char* kNone = "none";
    static std::string or_none(std::string words) { return words.empty() ? kNone : words; }
    static std::string words(const std::optional<std::string>& text) {
        return text ? or_none(*text) : "";
    }
    static std::string words(const std::optional<base::Instant>& instant) {
        return instant ? base::format_instant(*instant) : kNone;
    }
    static std::string words(const std::optional<base::Money>& money) {
        return money ? base::format_decimal(*money) + " " + money->currency : "";
    }

private:
    std::vector<Change> changes_;
};

std::string shipments_in_words(const std::vector<Shipment>& shipments) {
    std::string words;
    for (const auto& shipment : shipments) {
        words += fmt::format(
            "{}{} {}", words.empty() ? "" : ", ", shipment.carrier, shipment.tracking_code);
    }
    return Differences::or_none(words);
}

std::string notices_in_words(const std::vector<Shipment>& shipments) {
    std::string words;
    for (const auto& shipment : shipments) {
        words += fmt::format("{}{}",
                             words.empty() ? "" : ", ",
                             shipment.notified_at ? base::format_instant(*shipment.notified_at)
                                                  : "not known");
    }
    return words;
}

// A shipment that is new or other says when the buyer was told with it; that moment is named by
// itself only where it is all that moved.
void compare_shipments(Differences& found, const Order& before, const Order& after) {
    const auto was = shipments_in_words(before.shipments);
    const auto is = shipments_in_words(after.shipments);
    found.text("shipments", was, is);
    if (was == is) {
        found.text("shipments.notified_at",
                   notices_in_words(before.shipments),
                   notices_in_words(after.shipments));
    }
}

std::string refunds_in_words(const std::vector<Refund>& refunds) {
    // Not the state of the payment behind it (PENDING, SUCCESS): that is no second refund.
    std::string words;
    for (const auto& refund : refunds) {
        words += fmt::format("{}{}", words.empty() ? "" : ", ", Differences::words(refund.amount));
    }
    return refunds.empty() ? Differences::kNone : words;
}

std::string answers_in_words(const std::vector<Answer>& answers) {
    std::string words;
    for (const auto& answer : answers) {
        words += fmt::format("{}{}: {}", words.empty() ? "" : "\n", answer.question, answer.text);
    }
    return Differences::or_none(words);
}

// An order whose items are known has a date, or none.
std::string ship_by_in_words(const Order& order) {
    return order.items.empty() ? "" : Differences::words(order.ship_by);
}

void compare_items(Differences& found, const Order& before, const Order& after) {
    for (const auto& item : after.items) {
        const auto label = fmt::format("item {} ", item.transaction.value());
        const auto known = std::ranges::find(before.items, item.transaction, &Item::transaction);
        if (known == before.items.end()) {
            found.text(label + "added", Differences::kNone, item.title);
            continue;
        }
        found.flag(label + "removed", known->removed_at.has_value(), item.removed_at.has_value());
        found.text(label + "title", known->title, item.title);
        found.message(label + "sku", known->sku, item.sku);
        found.number(label + "quantity", known->quantity, item.quantity);
        found.money(label + "price", known->price, item.price);
        found.text(label + "ship_by",
                   Differences::words(known->ship_by),
                   Differences::words(item.ship_by));
        found.text(
            label + "answers", answers_in_words(known->answers), answers_in_words(item.answers));
        // Not named: listing, picture and product, which Etsy numbers anew whenever the seller
        // edits the listing (open-api issue 101), and the moment of shipping, which the order
        // names.
        found.text(label + "shipping_upgrade", known->shipping_upgrade, item.shipping_upgrade);
    }
}

void compare_address(Differences& found, const Address& before, const Address& after) {
    found.text("address.first_line", before.first_line, after.first_line);
    found.text("address.second_line", before.second_line, after.second_line);
    found.text("address.city", before.city, after.city);
    found.text("address.state", before.state, after.state);
    found.text("address.zip", before.zip, after.zip);
    found.text("address.country", before.country, after.country);
    // Etsy makes this text of the buyer's name and the parts above: where it gives those, naming it
    // too would say everything twice, and any new layout of Etsy's would be news of every order.
    if (!before.first_line && !before.city && !after.first_line && !after.city) {
        found.text("address.formatted", before.formatted, after.formatted);
    }
}

void compare_amounts(Differences& found, const Amounts& before, const Amounts& after) {
    using Amount = std::optional<std::int64_t> Amounts::*;
    constexpr std::pair<const char*, Amount> kAmounts[] = {{"total", &Amounts::total},
                                                           {"subtotal", &Amounts::subtotal},
                                                           {"shipping", &Amounts::shipping},
                                                           {"tax", &Amounts::tax},
                                                           {"vat", &Amounts::vat},
                                                           {"discount", &Amounts::discount},
                                                           {"gift_wrap", &Amounts::gift_wrap}};
    const auto money = [](const Amounts& amounts, Amount amount) {
        const auto& minor = amounts.*amount;
        return minor ? std::optional(base::Money{*minor, amounts.currency}) : std::nullopt;
    };
    for (const auto& [field, amount] : kAmounts) {
        found.money(field, money(before, amount), money(after, amount));
    }
}

} // namespace

void derive(Order& order) {
    order.ship_by.reset();
    order.is_personalised = false;
    for (const auto& item : order.items) {
        if (item.removed_at) {
            continue;
        }
        // Etsy gives digital items the moment of purchase: they never make an order late.
        if (item.ship_by && !item.is_digital &&
            (!order.ship_by || *item.ship_by < *order.ship_by)) {
            order.ship_by = item.ship_by;
        }
        for (const auto& answer : item.answers) {
            if (answer.kind == AnswerKind::personalisation || answer.kind == AnswerKind::file) {
                order.is_personalised = order.is_personalised || !answer.text.empty();
            }
        }
    }
    order.is_open = is_open(order.status, order.is_shipped);
}

void merge(Order& order, const ReceivedOrder& received, base::Instant now) {
    take(order.buyer_name, received.buyer_name);
    take(order.ordered_by.name, received.ordered_by);
    take(order.ordered_by.username, received.buyer_username);
    take(order.buyer_email, received.buyer_email);
    take(order.status, received.status);
    take(order.is_paid, received.is_paid);
    take(order.is_shipped, received.is_shipped);
    take(order.is_gift, received.is_gift);
    take(order.placed_at, received.placed_at);
    take(order.updated_at, received.updated_at);
    merge_address(order.address, received.address);
    take(order.payment_method, received.payment_method);
    take(order.message_from_buyer, received.message_from_buyer);
    take(order.message_from_seller, received.message_from_seller);
    take(order.message_from_payment, received.message_from_payment);
    take(order.gift_message, received.gift_message);
    take(order.gift_sender, received.gift_sender);
    merge_amounts(order.amounts, received.amounts);
    if (received.items) {
        merge_items(order.items, *received.items, now);
    }
    order.gone_at.reset(); // who says something of it knows it
    take(order.shipments, received.shipments);
    take(order.refunds, received.refunds);
    derive(order);
}

std::vector<Change> differences(const Order& before, const Order& after) {
    Differences found;
    found.flag("known_to_etsy", !before.gone_at, !after.gone_at);
    found.text("status", before.status, after.status);
    found.flag("paid", before.is_paid, after.is_paid);
    found.flag("shipped", before.is_shipped, after.is_shipped);
    found.text("ship_by", ship_by_in_words(before), ship_by_in_words(after));
    compare_shipments(found, before, after);
    found.text("refunds", refunds_in_words(before.refunds), refunds_in_words(after.refunds));
    found.text("buyer", before.buyer_name, after.buyer_name);
    found.text("buyer_email", before.buyer_email, after.buyer_email);
    found.flag("gift", before.is_gift, after.is_gift);
    found.message("gift_message", before.gift_message, after.gift_message);
    found.message("gift_sender", before.gift_sender, after.gift_sender);
    found.message("message_from_buyer", before.message_from_buyer, after.message_from_buyer);
    found.message("message_from_seller", before.message_from_seller, after.message_from_seller);
    found.message("message_from_payment", before.message_from_payment, after.message_from_payment);
    found.text("payment_method", before.payment_method, after.payment_method);
    compare_address(found, before.address, after.address);
    compare_amounts(found, before.amounts, after.amounts);
    compare_items(found, before, after);
    return found.take();
}

} // namespace etsyorder::orders
