// SPDX-License-Identifier: MIT
// Words of Etsy's files in small letters. Pure.
#pragma once

#include <string>

namespace etsyorder::imports {

// ASCII, and the letters of the languages whose words are known here: "Ä", "É", "Ł", "Ż". A curly
// apostrophe becomes a straight one.
[[nodiscard]] std::string small_letters(std::string text);

} // namespace etsyorder::imports
