// SPDX-License-Identifier: MIT
// Check digits: the last character of most carriers' numbers, which the others give. A slip of a
// finger changes what it should be.
#pragma once

#include <string_view>

namespace etsyorder::orders {

// How a carrier makes it. `digits` below are those it is made of, without itself.
enum class CheckRule {
    none,
    by_threes,       // weights 3 1 3 1 ... from the right, to the next ten (GS1)
    by_twos,         // weights 1 2 1 2 ... from the left, to the next ten; letters count, too (UPS)
    luhn,            // the same from the right, with the digits of each product added up
    rest_of_seven,   // of the number as a whole (DHL Express)
    one_three_seven, // weights 1 3 7 from the right, modulo 11, modulo 10 (FedEx)
    postal_union,    // weights 8 6 4 2 3 5 9 7, modulo 11 (S10 of the Universal Postal Union)
    thirty_six,      // ISO 7064 modulo 37, 36: letters and digits (DPD)
};

// What stands behind `digits` by that rule: a digit, or for thirty_six a capital letter, too.
// '\0': the rule says nothing of such characters, or is `none`.
[[nodiscard]] char check_digit(CheckRule rule, std::string_view digits);

} // namespace etsyorder::orders
