// SPDX-License-Identifier: MIT
// Carrier: who brings a parcel. Its slug is the word that Etsy's API takes for it (carrier_name).
//
//     find_carrier("USPS")->slug         "usps"
//     tracking_link(*carrier, number)    the carrier's own page about this parcel
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace etsyorder::orders {

// What Etsy does with a number of this carrier.
enum class AtEtsy {
    followed, // shows the buyer where the parcel is
    named,    // has a word for the carrier, and shows the number alone
    unnamed,  // has no word for it: it is told "other"
};

struct Carrier {
    std::string_view slug;    // Etsy's word; of a carrier without one our own
    std::string_view name;    // for people
    std::string_view post_of; // ISO 3166-1 alpha-2, of a country's postal service; else empty
    AtEtsy at_etsy = AtEtsy::followed;
    std::string_view link; // with {} where the number goes; empty: none is known
};

// What Etsy takes for all it has no word for.
inline constexpr std::string_view kOtherCarrier = "other";

// By slug. "other" is none of them.
[[nodiscard]] std::span<const Carrier> carriers();

// By slug or name, whatever the case; null: no such carrier, or it is "other".
[[nodiscard]] const Carrier* find_carrier(std::string_view word);
// As Etsy's receipts name it: "usps", "Royal Mail", "dhl_germany", or a longer word that begins
// with a slug. Null: none of these, or "other".
[[nodiscard]] const Carrier* carrier_of_receipt(std::string_view word);
// The post of a country; null: Etsy has no word for it.
[[nodiscard]] const Carrier* post_of(std::string_view country);
// By what a carrier's export says of a service ("USPS Ground Advantage", "Royal Mail Tracked 48"):
// the longest name that the text begins with, or has in it as whole words. Null: none.
[[nodiscard]] const Carrier* carrier_in_words(std::string_view text);

// Empty: none is known. The number goes in escaped.
[[nodiscard]] std::string tracking_link(const Carrier& carrier, std::string_view number);

// The word for the wire: the slug, or "other".
[[nodiscard]] std::string_view etsy_word(const Carrier& carrier);

// Is it a country with a postal service of its own (ISO 3166-1 alpha-2, capital letters)?
[[nodiscard]] bool is_country(std::string_view code);

} // namespace etsyorder::orders
