// SPDX-License-Identifier: MIT
#include "base/ascii.hpp"
#include "lint/rules.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>

namespace etsyorder::lint {
namespace {

// Written in capitals, or without any, because people write them so.
constexpr std::array<std::string_view, 20> kOftenCapital{
    "MAMA", "PAPA", "NANA", "DADA", "YAYA", "MIMI", "GIGI", "LOLA", "LOVE", "USMC",
    "NASA", "USAF", "POPS", "USCG", "TEAM", "HOME", "EST.", "PAPI", "MAMI", "YIAYIA"};
constexpr std::array<std::string_view, 30> kOftenSmall{
    "mama", "mom",   "mum",   "mommy",   "mummy",   "mami",  "mamma", "dad",  "daddy", "papa",
    "papi", "pops",  "baby",  "grandma", "grandpa", "nana",  "nan",   "gigi", "mimi",  "oma",
    "opa",  "nonna", "nonno", "abuela",  "love",    "bride", "groom", "and",  "the",   "of"};

bool is_roman(std::string_view word) {
    return word.find_first_not_of("IVXLCDM") == std::string_view::npos;
}

struct Word {
    std::string_view bytes;
    int letters = 0;
};

struct Cases {
    int upper = 0;
    int lower = 0;
    std::vector<Word> words; // of letters with case
};

Cases cases_of(const Text& text) {
    Cases cases;
    std::size_t begin = 0;
    int letters = 0;
    const auto end_word = [&](std::size_t end) {
        if (letters > 0) {
            cases.words.push_back({text.bytes().substr(begin, end - begin), letters});
        }
        letters = 0;
    };
    for (const auto& character : text.characters()) {
        const auto category = utf8proc_category(character.code);
        const bool upper = category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
        const bool lower = category == UTF8PROC_CATEGORY_LL;
        if (upper || lower) {
            begin = letters == 0 ? character.offset : begin;
            ++letters;
            cases.upper += upper ? 1 : 0;
            cases.lower += lower ? 1 : 0;
        } else if (!is_mark(character.code)) {
            end_word(character.offset);
        }
    }
    end_word(text.bytes().size());
    return cases;
}

// Most answers have both, and that is seen at once.
bool has_both_cases(std::string_view bytes) {
    const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
    return std::ranges::any_of(bytes, is_upper) && std::ranges::any_of(bytes, is_lower);
}

} // namespace

void find_case(const AnswerToLint& answer, Findings& found) {
    constexpr int kShouted = 4; // letters; DJ, MOM and JFK have fewer
    const Asks& asks = answer.asks;
    if (!asks.name || asks.words || asks.capitals || has_both_cases(answer.text.bytes()) ||
        found.has(Code::placeholder_answer) || found.has(Code::refers_elsewhere) ||
        found.has(Code::address_in_name)) {
        return;
    }
    const auto cases = cases_of(answer.text);
    const auto shouts = [](const Word& word) {
        return word.letters >= kShouted && !is_roman(word.bytes) &&
               std::ranges::find(kOftenCapital, word.bytes) == kOftenCapital.end();
    };
    const auto is_small_name = [](const Word& word) {
        return word.letters >= 2 && std::ranges::find(kOftenSmall, word.bytes) == kOftenSmall.end();
    };
    if (cases.lower == 0 && std::ranges::any_of(cases.words, shouts)) {
        found.add(Code::all_capitals, "written in capitals only");
    } else if (cases.upper == 0 && std::ranges::any_of(cases.words, is_small_name)) {
        found.add(Code::all_lower_case, "written without a capital");
    }
}

} // namespace etsyorder::lint
