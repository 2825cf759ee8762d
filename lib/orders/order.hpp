// SPDX-License-Identifier: MIT
// Order, item, answer: what a buyer bought and asked for. Etsy calls them receipt, transaction and
// personalisation; an order keeps Etsy's numbers beside ours.
#pragma once

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/money.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace etsyorder::orders {

using ShopId = base::Id<struct ShopTag>;       // Etsy's; negative: ours, of a shop never signed in
using OrderId = base::Id<struct OrderTag>;     // ours
using ReceiptId = base::Id<struct ReceiptTag>; // Etsy's; the number a seller knows and types
using ItemId = base::Id<struct ItemTag>;       // ours
using TransactionId = base::Id<struct TransactionTag>; // Etsy's
using BuyerId = base::Id<struct BuyerTag>;             // ours

// Stored by number: new ones go to the end.
enum class AnswerKind {
    personalisation, // words the buyer typed or chose
    file,            // uploads; the text is their address, or several with blanks or commas between
    not_asked,       // Etsy's sentinel "Not requested on this item."
    option,          // a variation of the listing, such as a colour
};
[[nodiscard]] std::string_view to_string(AnswerKind kind);

// One line a buyer filled in or chose. `text` is decoded once from Etsy's HTML escapes; `verbatim`
// is what came, where that differs.
struct Answer {
    AnswerKind kind = AnswerKind::option;
    std::string question;
    std::string text;
    std::optional<std::string> verbatim;
    std::optional<std::int64_t> property_id;
    std::optional<std::int64_t> question_id; // empty: the shape before 2026

    friend bool operator==(const Answer&, const Answer&) = default;
};

struct Item {
    ItemId id{0};
    TransactionId transaction{0};
    std::string title;
    std::string sku;
    std::int64_t quantity = 1;
    std::optional<base::Money> price; // of one piece
    bool is_digital = false;
    std::optional<std::int64_t> listing_id;
    std::optional<std::int64_t> listing_image_id;
    std::optional<std::int64_t> product_id;
    std::optional<base::Instant> ship_by; // the last value seen: Etsy clears it once shipped
    std::optional<base::Instant> shipped_at;
    std::string shipping_upgrade;
    std::optional<base::Instant> removed_at; // set: the source no longer names this item
    std::vector<Answer> answers;             // in the buyer's order

    friend bool operator==(const Item&, const Item&) = default;
};

struct Shipment {
    std::optional<std::int64_t> receipt_shipping_id;
    std::string carrier;
    std::string tracking_code;
    std::optional<base::Instant> notified_at; // Etsy rounds it and may name a future day

    friend bool operator==(const Shipment&, const Shipment&) = default;
};

struct Refund {
    std::optional<base::Money> amount;
    std::string reason;
    std::string note;
    std::string status;
    std::optional<base::Instant> refunded_at;

    friend bool operator==(const Refund&, const Refund&) = default;
};

// All of it absent is common: Etsy withholds addresses from most keys.
struct Address {
    std::optional<std::string> first_line;
    std::optional<std::string> second_line;
    std::optional<std::string> city;
    std::optional<std::string> state;
    std::optional<std::string> zip;
    std::optional<std::string> country; // ISO 3166-1 alpha-2
    std::optional<std::string> formatted;

    friend bool operator==(const Address&, const Address&) = default;
};

// All in the order's currency; an amount Etsy did not name, or named in a way that is no whole
// number of minor units, is empty.
struct Amounts {
    std::string currency;
    std::optional<std::int64_t> total, subtotal, shipping, tax, vat, discount,
        gift_wrap; // minor units

    friend bool operator==(const Amounts&, const Amounts&) = default;
};

// Who ordered, as files name them: the one it goes to may be another. The API names only that one.
struct OrderedBy {
    std::string name;     // empty: not said
    std::string username; // at Etsy, in lower case; empty: none, or not said

    friend bool operator==(const OrderedBy&, const OrderedBy&) = default;
};

struct Order {
    ShopId shop{0};
    OrderId id{0};
    ReceiptId receipt{0};
    std::optional<BuyerId> buyer;
    std::string buyer_name; // as written on this order; may be empty
    OrderedBy ordered_by;
    std::optional<std::string> buyer_email; // mostly withheld by Etsy
    std::string status;   // Etsy's word in lower case; new words are kept as they come
    bool is_open = false; // still to be made and shipped
    bool is_paid = false;
    bool is_shipped = false;
    bool is_gift = false;
    bool is_personalised = false;
    base::Instant placed_at{};
    base::Instant updated_at{};
    std::optional<base::Instant>
        ship_by; // the earliest of its items that are shipped; empty: all digital
    Address address;
    std::string payment_method;
    std::string message_from_buyer;
    std::string message_from_seller;
    std::string message_from_payment;
    std::string gift_message;
    std::string gift_sender;
    Amounts amounts;
    std::vector<Item> items;
    std::vector<Shipment> shipments;
    std::vector<Refund> refunds;
    std::vector<std::string> tags; // sorted
    base::Instant fetched_at{};    // when this content was learned
    // Set: Etsy has said since then that it does not know this order. What became of it is not
    // known; all else here is what Etsy said last. Such an order is not open.
    std::optional<base::Instant> gone_at;
    // Set: the person was forgotten then; only what the accounts need is here.
    std::optional<base::Instant> forgotten_at;

    friend bool operator==(const Order&, const Order&) = default;
};

// Etsy's word for what is shipped. An order of this status is never open: lists rely on it.
constexpr std::string_view kCompleted = "completed";

// Open: paid or about to be, neither shipped nor canceled nor wholly refunded.
[[nodiscard]] bool is_open(std::string_view status, bool is_shipped);

} // namespace etsyorder::orders
