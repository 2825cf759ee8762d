// SPDX-License-Identifier: MIT
// Digits typed for letters: "0liver", "l0ve", "Em1ly".
#include "lint/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

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

// What is counted or measured is behind a digit, too: "0deg", "1st", "1heart".
constexpr std::string_view kCounted =
    " st nd rd th mm cm km kg mg ml cl oz lb ft in yd am pm hr yr pc pk ct kt an er re of to on up "
    "by or deg mph kph rpm day min max inch yrs hrs lbs pcs ply set pack pair each side line time "
    "year month week hour foot feet yard mile gram name word item piece heart ring star letter "
    "font photo image size gold love dog cat boy girl baby tree initial charm color colour ";

// Of a word of one digit and letters, the digit first: "0liver", "0tto", and "1vy" where nothing
// else stands.
bool begins_a_name(std::string_view word, bool alone) {
    const auto letters = word.substr(1);
    if (word[0] == '0' && letters.size() >= 4) { // a unit is shorter
        return std::ranges::any_of(letters, is_small);
    }
    const bool long_enough = word[0] == '0' ? letters.size() == 3 : alone;
    return long_enough && std::ranges::all_of(letters, is_small) &&
           kCounted.find(" " + std::string(letters) + " ") == std::string_view::npos;
}

// Where it stands in the word; npos: nowhere. Not in "14k", "8x10", "H2O", "B-52", "1st", nor in
// the parts of a postcode such as "M0M 1A1" and "0AA".
std::size_t digit_for_letter(std::string_view word, bool alone) {
    constexpr std::size_t kFewest = 3;
    const auto at = word.find_first_of("01");
    const bool others_are_letters =
        std::ranges::count_if(word, is_digit) == 1 && word.size() >= kFewest;
    if (at == std::string_view::npos || !others_are_letters || at + 1 == word.size()) {
        return std::string_view::npos;
    }
    const bool any_small = std::ranges::any_of(word, is_small);
    if (at == 0) {
        return begins_a_name(word, alone) ? at : std::string_view::npos;
    }
    const char before = word[at - 1];
    const char after = word[at + 1];
    const bool between = word[at] == '0' ? is_plain_letter(before) && is_plain_letter(after) &&
                                               (any_small || word.size() > kFewest)
                                         : is_small(before) && is_small(after);
    return between ? at : std::string_view::npos;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n.!,");
    const auto last = text.find_last_not_of(" \t\r\n.!,");
    return first == std::string_view::npos ? text : text.substr(first, last - first + 1);
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
        const auto word = bytes.substr(begin, end - begin);
        const auto at = digit_for_letter(word, trimmed(bytes) == word);
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
