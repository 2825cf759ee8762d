// SPDX-License-Identifier: MIT
#include "sandbox/order_reader.hpp"

#include "sandbox/shop_file.hpp"
#include "sandbox/wire.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace etsyorder::sandbox {

namespace {

std::int64_t stable_number(std::string_view text, std::int64_t low, std::int64_t range) {
    std::uint64_t hash = 0xCBF29CE484222325U; // FNV-1a
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    }
    return low + static_cast<std::int64_t>(hash % static_cast<std::uint64_t>(range));
}

void read_options(const Node& node, const Listing& listing, Item& item) {
    const auto options = node.find("options");
    if (!options) {
        return;
    }
    for (const auto& [name, value] : options->members()) {
        const auto found = std::ranges::find(listing.options, name, &Option::name);
        if (found == listing.options.end()) {
            throw value.wrong(
                fmt::format("listing \"{}\" has no option of this name", listing.key));
        }
        const auto text = value.text();
        item.answers.push_back({found->property_id,
                                stable_number(text, 1'000'000'000, 9'000'000'000),
                                name,
                                text,
                                std::nullopt});
    }
}

void add_answers(const Node& value, const Question& question, Item& item) {
    const auto add = [&](const std::string& text) {
        const auto option = std::ranges::find(
            question.options, text, &std::pair<std::int64_t, std::string>::second);
        const auto value_id =
            option == question.options.end() ? std::nullopt : std::optional(option->first);
        item.answers.push_back(
            {kPersonalizationProperty, value_id, question.text, text, question.id});
    };
    if (!value.is_list()) {
        add(value.text());
        return;
    }
    for (const auto& one : value.items()) { // several uploaded files: an entry each
        add(one.text());
    }
}

void read_answers(const Node& node, const Listing& listing, Item& item) {
    if (listing.personalization == Listing::Personalization::classic) {
        item.answers.push_back({kPersonalizationProperty,
                                std::nullopt,
                                "Personalization",
                                node.text_or("personalization", "Not requested on this item."),
                                std::nullopt});
    }
    const auto answers = node.find("answers");
    if (!answers) {
        return;
    }
    for (const auto& [name, value] : answers->members()) {
        const auto found = std::ranges::find(listing.questions, name, &Question::text);
        if (found == listing.questions.end() || found->id == 0) {
            throw value.wrong(
                fmt::format("listing \"{}\" asks no question of this text", listing.key));
        }
    }
    for (const auto& question : listing.questions) { // in the seller's order, not the file's
        if (const auto value = answers->find(question.text)) {
            add_answers(*value, question, item);
        }
    }
}

Item read_item(const Node& node,
               const std::vector<Listing>& listings,
               const Order& order,
               std::int64_t divisor,
               std::optional<base::Instant> ship_by) {
    node.only({"listing",
               "quantity",
               "price",
               "shipping",
               "ship_in",
               "upgrade",
               "options",
               "answers",
               "personalization"});
    const auto wanted = node.need("listing").text();
    const auto found = std::ranges::find_if(listings, [&](const Listing& listing) {
        return listing.key == wanted || std::to_string(listing.id) == wanted;
    });
    if (found == listings.end()) {
        throw node.wrong(fmt::format("there is no listing \"{}\"", wanted));
    }
    Item item;
    item.listing = static_cast<std::size_t>(found - listings.begin());
    item.quantity = node.maybe_number("quantity", 1, kMostOfAnItem).value_or(1);
    const auto price = node.find("price");
    const auto shipping = node.find("shipping");
    item.price_minor = price ? price->minor(divisor) : found->price_minor;
    item.shipping_minor = shipping ? shipping->minor(divisor) : 0;
    item.shipping_upgrade = node.maybe_text("upgrade");
    if (found->digital) {
        item.ship_by = order.created; // the real service says so for downloads
    } else {
        item.ship_by = ship_by.value_or(order.created + std::chrono::days(found->max_days));
    }
    read_options(node, *found, item);
    read_answers(node, *found, item);
    return item;
}

void read_address(const Node& node, Order& order) {
    const auto country = node.text_or("country", "US");
    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (country.size() != 2 || !std::ranges::all_of(country, capital)) {
        throw node.need("country").wrong(
            fmt::format("\"{}\" is not two capital letters such as US or DE", country));
    }
    order.address = {
        "12 Sandbox Street", std::nullopt, "Springfield", std::nullopt, "12345", country};
    if (country == "US") {
        order.address.state = "OR";
    }
    if (const auto address = node.find("address")) {
        address->only({"first_line", "second_line", "city", "state", "zip"});
        order.address.first_line = address->text_or("first_line", order.address.first_line);
        order.address.second_line = address->maybe_text("second_line");
        order.address.city = address->text_or("city", order.address.city);
        order.address.state = address->maybe_text("state");
        order.address.zip = address->text_or("zip", order.address.zip);
    }
}

void read_progress(
    const Node& node, Order& order, std::size_t index, std::int64_t divisor, base::Instant now) {
    if (const auto shipped = node.find("shipped")) {
        shipped->only({"ago", "carrier", "code"});
        order.shipped = true;
        order.shipments.push_back({1'200'000'000 + static_cast<std::int64_t>(index),
                                   now - shipped->maybe_span("ago").value_or(std::chrono::days(1)),
                                   shipped->text_or("carrier", "usps"),
                                   shipped->text_or("code", "")});
        order.updated = std::max(order.updated, order.shipments.back().notified);
    }
    order.delivered = node.flag_or("delivered", false);
    order.canceled = node.flag_or("canceled", false);
    order.paid = node.flag_or("paid", true);
    if (const auto refund = node.find("refund")) {
        refund->only({"amount", "reason", "note", "ago"});
        const auto amount = refund->find("amount");
        Refund out{amount ? amount->minor(divisor) : order.total_minor(),
                   now - refund->maybe_span("ago").value_or(std::chrono::hours(1)),
                   refund->maybe_text("reason"),
                   refund->maybe_text("note")};
        if (out.amount_minor > order.total_minor()) {
            throw refund->wrong("amount is more than the order costs");
        }
        order.updated = std::max(order.updated, out.created);
        order.refunds.push_back(out);
    }
}

} // namespace

Order read_order_node(const Node& node,
                      const std::vector<Listing>& listings,
                      std::size_t index,
                      base::Instant now,
                      std::int64_t divisor) {
    node.only({"receipt_id",
               "buyer",
               "buyer_id",
               "country",
               "address",
               "ordered_ago",
               "ship_in",
               "items",
               "message",
               "note",
               "gift",
               "tax",
               "discount",
               "shipped",
               "delivered",
               "canceled",
               "paid",
               "refund"});
    Order order;
    constexpr std::int64_t kMostId = 999'999'999'999;
    order.receipt_id = node.maybe_number("receipt_id", 1, kMostId)
                           .value_or(kFirstReceiptId + static_cast<std::int64_t>(index) * 137 + 11);
    order.buyer = node.text_or("buyer", "Sam Sandbox");
    order.buyer_id = node.maybe_number("buyer_id", 1, kMostId)
                         .value_or(stable_number(order.buyer, 200'000'000, 700'000'000));
    order.created = now - node.maybe_span("ordered_ago").value_or(std::chrono::seconds(0));
    order.updated = std::min(order.created + std::chrono::seconds(6), std::max(now, order.created));
    read_address(node, order);
    order.message_from_buyer = node.maybe_text("message");
    order.message_from_seller = node.maybe_text("note");
    if (const auto gift = node.find("gift")) {
        gift->only({"message", "from"});
        order.gift_message = gift->text_or("message", "");
        order.gift_sender = gift->text_or("from", "");
    }
    const auto tax = node.find("tax");
    const auto discount = node.find("discount");
    order.tax_minor = tax ? tax->minor(divisor) : 0;
    order.discount_minor = discount ? discount->minor(divisor) : 0;
    const auto ship_in = node.maybe_span("ship_in");
    for (const auto& item : node.need("items").items()) {
        const auto own = item.is_map() ? item.maybe_span("ship_in") : std::nullopt;
        const auto span = own ? own : ship_in;
        order.items.push_back(read_item(
            item, listings, order, divisor, span ? std::optional(now + *span) : std::nullopt));
    }
    if (order.items.empty() || order.items.size() > static_cast<std::size_t>(kItemsAnOrder)) {
        throw node.wrong(fmt::format("an order has 1 to {} items", kItemsAnOrder));
    }
    if (order.total_minor() < 0) {
        throw node.wrong("discount is more than the order costs");
    }
    read_progress(node, order, index, divisor, now);
    return order;
}

Order read_order(const nlohmann::json& node,
                 const std::string& place,
                 const ShopInfo& shop,
                 const std::vector<Listing>& listings,
                 std::size_t index,
                 base::Instant now) {
    return read_order_node(Node(node, place), listings, index, now, shop.divisor);
}

} // namespace etsyorder::sandbox
