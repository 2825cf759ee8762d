// SPDX-License-Identifier: MIT
// Text: an answer taken apart into characters, each with its place as a reader counts.
#pragma once

#include "lint/finding.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace etsyorder::lint {

using CodePoint = std::int32_t;

struct Character {
    CodePoint code = 0; // U+FFFD for a byte that is no UTF-8
    std::uint32_t offset = 0;
    std::uint32_t size = 0;
    std::uint32_t grapheme = 0; // from 0, in the whole text
    std::uint32_t line = 0;     // from 0
    std::uint32_t column = 0;   // from 0, of its grapheme in the line
};

// A view: the bytes must outlive it. Taken apart when first asked for, so that plain ASCII costs
// nothing where nothing is found. One thread.
class Text {
public:
    explicit Text(std::string_view bytes);

    [[nodiscard]] std::string_view bytes() const { return bytes_; }
    [[nodiscard]] bool is_ascii() const { return ascii_; }
    [[nodiscard]] const std::vector<Character>& characters() const;
    [[nodiscard]] std::size_t grapheme_count() const; // CR LF is one

    // What is around characters()[index]; 0: there is none.
    [[nodiscard]] CodePoint before(std::size_t index) const;
    [[nodiscard]] CodePoint after(std::size_t index) const;

    [[nodiscard]] Spot spot(std::size_t offset, std::size_t size) const; // bytes, not empty
    [[nodiscard]] Spot spot(const Character& character) const {
        return spot(character.offset, character.size);
    }

private:
    std::string_view bytes_;
    bool ascii_;
    mutable std::optional<std::vector<Character>> characters_;
};

// Which letters belong together, as far as blocks tell without asking ICU. `other`: not known here.
enum class Family { none, latin, greek, cyrillic, hebrew, arabic, indic, thai, east_asian, other };
// none: no letter.
[[nodiscard]] Family family_of(CodePoint code);

[[nodiscard]] bool is_letter(CodePoint code);
[[nodiscard]] bool is_mark(CodePoint code); // an accent or another sign on a letter
// Zero-width joiners have a meaning in these: Arabic, Indic and their neighbours.
[[nodiscard]] bool uses_joiners(CodePoint code);
// Written without spaces: U+200B tells where a line may break.
[[nodiscard]] bool breaks_unseen(CodePoint code);

// At most so many bytes of UTF-8, with an ellipsis where something is left out.
[[nodiscard]] std::string start_of(std::string text, std::size_t most);

[[nodiscard]] std::string code_point_name(CodePoint code); // "U+200B"

} // namespace etsyorder::lint
