// SPDX-License-Identifier: MIT
// Characters that look like nothing, or mean nothing. Which they are: the Unicode Character
// Database, category Cf and the blanks among letters and symbols.
#include "lint/rules.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <utility>

namespace etsyorder::lint {
namespace {

constexpr CodePoint kNonJoiner = 0x200C, kJoiner = 0x200D, kZeroWidthSpace = 0x200B;

constexpr std::pair<CodePoint, std::string_view> kNames[] = {
    {0x00AD, "soft hyphen"},
    {0x034F, "combining grapheme joiner"},
    {0x061C, "Arabic letter mark"},
    {0x115F, "Hangul filler"},
    {0x1160, "Hangul filler"},
    {0x180E, "Mongolian vowel separator"},
    {0x200B, "zero width space"},
    {0x200C, "zero width non-joiner"},
    {0x200D, "zero width joiner"},
    {0x200E, "left-to-right mark"},
    {0x200F, "right-to-left mark"},
    {0x2028, "line separator"},
    {0x2029, "paragraph separator"},
    {0x202A, "left-to-right embedding"},
    {0x202B, "right-to-left embedding"},
    {0x202C, "end of a direction"},
    {0x202D, "left-to-right override"},
    {0x202E, "right-to-left override"},
    {0x2060, "word joiner"},
    {0x2066, "left-to-right isolate"},
    {0x2067, "right-to-left isolate"},
    {0x2068, "first strong isolate"},
    {0x2069, "end of an isolate"},
    {0x2800, "blank of Braille"},
    {0x3164, "Hangul filler"},
    {0xFEFF, "byte order mark"},
    {0xFFA0, "Hangul filler"},
    {0xFFFC, "place of an object that is gone"},
};

std::string_view name_of(CodePoint code) {
    const auto* const found =
        std::ranges::find(kNames, code, [](const auto& row) { return row.first; });
    if (found != std::end(kNames)) {
        return found->second;
    }
    return code < 0x20 || (code >= 0x7F && code < 0xA0) ? "control character"
           : code >= 0xE0000 && code < 0xE0080          ? "tag character"
           : code >= 0xFE00 && code <= 0xFE0F           ? "variation selector"
                                                        : "invisible character";
}

bool is_between(CodePoint code, CodePoint first, CodePoint last) {
    return code >= first && code <= last;
}

bool is_direction(CodePoint code) {
    return is_between(code, 0x200E, 0x200F) || code == 0x061C || is_between(code, 0x202A, 0x202E) ||
           is_between(code, 0x2066, 0x2069);
}

bool is_override(CodePoint code) {
    return is_between(code, 0x202D, 0x202E);
}

bool is_selector(CodePoint code) {
    return is_between(code, 0xFE00, 0xFE0F) || is_between(code, 0xE0100, 0xE01EF);
}

bool is_pictographic(CodePoint code) {
    const auto boundary = utf8proc_get_property(code)->boundclass;
    return boundary == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC ||
           is_between(code, 0x1F3FB, 0x1F3FF) || is_between(code, 0xE0020, 0xE007F);
}

// What a joiner, a selector or a tag may follow.
bool belongs_here(const Text& text, std::size_t index) {
    const auto code = text.characters()[index].code;
    const auto before = text.before(index);
    const auto after = text.after(index);
    if (code == kJoiner) {
        return uses_joiners(before) || is_pictographic(before) ||
               (is_selector(before) && is_pictographic(after));
    }
    if (code == kNonJoiner) {
        return uses_joiners(before);
    }
    if (code == kZeroWidthSpace) {
        return breaks_unseen(before) && breaks_unseen(after);
    }
    if (is_selector(code)) { // of an emoji, of a keycap, of an ideograph
        return is_pictographic(before) || is_between(before, '0', '9') || before == '#' ||
               before == '*' || family_of(before) == Family::east_asian || uses_joiners(before) ||
               utf8proc_category(before) == UTF8PROC_CATEGORY_SO ||
               utf8proc_category(before) == UTF8PROC_CATEGORY_SM ||
               utf8proc_category(before) == UTF8PROC_CATEGORY_PO;
    }
    if (is_between(code, 0xE0020, 0xE007F)) { // of the flag of a region
        return is_pictographic(before);
    }
    return false;
}

bool looks_like_nothing(CodePoint code) {
    switch (code) {
    case '\n':
    case '\r':
    case '\t':
        return false; // rule_spaces.cpp
    case 0x2028:
    case 0x2029:
    case 0x034F:
    case 0x115F:
    case 0x1160:
    case 0x3164:
    case 0xFFA0:
    case 0x2800:
    case 0xFFFC:
        return true;
    default:
        break;
    }
    const auto category = utf8proc_category(code);
    return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF ||
           is_selector(code);
}

// Digits and letters of Arabic and Syriac that Unicode files under format characters are seen.
bool is_seen_format(CodePoint code) {
    return is_between(code, 0x0600, 0x0605) || code == 0x06DD || code == 0x070F || code == 0x08E2 ||
           code == 0x110BD || code == 0x110CD;
}

bool has_right_to_left(const Text& text) {
    return std::ranges::any_of(text.characters(), [](const Character& character) {
        return (is_between(character.code, 0x590, 0x8FF) && !is_direction(character.code)) ||
               is_between(character.code, 0xFB1D, 0xFDFF) ||
               is_between(character.code, 0xFE70, 0xFEFE);
    });
}

bool is_plain(std::string_view bytes) {
    return std::ranges::none_of(bytes, [](char c) {
        return (c >= 0 && c < ' ' && c != '\n' && c != '\r' && c != '\t') || c == '\x7f';
    });
}

std::string in_words(const std::vector<Spot>& spots) {
    const auto& first = spots.front();
    auto text = fmt::format("{} ({})", first.what, first.code_points);
    return spots.size() == 1 ? text : fmt::format("{} and {} more", text, spots.size() - 1);
}

} // namespace

void find_odd_characters(const AnswerToLint& answer, Findings& found) {
    const Text& text = answer.text;
    if (text.is_ascii() && is_plain(text.bytes())) {
        return;
    }
    std::vector<Spot> unseen;
    std::vector<Spot> turning;
    std::vector<Spot> unknown;
    const bool right_to_left = has_right_to_left(text);
    const auto& all = text.characters();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto code = all[i].code;
        const auto category = utf8proc_category(code);
        auto spot = [&] {
            auto result = text.spot(all[i]);
            result.what = name_of(code);
            result.looks_like_nothing = true;
            return result;
        };
        if (is_direction(code)) {
            if (!right_to_left || is_override(code)) {
                turning.push_back(spot());
            }
        } else if (category == UTF8PROC_CATEGORY_CO || category == UTF8PROC_CATEGORY_CN ||
                   category == UTF8PROC_CATEGORY_CS) {
            unknown.push_back(spot());
            unknown.back().what = category == UTF8PROC_CATEGORY_CO ? "private" : "unassigned";
        } else if (looks_like_nothing(code) && !is_seen_format(code) && !belongs_here(text, i)) {
            unseen.push_back(spot());
        }
    }
    const auto tell = [&](Code code, std::vector<Spot>& spots) {
        if (!spots.empty()) {
            auto message = in_words(spots);
            found.add(code, std::move(message), std::move(spots));
        }
    };
    tell(Code::invisible_character, unseen);
    tell(Code::direction_control, turning);
    tell(Code::unknown_character, unknown);
}

} // namespace etsyorder::lint
