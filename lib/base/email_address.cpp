// SPDX-License-Identifier: MIT
#include "base/email_address.hpp"

#include "base/ascii.hpp"
#include "base/invisible.hpp"
#include "base/utf8.hpp"

#include <algorithm>

namespace etsyorder::base {
namespace {

constexpr std::size_t kMostLocalBytes = 64;
constexpr std::size_t kMostLabelBytes = 63;

bool is_ascii_byte(char c) {
    return static_cast<signed char>(c) >= 0;
}

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Of characters outside ASCII: has one of its own that is seen.
bool is_visible(char32_t code) {
    const bool blank = code == 0xa0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200f) ||
                       code == 0x202f || code == 0x205f || code == 0x3000 || code == 0x115f ||
                       code == 0x1160 || code == 0x3164 || code == 0xffa0 || code == 0x2800;
    const bool variant = code >= 0xfe00 && code <= 0xfe0f;
    const bool private_or_none = (code >= 0xe000 && code <= 0xf8ff) || code >= 0xe0000 ||
                                 code == 0xfffc || code == 0xfffd || (code & 0xfffeU) == 0xfffeU ||
                                 (code >= 0xfdd0 && code <= 0xfdef);
    return !blank && !variant && !private_or_none && !is_control(code) && !is_deceptive(code);
}

// Full-width and other signs that are an "@" or a dot to some programs, and none to us.
bool is_look_alike(char32_t code) {
    return code == 0xff20 || code == 0xfe6b || code == 0x3002 || code == 0xff0e || code == 0xff61;
}

bool only_visible(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        if (is_ascii_byte(text[at])) { // judged by the grammar
            ++at;
        } else if (const auto code = next_character(text, at);
                   !is_visible(code) || is_look_alike(code)) {
            return false;
        }
    }
    return true;
}

template <class Fits>
bool all_parts(std::string_view text, Fits fits) {
    for (;;) {
        const auto dot = text.find('.');
        if (!fits(text.substr(0, dot))) {
            return false;
        }
        if (dot == std::string_view::npos) {
            return true;
        }
        text.remove_prefix(dot + 1);
    }
}

// RFC 5322, 3.2.3; beyond ASCII RFC 6532, 3.2.
bool is_atom(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return !is_ascii_byte(c) || is_letter_or_digit(c) ||
               std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
    });
}

bool is_label(std::string_view text) {
    return !text.empty() && text.size() <= kMostLabelBytes && text.front() != '-' &&
           text.back() != '-' && std::ranges::all_of(text, [](char c) {
               return !is_ascii_byte(c) || is_letter_or_digit(c) || c == '-';
           });
}

bool is_domain(std::string_view text) {
    const auto last = text.rfind('.');
    return last != std::string_view::npos && all_parts(text, is_label) &&
           !std::ranges::all_of(text.substr(last + 1), is_digit); // "192.0.2.1" is no name
}

} // namespace

std::optional<EmailAddress> EmailAddress::parse(std::string_view text) {
    text = trimmed(text);
    const auto at = text.rfind('@');
    if (text.size() > kMostBytes || at == std::string_view::npos || at > kMostLocalBytes ||
        !all_parts(text.substr(0, at), is_atom) || !is_domain(text.substr(at + 1)) ||
        !only_visible(text)) {
        return std::nullopt;
    }
    std::string whole(text.substr(0, at + 1));
    whole += ascii_lower(std::string(text.substr(at + 1)));
    const bool ascii = std::ranges::all_of(whole, is_ascii_byte);
    return EmailAddress(std::move(whole), at, ascii);
}

} // namespace etsyorder::base
