// SPDX-License-Identifier: MIT
#include "base/utf8.hpp"

#include <algorithm>
#include <cstdint>

namespace etsyorder::base {
namespace {

bool is_ascii(char c) {
    return static_cast<signed char>(c) >= 0;
}

// How many bytes the character at the beginning takes; 0: it is none.
std::size_t character_size(std::string_view text) {
    const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(text[at]); };
    const auto lead = byte(0);
    const std::size_t size = lead < 0x80                    ? 1
                             : lead >= 0xc2 && lead <= 0xdf ? 2
                             : lead >= 0xe0 && lead <= 0xef ? 3
                             : lead >= 0xf0 && lead <= 0xf4 ? 4
                                                            : 0;
    if (size < 2 || text.size() < size) {
        return size == 1 ? 1 : 0;
    }
    const int least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    const int most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (byte(1) < least || byte(1) > most) {
        return 0;
    }
    for (std::size_t at = 2; at < size; ++at) {
        if ((byte(at) & 0xc0) != 0x80) {
            return 0;
        }
    }
    return size;
}

} // namespace

void append_utf8(std::string& out, char32_t code) {
    const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xc0 | (code >> 6));
        put(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        put(0xe0 | (code >> 12));
        put(0x80 | ((code >> 6) & 0x3f));
        put(0x80 | (code & 0x3f));
    } else {
        put(0xf0 | (code >> 18));
        put(0x80 | ((code >> 12) & 0x3f));
        put(0x80 | ((code >> 6) & 0x3f));
        put(0x80 | (code & 0x3f));
    }
}

std::size_t utf8_bytes(std::string_view text) {
    if (std::ranges::all_of(text, is_ascii)) { // as most texts are, and much faster
        return text.size();
    }
    std::size_t at = 0;
    while (at < text.size()) {
        const auto size = character_size(text.substr(at));
        if (size == 0) {
            break;
        }
        at += size;
    }
    return at;
}

char32_t next_character(std::string_view text, std::size_t& at) {
    const auto size = character_size(text.substr(at));
    const auto byte = [&](std::size_t offset) {
        return static_cast<char32_t>(static_cast<std::uint8_t>(text[at + offset]));
    };
    char32_t code = 0xfffd;
    if (size == 1) {
        code = byte(0);
    } else if (size > 1) {
        code = byte(0) & (0x7fU >> size);
        for (std::size_t offset = 1; offset < size; ++offset) {
            code = (code << 6U) | (byte(offset) & 0x3fU);
        }
    }
    at += std::max<std::size_t>(size, 1);
    return code;
}

} // namespace etsyorder::base
