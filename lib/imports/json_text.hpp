// SPDX-License-Identifier: MIT
// What stands before any JSON of a stranger is parsed: the parser and what walks the result may not
// be led into a depth without end. Pure.
#pragma once

#include <string_view>

namespace etsyorder::imports {

// A byte order mark in front is none of JSON.
[[nodiscard]] std::string_view without_mark(std::string_view text);

// Brackets within brackets, outside of texts, are at most so many; also for what is no JSON.
[[nodiscard]] bool is_shallow(std::string_view text, int most);

} // namespace etsyorder::imports
