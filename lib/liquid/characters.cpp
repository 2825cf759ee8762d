// SPDX-License-Identifier: MIT
#include "liquid/characters.hpp"

#include "base/utf8.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>

namespace etsyorder::liquid {
namespace {

constexpr bool continues(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// Length of the sequence at the beginning, 0 when it is not well formed.
std::size_t well_formed(std::string_view text) {
    const auto first = static_cast<unsigned char>(text[0]);
    if (first < 0x80) {
        return 1;
    }
    const std::size_t length = first >= 0xC2 && first <= 0xDF   ? 2
                               : (first & 0xF0U) == 0xE0U       ? 3
                               : first >= 0xF0 && first <= 0xF4 ? 4
                                                                : 0;
    if (length == 0 || text.size() < length) {
        return 0;
    }
    for (std::size_t at = 1; at < length; ++at) {
        if (!continues(text[at])) {
            return 0;
        }
    }
    const auto second = static_cast<unsigned char>(text[1]);
    const bool wrong = (first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) ||
                       (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F);
    return wrong ? 0 : length;
}

enum class Case { upper, lower, title };

void append_in_case(std::string& out, std::string_view character, Case wanted) {
    const auto first = static_cast<unsigned char>(character[0]);
    if (first < 0x80) {
        const char c = character[0];
        const bool lower = c >= 'a' && c <= 'z';
        const bool upper = c >= 'A' && c <= 'Z';
        const bool change = wanted == Case::lower ? upper : lower;
        out += change ? static_cast<char>(c ^ 0x20) : c;
        return;
    }
    utf8proc_int32_t code = 0;
    const auto read = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(character.data()),
                                       static_cast<utf8proc_ssize_t>(character.size()),
                                       &code);
    if (read <= 0) {
        out += character;
    } else if (code == 0xDF && wanted != Case::lower) { // the one that grows in names
        out += wanted == Case::upper ? "SS" : "Ss";
    } else {
        const auto changed = wanted == Case::upper   ? utf8proc_toupper(code)
                             : wanted == Case::lower ? utf8proc_tolower(code)
                                                     : utf8proc_totitle(code);
        base::append_utf8(out, static_cast<char32_t>(changed));
    }
}

std::string in_case(std::string_view text, Case first, Case rest) {
    std::string out;
    out.reserve(text.size());
    Case wanted = first;
    while (!text.empty()) {
        const auto length = character_length(text);
        append_in_case(out, text.substr(0, length), wanted);
        text.remove_prefix(length);
        wanted = rest;
    }
    return out;
}

} // namespace

std::size_t character_length(std::string_view text) noexcept {
    return std::max<std::size_t>(well_formed(text), 1);
}

std::size_t count_characters(std::string_view text) noexcept {
    std::size_t count = 0;
    for (; !text.empty(); ++count) {
        text.remove_prefix(character_length(text));
    }
    return count;
}

std::size_t byte_of_character(std::string_view text, std::size_t number) noexcept {
    std::size_t at = 0;
    for (; number > 0 && at < text.size(); --number) {
        at += character_length(text.substr(at));
    }
    return at;
}

std::optional<std::size_t> bad_byte(std::string_view text) noexcept {
    std::size_t at = 0;
    while (at < text.size()) {
        if (text[at] > 0) { // ASCII without NUL
            ++at;
            continue;
        }
        const auto length = text[at] == 0 ? 0 : well_formed(text.substr(at));
        if (length == 0) {
            return at;
        }
        at += length;
    }
    return std::nullopt;
}

std::string upper_case(std::string_view text) {
    return in_case(text, Case::upper, Case::upper);
}

std::string lower_case(std::string_view text) {
    return in_case(text, Case::lower, Case::lower);
}

std::string capitalized(std::string_view text) {
    return in_case(text, Case::title, Case::lower);
}

bool is_blank_text(std::string_view text) noexcept {
    constexpr std::string_view kWide[] = {
        "\u00A0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005",
        "\u2006", "\u2007", "\u2008", "\u2009", "\u200A", "\u200B", "\u200C", "\u200D",
        "\u2028", "\u2029", "\u202F", "\u205F", "\u2060", "\u3000", "\uFEFF"};
    for (text = strip_left(text); !text.empty(); text = strip_left(text)) {
        if (static_cast<unsigned char>(text.front()) < 0x80) {
            return false; // all of kWide begin beyond ASCII
        }
        const auto* const wide = std::find_if(
            std::begin(kWide), std::end(kWide), [&](auto one) { return text.starts_with(one); });
        if (wide == std::end(kWide)) {
            return false;
        }
        text.remove_prefix(wide->size());
    }
    return true;
}

std::string_view strip_left(std::string_view text) noexcept {
    while (!text.empty() && (is_space(text.front()) || text.front() == 0)) {
        text.remove_prefix(1);
    }
    return text;
}

std::string_view strip_right(std::string_view text) noexcept {
    while (!text.empty() && (is_space(text.back()) || text.back() == 0)) {
        text.remove_suffix(1);
    }
    return text;
}

std::size_t escaped_size(std::string_view text) noexcept {
    std::size_t size = text.size();
    for (const char c : text) {
        size += c == '"' ? 5U : c == '&' || c == '\'' ? 4U : c == '<' || c == '>' ? 3U : 0U;
    }
    return size;
}

std::string with_blanks_as_references(std::string_view text) {
    const auto is_space = [&](std::size_t at) {
        return at >= text.size() || text[at] == ' ' || text[at] == '\n' || text[at] == '\t';
    };
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '\n') {
            out += "&#10;";
        } else if (c == '\t') {
            out += "&#9;";
        } else if (c == ' ' && (at == 0 || is_space(at - 1) || is_space(at + 1))) {
            out += "&#32;";
        } else if (text.substr(at, 2) == "\xC2\xA0") {
            out += "&#0160;";
            ++at;
        } else {
            out += c;
        }
    }
    return out;
}

void append_escaped(std::string& out, std::string_view text) {
    static constexpr auto kSpecial = [] {
        std::array<bool, 256> special{};
        for (const char c : std::string_view("&<>\"'")) {
            special[static_cast<unsigned char>(c)] = true;
        }
        return special;
    }();
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!kSpecial[static_cast<unsigned char>(text[at])]) {
            continue;
        }
        out.append(text.data() + begin, at - begin);
        begin = at + 1;
        switch (text[at]) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            out += "&#39;";
            break;
        }
    }
    out.append(text.data() + begin, text.size() - begin);
}

} // namespace etsyorder::liquid
