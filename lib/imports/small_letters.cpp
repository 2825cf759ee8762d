// SPDX-License-Identifier: MIT
#include "imports/small_letters.hpp"

#include "base/ascii.hpp"

#include <string_view>

namespace etsyorder::imports {
namespace {

constexpr std::string_view kCurly = "\u2019";

// Of a letter of two bytes its second one, in small. Latin-1 has small letters 32 further on,
// Latin Extended-A (Polish) the next one.
char small_second(char first, char second) {
    const auto byte = static_cast<unsigned char>(second);
    if (first == '\xc3') {
        const bool large = byte >= 0x80 && byte <= 0x9e && byte != 0x97;
        return static_cast<char>(large ? byte + 0x20 : byte);
    }
    constexpr std::string_view kExtended = // Ą Ć Ę Ł Ń Ś Ź Ż
        "\xc4\x84\xc4\x86\xc4\x98\xc5\x81\xc5\x83\xc5\x9a\xc5\xb9\xc5\xbb";
    for (std::size_t at = 0; at < kExtended.size(); at += 2) {
        if (kExtended[at] == first && kExtended[at + 1] == second) {
            return static_cast<char>(byte + 1);
        }
    }
    return second;
}

} // namespace

std::string small_letters(std::string text) {
    text = base::ascii_lower(std::move(text));
    for (auto at = text.find(kCurly); at != std::string::npos; at = text.find(kCurly, at)) {
        text.replace(at, kCurly.size(), "'");
    }
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
        text[at + 1] = small_second(text[at], text[at + 1]);
    }
    return text;
}

} // namespace etsyorder::imports
