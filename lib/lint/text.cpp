// SPDX-License-Identifier: MIT
#include "lint/text.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>

namespace etsyorder::lint {
namespace {

constexpr CodePoint kReplacement = 0xFFFD;

Character decoded(std::string_view bytes, std::size_t offset) {
    Character result;
    const auto rest = bytes.substr(offset, 4);
    const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(rest.data()),
                                         static_cast<utf8proc_ssize_t>(rest.size()),
                                         &result.code);
    result.offset = static_cast<std::uint32_t>(offset);
    result.size = length <= 0 ? 1 : static_cast<std::uint32_t>(length);
    if (length <= 0) {
        result.code = kReplacement;
    }
    return result;
}

bool between(CodePoint code, CodePoint first, CodePoint last) {
    return code >= first && code <= last;
}

} // namespace

Text::Text(std::string_view bytes)
    : bytes_(bytes), ascii_(std::ranges::all_of(
                         bytes, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {}

const std::vector<Character>& Text::characters() const {
    if (characters_) {
        return *characters_;
    }
    auto& list = characters_.emplace();
    list.reserve(bytes_.size());
    utf8proc_int32_t state = 0;
    for (std::size_t offset = 0; offset < bytes_.size();) {
        Character next = decoded(bytes_, offset);
        offset += next.size;
        if (!list.empty()) {
            const Character& last = list.back();
            const bool starts = utf8proc_grapheme_break_stateful(last.code, next.code, &state);
            const bool new_line = last.code == '\n' || (last.code == '\r' && next.code != '\n');
            next.grapheme = last.grapheme + (starts ? 1 : 0);
            next.line = last.line + (new_line ? 1 : 0);
            next.column = new_line ? 0 : last.column + (starts ? 1 : 0);
        }
        list.push_back(next);
    }
    return list;
}

std::size_t Text::grapheme_count() const {
    if (ascii_ && bytes_.find('\r') == std::string_view::npos) {
        return bytes_.size();
    }
    return bytes_.empty() ? 0 : characters().back().grapheme + 1;
}

CodePoint Text::before(std::size_t index) const {
    return index == 0 ? 0 : characters()[index - 1].code;
}

CodePoint Text::after(std::size_t index) const {
    return index + 1 < characters().size() ? characters()[index + 1].code : 0;
}

Spot Text::spot(std::size_t offset, std::size_t size) const {
    Spot result;
    result.offset = offset;
    result.size = size;
    const auto& all = characters();
    auto at = std::ranges::lower_bound(all, offset, {}, &Character::offset);
    if (at == all.end()) {
        return result;
    }
    result.position = static_cast<int>(at->grapheme) + 1;
    result.line = static_cast<int>(at->line) + 1;
    result.column = static_cast<int>(at->column) + 1;
    constexpr int kMostNamed = 12; // the longest emoji has ten
    for (int named = 0; at != all.end() && at->offset < offset + size && named < kMostNamed;
         ++at, ++named) {
        result.code_points += (result.code_points.empty() ? "" : " ") + code_point_name(at->code);
    }
    return result;
}

bool is_letter(CodePoint code) {
    if (code < 0x80) {
        return between(code | 0x20, 'a', 'z');
    }
    const auto category = utf8proc_category(code);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool is_mark(CodePoint code) {
    const auto category = utf8proc_category(code);
    return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

// By the blocks of the Unicode Character Database (Blocks.txt).
Family family_of(CodePoint code) {
    if (!is_letter(code)) {
        return Family::none;
    }
    if (code < 0x250 || between(code, 0x1E00, 0x1EFF) || between(code, 0x250, 0x2AF)) {
        return Family::latin;
    }
    if (between(code, 0x370, 0x3E1) || between(code, 0x3F0, 0x3FF) ||
        between(code, 0x1F00, 0x1FFF)) {
        return Family::greek;
    }
    if (between(code, 0x400, 0x52F)) {
        return Family::cyrillic;
    }
    if (between(code, 0x590, 0x5FF) || between(code, 0xFB1D, 0xFB4F)) {
        return Family::hebrew;
    }
    if (between(code, 0x600, 0x6FF) || between(code, 0x750, 0x77F) || between(code, 0x8A0, 0x8FF) ||
        between(code, 0xFB50, 0xFDFF) || between(code, 0xFE70, 0xFEFE)) {
        return Family::arabic;
    }
    if (between(code, 0x900, 0x97F)) {
        return Family::indic; // Devanagari alone: two Indic scripts in a word are a mix
    }
    if (between(code, 0xE00, 0xE7F)) {
        return Family::thai;
    }
    if (between(code, 0x1100, 0x11FF) || between(code, 0x3005, 0x3007) ||
        between(code, 0x3041, 0x31FF) || between(code, 0x3400, 0x9FFF) ||
        between(code, 0xAC00, 0xD7A3) || between(code, 0xF900, 0xFAFF) ||
        between(code, 0xFF66, 0xFFDC) || between(code, 0x20000, 0x3FFFF)) {
        return Family::east_asian;
    }
    return Family::other;
}

bool uses_joiners(CodePoint code) {
    return between(code, 0x600, 0x8FF) || between(code, 0x900, 0xDFF) ||
           between(code, 0xF00, 0x109F) || between(code, 0x1780, 0x18AF) ||
           between(code, 0xFB50, 0xFDFF) || between(code, 0xFE70, 0xFEFE);
}

bool breaks_unseen(CodePoint code) {
    return between(code, 0xE00, 0xEFF) || between(code, 0x1000, 0x109F) ||
           between(code, 0x1780, 0x17FF);
}

std::string start_of(std::string text, std::size_t most) {
    if (text.size() <= most) {
        return text;
    }
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) {
        --most;
    }
    text.resize(most);
    return text + "…";
}

std::string code_point_name(CodePoint code) {
    return fmt::format("U+{:04X}", code);
}

} // namespace etsyorder::lint
