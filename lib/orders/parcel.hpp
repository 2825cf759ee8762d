// SPDX-License-Identifier: MIT
// Parcel: one of an order's, and what became of telling Etsy about it. Not Etsy's word on it: that
// is Order::shipments, once the order was read again.
//
//     prepared -> sending -> sent       Etsy has said yes
//                         -> failed     Etsy has said no, or was not reached: nothing happened
//                         -> in_doubt   nobody knows whether the call arrived
//     prepared -> by_hand               the seller says that they typed it into Etsy's page
#pragma once

#include "base/clock.hpp"
#include "base/id.hpp"
#include "orders/order.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace etsyorder::orders {

using ParcelId = base::Id<struct ParcelTag>; // ours

enum class ParcelState { prepared, sending, sent, failed, in_doubt, by_hand };
[[nodiscard]] std::string_view to_string(ParcelState state); // as it is stored: "in_doubt"

// A note to the buyer, which Etsy puts into its mail.
struct ParcelNote {
    std::string text;                         // empty: none
    std::optional<std::string> template_name; // it was made from; empty: typed
    std::optional<std::string> content_hash;  // of what the template was

    friend bool operator==(const ParcelNote&, const ParcelNote&) = default;
};

struct Parcel {
    ParcelId id{0};
    ShopId shop{0};
    OrderId order{0};
    std::int64_t number = 0;   // within the order, from 1
    std::string carrier;       // slug, carriers.hpp; empty: without a tracking code
    std::string carrier_name;  // for people
    std::string tracking_code; // empty: shipped without one
    ParcelNote note;
    ParcelState state = ParcelState::prepared;
    std::string problem; // of failed and in_doubt: why
    base::Instant created_at{};
    base::Instant changed_at{};
};

// Nothing more is to be done: Etsy knows it.
[[nodiscard]] constexpr bool is_told(ParcelState state) {
    return state == ParcelState::sent || state == ParcelState::by_hand;
}

} // namespace etsyorder::orders
