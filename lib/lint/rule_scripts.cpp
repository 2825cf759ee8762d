// SPDX-License-Identifier: MIT
// Letters of two scripts in one word. Two scripts in one text are nobody's mistake.
#include "lint/icu_library.hpp"
#include "lint/rules.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <map>
#include <span>

namespace etsyorder::lint {
namespace {

using Word = std::span<const Character>;
constexpr std::size_t kMostWords = 64; // looked at for twins: each with each

bool is_in_word(CodePoint code) {
    return is_letter(code) || is_mark(code) || code == 0x200C || code == 0x200D;
}

// Surely of one script, or of those that East Asian texts mix: no need to ask ICU.
bool is_surely_fine(Word word) {
    bool latin = false;
    Family other = Family::none;
    for (const auto& character : word) {
        const auto family = family_of(character.code);
        if (family == Family::none) {
            continue;
        }
        if (family == Family::other) {
            return false;
        }
        if (family == Family::latin) {
            latin = true;
        } else if (other != Family::none && other != family) {
            return false;
        } else {
            other = family;
        }
    }
    return !latin || other == Family::none || other == Family::east_asian;
}

// Letters of each script; those of none are left out.
std::map<int, int> scripts_of(Word word, const IcuLibrary& icu) {
    std::map<int, int> scripts;
    for (const auto& character : word) {
        const int script = is_letter(character.code) ? icu.script(character.code) : -1;
        if (script >= 0) {
            ++scripts[script];
        }
    }
    return scripts;
}

// The script of most of its letters; Latin where two have as many.
int main_script(const std::map<int, int>& scripts) {
    int best = kLatin;
    int most = scripts.contains(kLatin) ? scripts.at(kLatin) : 0;
    for (const auto& [script, letters] : scripts) {
        if (letters > most) {
            best = script;
            most = letters;
        }
    }
    return best;
}

std::string as_utf8(CodePoint code) {
    std::array<utf8proc_uint8_t, 4> bytes{};
    const auto size = utf8proc_encode_char(code, bytes.data());
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(size)};
}

bool is_capital(CodePoint code) {
    return utf8proc_category(code) == UTF8PROC_CATEGORY_LU;
}

// The letter of `script` that looks like this one; empty: none does.
std::string twin(CodePoint code, std::string_view bytes, int script, const IcuLibrary& icu) {
    const auto skeleton = icu.skeleton(bytes);
    if (script == kLatin) {
        const bool plain = !skeleton.empty() && std::ranges::all_of(skeleton, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        });
        // Of I, l and | ICU takes the l.
        return !plain ? "" : skeleton == "l" && is_capital(code) ? "I" : skeleton;
    }
    constexpr CodePoint kFirst = 0x370, kLast = 0x4FF; // Greek and Cyrillic
    for (CodePoint other = kFirst; other <= kLast; ++other) {
        const auto letter = as_utf8(other);
        if (is_letter(other) && is_capital(other) == is_capital(code) &&
            icu.script(other) == script && icu.skeleton(letter) == skeleton) {
            return letter;
        }
    }
    return {};
}

struct Mixed {
    std::vector<Spot> alike;
    std::vector<Spot> other;
};

void look_at(const Text& text, Word word, Mixed& mixed) {
    const auto& icu = IcuLibrary::get();
    const auto scripts = scripts_of(word, icu);
    const bool with_east_asian = scripts.size() == 2 && scripts.contains(kLatin) &&
                                 std::ranges::any_of(word, [](const Character& character) {
                                     return family_of(character.code) == Family::east_asian;
                                 });
    if (scripts.size() < 2 || with_east_asian) {
        return;
    }
    const int main = main_script(scripts);
    for (const auto& character : word) {
        const int script = is_letter(character.code) ? icu.script(character.code) : -1;
        if (script < 0 || script == main) {
            continue;
        }
        auto spot = text.spot(character);
        const auto bytes = text.bytes().substr(character.offset, character.size);
        const auto letter = twin(character.code, bytes, main, icu);
        spot.what = letter.empty() ? std::string(bytes) : fmt::format("looks like {}", letter);
        (letter.empty() ? mixed.other : mixed.alike).push_back(std::move(spot));
    }
}

// What the word looks like, letter by letter; empty: one of them is like no Latin letter.
std::string looks_of(const Text& text, Word word, const IcuLibrary& icu) {
    std::string looks;
    for (const auto& character : word) {
        const auto one = icu.skeleton(text.bytes().substr(character.offset, character.size));
        if (one.size() != 1) {
            return {};
        }
        looks += one;
    }
    return looks;
}

bool is_of(Word word, Family family) {
    return std::ranges::all_of(
        word, [&](const Character& character) { return family_of(character.code) == family; });
}

// "ANNA ΑΝΝΑ": a Greek or Cyrillic word that looks the same as a Latin one beside it. One that does
// not may well be meant: "Love you МАМА".
void look_for_twin_words(const Text& text, const std::vector<Word>& words, Mixed& mixed) {
    for (const auto& word : words) {
        if (!is_of(word, Family::greek) && !is_of(word, Family::cyrillic)) {
            continue;
        }
        const bool twin = std::ranges::any_of(words, [&](Word other) {
            if (other.size() != word.size() || !is_of(other, Family::latin)) {
                return false;
            }
            const auto& icu = IcuLibrary::get();
            const auto looks = looks_of(text, word, icu);
            return !looks.empty() && looks == looks_of(text, other, icu);
        });
        if (twin) {
            mixed.alike.push_back(text.spot(
                word.front().offset, word.back().offset + word.back().size - word.front().offset));
            mixed.alike.back().what = "looks like the Latin word beside it";
        }
    }
}

} // namespace

void find_scripts(const AnswerToLint& answer, Findings& found) {
    const auto& all = answer.text.characters();
    Mixed mixed;
    std::vector<Word> words;
    for (std::size_t begin = 0; begin < all.size();) {
        auto end = begin;
        while (end < all.size() && is_in_word(all[end].code)) {
            ++end;
        }
        const auto word = std::span(all).subspan(begin, end - begin);
        if (word.size() > 1 && !is_surely_fine(word)) {
            look_at(answer.text, word, mixed);
        }
        if (word.size() > 1 && words.size() < kMostWords) {
            words.push_back(word);
        }
        begin = std::max(end, begin + 1);
    }
    look_for_twin_words(answer.text, words, mixed);
    if (!mixed.alike.empty()) {
        auto message =
            fmt::format("{} {}", mixed.alike.front().code_points, mixed.alike.front().what);
        found.add(Code::look_alike, std::move(message), std::move(mixed.alike));
    }
    if (!mixed.other.empty()) {
        auto message = fmt::format("{} ({}) is of another script",
                                   mixed.other.front().what,
                                   mixed.other.front().code_points);
        found.add(Code::mixed_scripts, std::move(message), std::move(mixed.other));
    }
}

} // namespace etsyorder::lint
