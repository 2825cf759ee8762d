// SPDX-License-Identifier: MIT
// Our plain values as Etsy's JSON, field by field after its Open API v3 document, with the habits
// of the real service: text HTML-escaped once, null and "" mixed, statuses title-cased, address
// keys absent altogether when the application may not see them.
#pragma once

#include "sandbox/json_writer.hpp"
#include "sandbox/model.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::sandbox {

enum class AddressAccess { absent, present };

// What every writer needs to know around the thing it writes.
struct WireContext {
    const ShopInfo& shop;
    const std::vector<Listing>& listings;
    AddressAccess addresses = AddressAccess::absent;
};

// Ids that follow from the place of a thing; one order has at most 100 items.
constexpr std::int64_t kFirstTransactionId = 4'000'000'000;
constexpr std::int64_t kFirstPaymentId = 7'000'000'000;
constexpr std::int64_t kItemsAnOrder = 100;
[[nodiscard]] std::int64_t transaction_id(std::size_t order, std::size_t item);
[[nodiscard]] std::int64_t payment_id(std::size_t order);
[[nodiscard]] std::int64_t image_id(const Listing& listing, std::int64_t rank);

// "Tom & 'Jo'" -> "Tom &amp; &#39;Jo&#39;"
[[nodiscard]] std::string wire_text(std::string_view text);

void write_money(JsonWriter& json, const ShopInfo& shop, std::int64_t minor);
// `index` is the order's place in the store.
void write_receipt(JsonWriter& json,
                   const WireContext& context,
                   const Order& order,
                   std::size_t index);
void write_transaction(JsonWriter& json,
                       const WireContext& context,
                       const Order& order,
                       std::size_t index,
                       std::size_t item);
void write_payment(JsonWriter& json,
                   const WireContext& context,
                   const Order& order,
                   std::size_t index);

struct Includes { // the "includes" parameter of the listing operations
    bool images = false;
    bool shop = false;
    bool user = false;
    bool translations = false;
    bool videos = false;
    bool personalization = false;
    bool buyer_price = false;
    bool associations = false; // the answer has association fields at all
};
void write_listing(JsonWriter& json,
                   const WireContext& context,
                   const Listing& listing,
                   const Includes& includes,
                   base::Instant now);
void write_image(JsonWriter& json, const Listing& listing, std::int64_t rank);
void write_questions(JsonWriter& json, const Listing& listing);
void write_user(JsonWriter& json, const ShopInfo& shop);

struct ShopCounts {
    std::int64_t sold = 0;
    std::int64_t reviews = 0;
    double review_average = 0;
};
void write_shop(JsonWriter& json,
                const WireContext& context,
                const ShopCounts& counts,
                base::Instant now);

} // namespace etsyorder::sandbox
