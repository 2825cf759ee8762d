// SPDX-License-Identifier: MIT
// What the sandbox's shop consists of, in Etsy's own terms: listings with their personalisation
// questions, and orders ("receipts") of items ("transactions"). Plain values; text is as a person
// typed it, and is HTML-escaped only when written to the wire. Money is minor units of the shop's
// currency.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace etsyorder::sandbox {

constexpr std::int64_t kPersonalizationProperty = 54;

struct Question { // one personalisation question in the shape of 2026
    std::int64_t id = 0;
    std::string text;
    std::optional<std::string> instructions;
    std::string type = "text_input"; // text_input, dropdown, unlabeled_upload, labeled_upload
    bool required = false;
    std::optional<std::int64_t> max_characters;
    std::optional<std::int64_t> max_files;
    std::vector<std::pair<std::int64_t, std::string>> options; // dropdown and labeled_upload
};

struct Option { // a choice that is no personalisation: colour, size
    std::int64_t property_id = 0;
    std::string name;
    std::vector<std::string> values;
};

struct Listing {
    enum class Personalization { none, classic, questions };

    std::int64_t id = 0;
    std::string key; // the short name that orders in a shop file use
    std::string title;
    std::string description;
    std::vector<std::string> tags;
    std::vector<std::string> materials;
    std::string sku;
    std::string state = "active";
    std::int64_t price_minor = 0;
    bool digital = false;
    Personalization personalization = Personalization::none;
    std::vector<Question> questions; // classic: one without text, only its instructions
    std::vector<Option> options;
    std::int64_t images = 1;
    std::int64_t min_days = 3; // processing time
    std::int64_t max_days = 5;
    std::int64_t favorers = 0;
    base::Instant created;
};

struct Answer { // one of a transaction's "variations"
    std::int64_t property_id = 0;
    std::optional<std::int64_t> value_id;
    std::string name;
    std::string value;
    std::optional<std::int64_t> question_id;
};

constexpr std::int64_t kMostOfAnItem = 999; // what one line of an order may ask for

struct Item {
    std::size_t listing = 0; // index into ShopSeed::listings
    std::int64_t quantity = 1;
    std::int64_t price_minor = 0;
    std::int64_t shipping_minor = 0;
    std::optional<base::Instant> ship_by;
    std::optional<std::string> shipping_upgrade;
    std::vector<Answer> answers;
};

struct Address {
    std::string first_line;
    std::optional<std::string> second_line;
    std::string city;
    std::optional<std::string> state;
    std::string zip;
    std::string country; // ISO 3166-1, two letters
};

struct Shipment {
    std::int64_t id = 0;
    base::Instant notified;
    std::string carrier;
    std::string code;
};

struct Refund {
    std::int64_t amount_minor = 0;
    base::Instant created;
    std::optional<std::string> reason;
    std::optional<std::string> note;
};

struct Order {
    std::int64_t receipt_id = 0;
    std::int64_t buyer_id = 0;
    std::string buyer;
    Address address;
    base::Instant created;
    base::Instant updated;
    bool paid = true;
    bool shipped = false;
    bool delivered = false;
    bool canceled = false;
    std::optional<std::string> message_from_buyer;
    std::optional<std::string> message_from_seller;
    std::optional<std::string> gift_message; // set: the order is a gift
    std::string gift_sender;
    std::int64_t tax_minor = 0;
    std::int64_t discount_minor = 0;
    std::vector<Item> items;
    std::vector<Shipment> shipments;
    std::vector<Refund> refunds;

    [[nodiscard]] std::int64_t subtotal_minor() const;
    [[nodiscard]] std::int64_t shipping_minor() const;
    [[nodiscard]] std::int64_t total_minor() const; // what the buyer paid
    [[nodiscard]] std::int64_t refunded_minor() const;
    // "Paid", "Completed", "Canceled", "Fully Refunded", "Partially Refunded", "Payment
    // Processing": title-cased as the real service sends it, although its specification has lower
    // case.
    [[nodiscard]] std::string status() const;
};

struct Review {
    std::size_t order = 0; // index of the order; its first item is reviewed
    std::size_t listing = 0;
    std::int64_t rating = 5;
    std::string text;
    std::string language = "en";
    bool with_picture = false;
    base::Instant created;
};

struct ShopInfo {
    std::int64_t shop_id = 98765432;
    std::int64_t user_id = 12345678;
    std::string name = "PineAndPenSandbox";
    std::string title = "Engraved signs, name jewellery and portraits, made to order";
    std::string login = "pineandpen";
    std::string email = "seller@sandbox.example";
    std::string first_name = "Robin";
    std::string last_name = "Sandbox";
    std::string currency = "USD";
    std::int64_t divisor = 100;
    std::string country = "US";
};

} // namespace etsyorder::sandbox
