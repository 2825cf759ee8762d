// SPDX-License-Identifier: MIT
// What a buyer chose and wrote, in the ways other shops write it. Pure.
#pragma once

#include "base/result.hpp"
#include "orders/order.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::imports {

// "Wood: Oak; Size: Large", a line each, a JSON object, or a JSON list of {name, value}.
[[nodiscard]] std::vector<orders::Answer> parse_options(std::string_view cell);

// As `orders export` writes them: a JSON list of {kind, question, text}, byte for byte. The error
// says what is wrong, without a full stop.
[[nodiscard]] base::Result<std::vector<orders::Answer>, std::string>
parse_answers(std::string_view cell);

// One text of the buyer; empty: none. Etsy's sentence for "not asked" is not taken for words.
[[nodiscard]] std::vector<orders::Answer> parse_personalisation(std::string_view cell);

} // namespace etsyorder::imports
