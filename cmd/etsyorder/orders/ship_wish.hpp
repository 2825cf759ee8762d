// SPDX-License-Identifier: MIT
// From what was typed about a parcel to what is told to Etsy: the carrier that its number is of,
// asked for where that is not sure, and its check digit.
#pragma once

#include "frame/services.hpp"
#include "orders/order.hpp"
#include "orders/ship_order.hpp"

#include <string>
#include <vector>

namespace etsyorder {

struct TypedParcel {
    std::string code;    // number or address of a carrier's page; empty: shipped without one
    std::string carrier; // slug or name; empty: the number says it
    std::string said;    // what a file says of carrier and service; the number may know better
};

enum class WrongDigit { refuse, take }; // take: also what holds more than a number
enum class Asking { allowed, never };   // a file has nobody to ask

// Each --tracking with its --carrier, or the only one. Empty: one parcel without a code. Throws
// Error of kind usage.
[[nodiscard]] std::vector<TypedParcel> typed_parcels(const std::vector<std::string>& codes,
                                                     const std::vector<std::string>& carriers);

// Slug and name; "other" is one, too. Throws Error of kind usage with the nearest.
[[nodiscard]] orders::ParcelWish carrier_named(const std::string& word);

struct WishRules {
    WrongDigit wrong_digit = WrongDigit::refuse;
    Asking asking = Asking::allowed;
};

// `shop_country` may be empty. Throws Error of kind usage: no number, a carrier's whole number with
// something beside it, a wrong check digit, or several carriers that have such numbers, and nobody
// to ask.
[[nodiscard]] orders::ParcelWish wish_for(const TypedParcel& typed,
                                          const orders::Order& order,
                                          const std::string& shop_country,
                                          WishRules rules,
                                          frame::Services& services);

} // namespace etsyorder
