// SPDX-License-Identifier: MIT
// Characters of UTF-8, as the reference counts and changes them. A byte that is no UTF-8 counts as
// a character of its own, so that nothing is ever lost.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace etsyorder::liquid {

// Bytes of the character that begins at `text`, which is not empty.
[[nodiscard]] std::size_t character_length(std::string_view text) noexcept;
[[nodiscard]] std::size_t count_characters(std::string_view text) noexcept;
// Where the character of that number (from 0) begins; the end of the text when it has fewer.
[[nodiscard]] std::size_t byte_of_character(std::string_view text, std::size_t number) noexcept;
// The first byte that is no UTF-8, or is NUL; empty: all of it is well.
[[nodiscard]] std::optional<std::size_t> bad_byte(std::string_view text) noexcept;

[[nodiscard]] std::string upper_case(std::string_view text);
[[nodiscard]] std::string lower_case(std::string_view text);
[[nodiscard]] std::string capitalized(std::string_view text); // the first upper, the rest lower

// The spaces of the reference: space, tab, line feed, vertical tab, form feed, carriage return.
[[nodiscard]] constexpr bool is_space(char c) noexcept {
    return c == ' ' || (c >= '\t' && c <= '\r');
}
[[nodiscard]] constexpr bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool is_word(char c) noexcept { // \w
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_';
}
// Are two names the same? They are short, and most differ in length or in their first letter: a
// call for each would take longer than to look.
[[nodiscard]] inline bool same_name(std::string_view one, std::string_view other) noexcept {
    if (one.size() != other.size()) {
        return false;
    }
    for (std::size_t at = 0; at < one.size(); ++at) {
        if (one[at] != other[at]) {
            return false;
        }
    }
    return true;
}
[[nodiscard]] std::string_view strip_left(std::string_view text) noexcept;
[[nodiscard]] std::string_view strip_right(std::string_view text) noexcept;
[[nodiscard]] inline std::string_view strip(std::string_view text) noexcept {
    return strip_left(strip_right(text));
}

// Nothing in it but spaces of any writing, also those that take no room?
[[nodiscard]] bool is_blank_text(std::string_view text) noexcept;

// How long it becomes by that.
[[nodiscard]] std::size_t escaped_size(std::string_view text) noexcept;
// Appends with & < > " ' written as references.
void append_escaped(std::string& out, std::string_view text);

// Escaped text in which all blanks that HTML would lose are references: line breaks, tabs, blanks
// beside others or at an end, and those that do not break as `&#0160;`.
[[nodiscard]] std::string with_blanks_as_references(std::string_view text);

} // namespace etsyorder::liquid
