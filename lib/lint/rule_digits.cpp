// SPDX-License-Identifier: MIT
// Digits typed for letters: "0liver", "l0ve", "Em1ly".
#include "lint/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder::lint {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_small(char c) {
    return c >= 'a' && c <= 'z';
}

bool is_plain_letter(char c) {
    return is_small(c) || (c >= 'A' && c <= 'Z');
}

// Other letters end no word, and are none of which a digit could be one.
bool is_in_word(char c) {
    return is_digit(c) || is_plain_letter(c) || static_cast<unsigned char>(c) >= 0x80;
}

// Where it stands in the word; npos: nowhere. Not in "14k", "8x10", "H2O", "B-52", "1st", nor in
// the parts of a postcode such as "M0M 1A1" and "0AA".
std::size_t digit_for_letter(std::string_view word) {
    constexpr std::size_t kFewest = 3;
    const auto at = word.find_first_of("01");
    const bool others_are_letters =
        std::ranges::count_if(word, is_digit) == 1 && word.size() >= kFewest;
    if (at == std::string_view::npos || !others_are_letters || at + 1 == word.size()) {
        return std::string_view::npos;
    }
    const bool any_small = std::ranges::any_of(word, is_small);
    if (at == 0) { // "0liver"; a unit is shorter
        constexpr std::size_t kFewestBehind = 4;
        const bool is_name = word[0] == '0' && word.size() > kFewestBehind && any_small;
        return is_name ? at : std::string_view::npos;
    }
    const char before = word[at - 1];
    const char after = word[at + 1];
    const bool between = word[at] == '0' ? is_plain_letter(before) && is_plain_letter(after) &&
                                               (any_small || word.size() > kFewest)
                                         : is_small(before) && is_small(after);
    return between ? at : std::string_view::npos;
}

} // namespace

void find_digits(const AnswerToLint& answer, Findings& found) {
    if (found.has(Code::look_alike)) {
        return;
    }
    const auto bytes = answer.text.bytes();
    if (bytes.find_first_of("01") == std::string_view::npos) {
        return;
    }
    std::vector<Spot> spots;
    for (std::size_t begin = 0; begin < bytes.size();) {
        auto end = begin;
        while (end < bytes.size() && is_in_word(bytes[end])) {
            ++end;
        }
        const auto at = digit_for_letter(bytes.substr(begin, end - begin));
        // What stands in an address or a handle is no word: "l0ve@mail.example".
        const bool is_part = (begin > 0 && (bytes[begin - 1] == '@' || bytes[begin - 1] == '.')) ||
                             (end < bytes.size() && (bytes[end] == '@' || bytes[end] == '_'));
        if (at != std::string_view::npos && !is_part) {
            spots.push_back(answer.text.spot(begin + at, 1));
            spots.back().what = bytes[begin + at] == '0' ? "looks like O" : "looks like l";
        }
        begin = std::max(end, begin + 1);
    }
    if (!spots.empty()) {
        auto message =
            fmt::format("the digit {} {}", bytes[spots.front().offset], spots.front().what);
        found.add(Code::look_alike, std::move(message), std::move(spots));
    }
}

} // namespace etsyorder::lint
