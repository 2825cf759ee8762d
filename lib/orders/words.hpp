// SPDX-License-Identifier: MIT
// Words of a name as they are searched: case and accents folded away ("José" is found by "jose").
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::orders {

// Bytes that are no UTF-8 are dropped. At most 16 words.
[[nodiscard]] std::vector<std::string> folded_words(std::string_view text);

} // namespace etsyorder::orders
