// SPDX-License-Identifier: MIT
#include "lint/rules.hpp"

#include <fmt/format.h>

namespace etsyorder::lint {
namespace {

// The bytes of the text from its character (as a reader counts) number `first` on.
Spot beyond(const Text& text, std::size_t first) {
    for (const auto& character : text.characters()) {
        if (character.grapheme >= first) {
            auto spot = text.spot(character.offset, text.bytes().size() - character.offset);
            spot.code_points.clear(); // what they are does not matter
            spot.what = "beyond the limit";
            return spot;
        }
    }
    return {};
}

void find_longer_than_told(const AnswerToLint& answer, std::size_t most, Findings& found) {
    if (!answer.asks.most_per_line) {
        const auto count = answer.text.grapheme_count();
        if (count > most) {
            found.add(Code::longer_than_told,
                      fmt::format("{} characters, and the question says {}", count, most),
                      {beyond(answer.text, most)});
        }
        return;
    }
    for (const auto& character : answer.text.characters()) {
        const bool breaks = character.code == '\n' || character.code == '\r';
        if (character.column >= most && !breaks) {
            const auto bytes = answer.text.bytes();
            const auto end = std::min(bytes.find_first_of("\r\n", character.offset), bytes.size());
            auto spot = answer.text.spot(character.offset, end - character.offset);
            spot.code_points.clear();
            spot.what = "beyond the limit";
            found.add(Code::longer_than_told,
                      fmt::format("line {} has more than the {} characters that the question says",
                                  character.line + 1,
                                  most),
                      {spot});
            return;
        }
    }
}

} // namespace

void find_length(const AnswerToLint& answer, Findings& found) {
    const auto limit = answer.question != nullptr ? answer.question->max_characters.value_or(0) : 0;
    const auto most = static_cast<std::size_t>(limit > 0 ? limit : 0);
    const bool may_be_over = most > 0 && answer.text.bytes().size() > most;
    if (may_be_over && answer.text.grapheme_count() > most) {
        found.add(Code::too_long,
                  fmt::format("{} characters, {} are allowed", answer.text.grapheme_count(), most),
                  {beyond(answer.text, most)});
        return;
    }
    if (answer.asks.most_characters &&
        answer.text.bytes().size() > static_cast<std::size_t>(*answer.asks.most_characters)) {
        find_longer_than_told(
            answer, static_cast<std::size_t>(*answer.asks.most_characters), found);
    }
}

} // namespace etsyorder::lint
