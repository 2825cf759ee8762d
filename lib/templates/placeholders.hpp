// SPDX-License-Identifier: MIT
// Placeholders: what other tools write where a buyer's name or an order's number is to stand, and
// the facts they mean. English and German. Pure.
//
//     meaning_of("Customer First Name")->fact   // "buyer.first_name"
//     meaning_of("Bestellnummer")->fact         // "order.name"
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::templates {

struct Placeholder {
    enum class Kind { plain, name, date, money, list };
    std::string_view words; // as normalised
    std::string_view fact;
    Kind kind = Kind::plain;
};

// The table, for its test and the manual.
[[nodiscard]] std::span<const Placeholder> placeholders();

// Case, accents, signs between words, and what means the same ("client", "Kunde"), are alike;
// words that say nothing ("the", "your", "ticket.") are left out where that helps. Null: not known.
[[nodiscard]] const Placeholder* meaning_of(std::string_view written);

// Its words in small letters: "customer first name" of "customer.firstName".
[[nodiscard]] std::vector<std::string> placeholder_words(std::string_view written);

} // namespace etsyorder::templates
