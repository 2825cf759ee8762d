// SPDX-License-Identifier: MIT
// Does a text have these words? Case, accents and what stands between words do not count: "rose
// gold" stands in "Ring (ROSÉ-GOLD)". What etsyorder-query(7) says of words is this.
#pragma once

#include "query/tree.hpp"

#include <string>
#include <string_view>

namespace etsyorder::orders {

// What text_has() looks for. A text without a letter or digit is looked for as it is.
[[nodiscard]] std::string word_pattern(const query::Text& text);

// `pattern` is one of word_pattern().
[[nodiscard]] bool text_has(std::string_view text, std::string_view pattern);

} // namespace etsyorder::orders
