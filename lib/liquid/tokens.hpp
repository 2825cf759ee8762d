// SPDX-License-Identifier: MIT
// The words of an expression, as the reference's strict parser sees them.
#pragma once

#include "liquid/fault.hpp"
#include "liquid/program.hpp"

#include <string_view>
#include <vector>

namespace etsyorder::liquid {

struct Token {
    enum class Kind : std::uint8_t {
        name,
        number,
        text, // quotes included
        comparison,
        dot_dot,
        pipe,
        dot,
        colon,
        comma,
        open_square,
        close_square,
        open_round,
        close_round,
        question,
        dash,
        end,
    };
    Kind kind = Kind::end;
    std::string_view text;
};

// Replaces what is in `tokens`; the last one is the end. Throws a Fault for a character that no
// word begins with; `source` is what places are counted in.
void tokenize(std::string_view markup, std::string_view source, std::vector<Token>& tokens);

// The next "fragment" of the reference's older syntax: a text in quotes, or what runs up to a
// space, comma, bar or lone quote. Empty: there is none. `markup` loses it and what is in front.
[[nodiscard]] std::string_view take_fragment(std::string_view& markup);

[[nodiscard]] Place place_of(std::string_view part, std::string_view source);
[[nodiscard]] Fault syntax_fault(std::string what,
                                 std::string_view part,
                                 std::string_view source,
                                 std::string hint = {});

} // namespace etsyorder::liquid
