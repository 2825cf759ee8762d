// SPDX-License-Identifier: MIT
// What files call the state of an order, in Etsy's own words. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace etsyorder::imports {

// "canceled" of "Cancelled", "fully refunded" of "REFUNDED", "completed" of "Shipped", "open" of
// "Unpaid": in any case, with blanks, hyphens or underscores, in the languages of Etsy's sellers as
// far as they are known. Empty: the word is not known.
[[nodiscard]] std::optional<std::string> known_status(std::string_view words);

// The words in small letters and with single blanks, as they are kept when they are not known.
[[nodiscard]] std::string plain_status(std::string_view words);

} // namespace etsyorder::imports
