// SPDX-License-Identifier: MIT
// Letters of font generators, and accents that stand alone.
#include "lint/rules.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace etsyorder::lint {
namespace {

std::string mapped(std::string_view text, int options) {
    utf8proc_uint8_t* made = nullptr;
    const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                   static_cast<utf8proc_ssize_t>(text.size()),
                                   &made,
                                   static_cast<utf8proc_option_t>(options));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(made, &std::free);
    return size < 0
               ? std::string(text)
               : std::string(reinterpret_cast<const char*>(made), static_cast<std::size_t>(size));
}

// Small capitals (ᴇᴍᴍᴀ) are letters of phonetic alphabets.
bool is_small_capital(CodePoint code) {
    constexpr CodePoint kOthers[] = {0x0262,
                                     0x026A,
                                     0x0274,
                                     0x0276,
                                     0x0280,
                                     0x028F,
                                     0x0299,
                                     0x029B,
                                     0x029C,
                                     0x029F,
                                     0xA730,
                                     0xA731};
    return (code >= 0x1D00 && code <= 0x1D22) ||
           std::ranges::find(kOthers, code) != std::end(kOthers);
}

// Stands for a plain letter or digit in another font, in a circle or a square, or of full width.
bool is_styled(CodePoint code, bool east_asian) {
    const auto* const property = utf8proc_get_property(code);
    switch (property->decomp_type) {
    case UTF8PROC_DECOMP_TYPE_FONT:
        return code >= 0x1D400; // ℂ and ℕ below are signs of their own
    case UTF8PROC_DECOMP_TYPE_CIRCLE:
        return !east_asian && is_letter(code) == false && code >= 0x24B6 && code <= 0x24E9;
    case UTF8PROC_DECOMP_TYPE_SQUARE:
        return !east_asian && code >= 0x1F130 && code <= 0x1F149;
    case UTF8PROC_DECOMP_TYPE_WIDE:
        return !east_asian && code >= 0xFF01 && code <= 0xFF5E;
    default:
        return is_small_capital(code) || (code >= 0x1F150 && code <= 0x1F169) ||
               (code >= 0x1F170 && code <= 0x1F189);
    }
}

void find_styled_letters(const Text& text, Findings& found) {
    const auto& all = text.characters();
    const bool east_asian = std::ranges::any_of(all, [](const Character& character) {
        return family_of(character.code) == Family::east_asian;
    });
    std::vector<Spot> spots; // neighbours are one
    std::size_t letters = 0;
    CodePoint last = 0;
    std::size_t end = 0;
    for (const auto& character : all) {
        if (!is_styled(character.code, east_asian)) {
            continue;
        }
        ++letters;
        last = character.code;
        const std::size_t begin =
            !spots.empty() && end == character.offset ? spots.back().offset : character.offset;
        if (begin != character.offset) {
            spots.pop_back();
        }
        end = character.offset + character.size;
        spots.push_back(text.spot(begin, end - begin));
    }
    // A small capital alone may be meant; a word of them is not.
    if (spots.empty() || (letters == 1 && is_small_capital(last))) {
        return;
    }
    for (auto& spot : spots) {
        spot.what = mapped(text.bytes().substr(spot.offset, spot.size),
                           UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    }
    auto message = fmt::format("\"{}\" in letters of a font generator", spots.front().what);
    found.add(Code::styled_letters, std::move(message), std::move(spots));
}

// A letter and its accents that have a character of their own together.
void find_loose_accents(const Text& text, Findings& found) {
    const auto& all = text.characters();
    std::vector<Spot> spots;
    for (std::size_t i = 1; i < all.size(); ++i) {
        if (!is_mark(all[i].code) || is_mark(all[i - 1].code) || !is_letter(all[i - 1].code)) {
            continue;
        }
        const auto begin = all[i - 1].offset;
        const auto size = all[i].offset + all[i].size - begin;
        const auto pair = text.bytes().substr(begin, size);
        const auto composed = mapped(pair, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
        if (composed.size() < pair.size() && Text(composed).characters().size() == 1) {
            spots.push_back(text.spot(begin, size));
            spots.back().what = composed;
        }
    }
    if (!spots.empty()) {
        auto message = fmt::format("{} came as letter and accent", spots.front().what);
        found.add(Code::loose_accent, std::move(message), std::move(spots));
    }
}

} // namespace

void find_styled(const AnswerToLint& answer, Findings& found) {
    find_styled_letters(answer.text, found);
    find_loose_accents(answer.text, found);
}

} // namespace etsyorder::lint
