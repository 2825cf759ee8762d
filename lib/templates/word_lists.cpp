// SPDX-License-Identifier: MIT
#include "templates/word_lists.hpp"

#include "base/ascii.hpp"
#include "liquid/language.hpp"

#include <utility>

namespace etsyorder::templates {
namespace {

constexpr std::pair<std::string_view, std::string_view> kAnd[] = {
    {"en", "and"},
    {"de", "und"},
    {"fr", "et"},
    {"es", "y"},
    {"it", "e"},
    {"nl", "en"},
    {"pt", "e"},
};

bool is_vowel(char c) {
    return std::string_view("aeiou").find(c) != std::string_view::npos;
}

// "Inés", "Hilda", "Yves"; not "Ian", "Hielo", "Yolanda", which begin with another sound.
bool begins_with_i(std::string_view word) {
    if (word.starts_with("í") || word.starts_with("Í")) {
        return true;
    }
    const auto letter = [&word](std::size_t at) {
        return at < word.size() ? base::ascii_lower(word[at]) : ' ';
    };
    const std::size_t at = letter(0) == 'h' ? 1 : 0;
    if (word.substr(at).starts_with("í") || word.substr(at).starts_with("Í")) {
        return true;
    }
    if (letter(at) == 'y') {
        return at == 0 && word.size() > 1 && !is_vowel(letter(1)) &&
               static_cast<unsigned char>(word[1]) < 0x80;
    }
    return letter(at) == 'i' && !is_vowel(letter(at + 1));
}

} // namespace

std::string_view and_word(std::string_view language, std::string_view last) {
    const auto wanted = liquid::main_language(language);
    for (const auto& [tag, word] : kAnd) {
        if (base::same_but_for_case(tag, wanted)) {
            return word == "y" && begins_with_i(last) ? "e" : word;
        }
    }
    return kAnd[0].second;
}

bool is_singular(double number, std::string_view language) {
    const bool brazil =
        base::same_but_for_case(language, "pt-br") || base::same_but_for_case(language, "pt_br");
    if (brazil || base::same_but_for_case(liquid::main_language(language), "fr")) {
        return number >= 0 && number < 2;
    }
    return number == 1;
}

} // namespace etsyorder::templates
