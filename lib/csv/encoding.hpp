// SPDX-License-Identifier: MIT
// What bytes mean: the one place where a CSV's encoding is decoded.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace etsyorder::csv {

enum class Encoding {
    unmarked, // UTF-8, or field by field Windows-1252: nothing says which
    utf8,     // marked by a byte order mark
    utf16_le,
    utf16_be,
};

// By the byte order mark a text begins with.
[[nodiscard]] Encoding encoding_of(std::string_view beginning);

// How many bytes the mark takes.
[[nodiscard]] std::size_t mark_size(Encoding encoding);

// UTF-16 in pieces of any size to UTF-8. Half a pair, and an odd byte at the end, become U+FFFD.
class Utf16Decoder {
public:
    explicit Utf16Decoder(bool big_endian) : big_endian_(big_endian) {}

    void decode(std::string_view bytes, std::string& out);
    void finish(std::string& out);

private:
    void unit(char32_t unit, std::string& out);

    bool big_endian_;
    std::optional<unsigned char> first_byte_;
    char32_t high_ = 0; // the first half of a pair, waiting for the second
};

// Each byte is a character: never fails. The five bytes that Windows-1252 leaves open are taken as
// C1 controls, as browsers do (encoding.spec.whatwg.org, windows-1252).
[[nodiscard]] std::string from_windows_1252(std::string_view text);

} // namespace etsyorder::csv
