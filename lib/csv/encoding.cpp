// SPDX-License-Identifier: MIT
#include "csv/encoding.hpp"

#include "base/utf8.hpp"

#include <array>

namespace etsyorder::csv {
namespace {

constexpr std::string_view kUtf8Mark = "\xef\xbb\xbf";
constexpr std::string_view kLittleMark = "\xff\xfe";
constexpr std::string_view kBigMark = "\xfe\xff";
constexpr char32_t kReplacement = 0xfffd;

// 0x80 to 0x9f.
constexpr std::array<char32_t, 32> kWindows1252 = {
    0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008d, 0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178};

} // namespace

Encoding encoding_of(std::string_view beginning) {
    if (beginning.starts_with(kUtf8Mark)) {
        return Encoding::utf8;
    }
    if (beginning.starts_with(kLittleMark)) {
        return Encoding::utf16_le;
    }
    return beginning.starts_with(kBigMark) ? Encoding::utf16_be : Encoding::unmarked;
}

std::size_t mark_size(Encoding encoding) {
    switch (encoding) {
    case Encoding::unmarked:
        return 0;
    case Encoding::utf8:
        return kUtf8Mark.size();
    case Encoding::utf16_le:
    case Encoding::utf16_be:
        return kLittleMark.size();
    }
    return 0;
}

void Utf16Decoder::unit(char32_t unit, std::string& out) {
    const bool is_low = unit >= 0xdc00 && unit <= 0xdfff;
    if (high_ != 0 && is_low) {
        base::append_utf8(out, 0x10000 + ((high_ - 0xd800) << 10) + (unit - 0xdc00));
        high_ = 0;
        return;
    }
    if (high_ != 0) {
        base::append_utf8(out, kReplacement);
        high_ = 0;
    }
    if (unit >= 0xd800 && unit <= 0xdbff) {
        high_ = unit;
    } else {
        base::append_utf8(out, is_low ? kReplacement : unit);
    }
}

void Utf16Decoder::decode(std::string_view bytes, std::string& out) {
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (!first_byte_) {
            first_byte_ = byte;
            continue;
        }
        const auto high = big_endian_ ? *first_byte_ : byte;
        const auto low = big_endian_ ? byte : *first_byte_;
        first_byte_.reset();
        unit(static_cast<char32_t>(high << 8 | low), out);
    }
}

void Utf16Decoder::finish(std::string& out) {
    if (high_ != 0 || first_byte_) {
        base::append_utf8(out, kReplacement);
    }
    high_ = 0;
    first_byte_.reset();
}

std::string from_windows_1252(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        base::append_utf8(out, byte >= 0x80 && byte <= 0x9f ? kWindows1252[byte - 0x80U] : byte);
    }
    return out;
}

} // namespace etsyorder::csv
