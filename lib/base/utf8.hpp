// SPDX-License-Identifier: MIT
// UTF-8, in which every text is within the program.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace etsyorder::base {

// `code` must be a Unicode scalar value.
void append_utf8(std::string& out, char32_t code);

// How many bytes from the beginning on are well-formed: where the first wrong one stands, or the
// size of the text (table 3-7 of the Unicode standard, RFC 3629).
[[nodiscard]] std::size_t utf8_bytes(std::string_view text);

[[nodiscard]] inline bool is_utf8(std::string_view text) {
    return utf8_bytes(text) == text.size();
}

// The character that begins at `at`, which must lie within the text; moves `at` behind it. U+FFFD
// for each byte that belongs to none.
[[nodiscard]] char32_t next_character(std::string_view text, std::size_t& at);

} // namespace etsyorder::base
