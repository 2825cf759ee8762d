// SPDX-License-Identifier: MIT
// The cell "Variations" of sold order items: "Size:8 x 10 inches, framed,Style:6,Personalization:1.
// Mom\n2. Dad". Values may hold commas, colons and line breaks, and nothing marks where one ends.
// Nor does anything tell an option that was chosen from words that the buyer typed: the label does
// ("Name on the necklace", "Wunschtext").
#pragma once

#include "orders/order.hpp"

#include <string_view>
#include <vector>

namespace etsyorder::imports {

// An option ends where a comma is followed at once by another label and a colon, or by blanks and a
// label that asks for the buyer's words. Behind the usual label (orders/usual_question.hpp) all is
// the buyer's text; a label that asks for a name, a text, initials, an engraving, a message or a
// date has an answer up to the next label. HTML escapes are decoded once. Empty: none, also for a
// label without any value.
[[nodiscard]] std::vector<orders::Answer> parse_variations(std::string_view cell);

} // namespace etsyorder::imports
