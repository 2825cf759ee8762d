// SPDX-License-Identifier: MIT
// A whole order as JSON; the fields are a contract (docs/json-output.md).
#pragma once

#include "events/event.hpp"
#include "frame/value.hpp"
#include "orders/file_listing_repository.hpp"
#include "orders/note_repository.hpp"
#include "orders/order.hpp"
#include "orders/order_making.hpp"
#include "orders/parcel.hpp"

#include <optional>
#include <vector>

namespace etsyorder {

// What belongs to an order's page beside the order itself.
struct OrderSurroundings {
    std::vector<events::Event> events;        // oldest first
    std::vector<orders::Note> notes;          // by number
    std::vector<orders::Parcel> parcels;      // told to Etsy from here, or by hand
    std::vector<orders::OrderReview> reviews; // Etsy's first
    // Of each item, in their order: what a listings file says of it.
    std::vector<std::optional<orders::StoredFileListing>> listings;
    std::string name;                         // of another shop; empty: the number says it
    std::optional<base::Instant> synced_at;   // of its shop; empty: never to the end
    std::optional<base::Instant> imported_at; // set: only files told of it, the last of them then
    std::optional<int> days_left;             // open orders with a ship-by day; negative: late
    bool stale = false;                       // synced longer ago than Etsy allows shown data to be
    std::string shop_name;                    // empty: not known yet
    bool has_etsy_page = true;                // else it is another shop's
    std::vector<std::string> lint_codes;      // of an open order, where they were asked for
    std::optional<OrderMaking> making;        // empty: it was not asked for, and is no field
};

[[nodiscard]] frame::Value order_value(const orders::Order& order, const OrderSurroundings& around);

// What people call it: the name that another shop gave it, else its number.
[[nodiscard]] std::string order_word(const orders::Order& order, const OrderSurroundings& around);

// The carrier's page about a parcel, by Etsy's word for the carrier; empty: none is known.
[[nodiscard]] std::string parcel_url(const std::string& carrier, const std::string& tracking_code);

[[nodiscard]] std::string listing_url(std::int64_t listing);

// One of the order's amounts; empty: not known.
[[nodiscard]] std::optional<base::Money> amount(const orders::Order& order,
                                                const std::optional<std::int64_t>& minor);

} // namespace etsyorder
