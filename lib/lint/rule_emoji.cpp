// SPDX-License-Identifier: MIT
#include "lint/rules.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <span>

namespace etsyorder::lint {
namespace {

constexpr CodePoint kEmojiStyle = 0xFE0F, kTextStyle = 0xFE0E, kKeycap = 0x20E3;

bool is_pictographic(CodePoint code) {
    return utf8proc_get_property(code)->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

// Drawn as a picture without being asked to: in Unicode 15 those are the wide ones
// (Emoji_Presentation is a part of East_Asian_Width=Wide). ♥ and ☆ are narrow.
bool is_picture(CodePoint code) {
    const bool flag = code >= 0x1F1E6 && code <= 0x1F1FF;
    const bool skin = code >= 0x1F3FB && code <= 0x1F3FF;
    return flag || skin || (is_pictographic(code) && utf8proc_charwidth(code) == 2);
}

// One character as a reader sees it, of several code points.
bool is_emoji(std::span<const Character> grapheme) {
    const auto has = [&](CodePoint code) {
        return std::ranges::find(grapheme, code, &Character::code) != grapheme.end();
    };
    if (has(kTextStyle)) {
        return false;
    }
    const bool styled = has(kEmojiStyle) && is_pictographic(grapheme.front().code);
    return styled || has(kKeycap) || std::ranges::any_of(grapheme, is_picture, &Character::code);
}

} // namespace

void find_emoji(const AnswerToLint& answer, Findings& found) {
    const auto& all = answer.text.characters();
    std::vector<Spot> spots;
    for (std::size_t begin = 0; begin < all.size();) {
        auto end = begin + 1;
        while (end < all.size() && all[end].grapheme == all[begin].grapheme) {
            ++end;
        }
        if (is_emoji(std::span(all).subspan(begin, end - begin))) {
            const auto offset = all[begin].offset;
            const auto size = all[end - 1].offset + all[end - 1].size - offset;
            spots.push_back(answer.text.spot(offset, size));
            spots.back().what = std::string(answer.text.bytes().substr(offset, size));
        }
        begin = end;
    }
    if (!spots.empty()) {
        auto message = spots.size() == 1
                           ? fmt::format("{} cannot be cut or stitched", spots.front().what)
                           : fmt::format("{} emoji cannot be cut or stitched", spots.size());
        found.add(Code::emoji, std::move(message), std::move(spots));
    }
}

} // namespace etsyorder::lint
