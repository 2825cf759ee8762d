// SPDX-License-Identifier: MIT
// Letters of protocols and identifiers: header names, hosts, Etsy's words. ASCII alone changes
// case; every other byte stays, so UTF-8 stays UTF-8. For people's names see orders/words.hpp.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace etsyorder::base {

[[nodiscard]] constexpr char ascii_lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

[[nodiscard]] inline std::string ascii_lower(std::string text) {
    for (char& c : text) {
        c = ascii_lower(c);
    }
    return text;
}

[[nodiscard]] constexpr bool same_but_for_case(std::string_view one, std::string_view other) {
    return std::equal(one.begin(), one.end(), other.begin(), other.end(), [](char a, char b) {
        return ascii_lower(a) == ascii_lower(b);
    });
}

// Without blanks at both ends.
[[nodiscard]] constexpr std::string_view trimmed(std::string_view text,
                                                 std::string_view blanks = " \t\r\n") {
    const auto first = text.find_first_not_of(blanks);
    return first == std::string_view::npos
               ? std::string_view()
               : text.substr(first, text.find_last_not_of(blanks) + 1 - first);
}

} // namespace etsyorder::base
