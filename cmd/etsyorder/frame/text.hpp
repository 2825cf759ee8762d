// SPDX-License-Identifier: MIT
// Text on its way to a terminal or a pipe. Buyers write what they like, so nothing of theirs
// reaches a terminal raw: control characters could move the cursor, change the title or hide what
// follows.
#pragma once

#include <string>
#include <string_view>

namespace etsyorder::frame {

enum class Tone { plain, strong, faint, good, soon, bad };

// The text with every byte that is no UTF-8 replaced by U+FFFD.
[[nodiscard]] std::string as_utf8(std::string_view text);

// For a line on a terminal: control characters, line breaks and direction overrides become visible,
// as <U+001B>.
[[nodiscard]] std::string for_terminal(std::string_view text);

// The same, and also what looks like nothing or like a plain space, so that two texts that differ
// look different: U+200B, no-break spaces, joiners outside emoji, tabs, spaces at the
// start and end of a line. Line breaks stay.
[[nodiscard]] std::string with_odd_characters_shown(std::string_view text);

// For one field of a tab-separated line: tab, newline, return and backslash become \t \n \r \\,
// other control characters \x1b.
[[nodiscard]] std::string for_pipe(std::string_view text);

// Columns the text takes on a terminal: 2 for wide characters and emoji, 0 for combining marks;
// what a reader sees as one character (UAX #29) counts once.
[[nodiscard]] int display_width(std::string_view text);

// The longest start of whole characters that fits into `columns`, with … at its end when cut.
[[nodiscard]] std::string fitted(std::string_view text, int columns);

// The text in its tone, by ECMA-48 escape sequences.
[[nodiscard]] std::string painted(std::string_view text, Tone tone);

} // namespace etsyorder::frame
