// SPDX-License-Identifier: MIT
#include "templates/person_name.hpp"

#include "base/utf8.hpp"
#include "liquid/characters.hpp"
#include "templates/name_words.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

namespace etsyorder::templates {
namespace {

constexpr std::size_t kLongest = 300; // bytes; what is longer is no name

using Words = std::span<const NameWord>;

// How a word is written.
struct Letters {
    std::size_t small = 0;
    std::size_t capital = 0;
    std::size_t caseless = 0;
    bool vowel = false; // of the Latin alphabet, or any letter beyond ASCII

    [[nodiscard]] std::size_t count() const { return small + capital + caseless; }
};

utf8proc_int32_t code_at(std::string_view text) {
    utf8proc_int32_t code = 0;
    const auto read = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                       static_cast<utf8proc_ssize_t>(text.size()),
                                       &code);
    return read > 0 ? code : 0;
}

Letters letters_of(std::string_view text) {
    Letters letters;
    while (!text.empty()) {
        const auto code = code_at(text);
        switch (utf8proc_category(code)) {
        case UTF8PROC_CATEGORY_LL:
            ++letters.small;
            break;
        case UTF8PROC_CATEGORY_LU:
        case UTF8PROC_CATEGORY_LT:
            ++letters.capital;
            break;
        case UTF8PROC_CATEGORY_LO:
        case UTF8PROC_CATEGORY_LM:
            ++letters.caseless;
            break;
        default:
            break;
        }
        letters.vowel = letters.vowel || code >= 0x80 ||
                        std::string_view("aeiouyAEIOUY").find(static_cast<char>(code)) !=
                            std::string_view::npos;
        text.remove_prefix(liquid::character_length(text));
    }
    return letters;
}

bool has_small(Words words) {
    return std::ranges::any_of(
        words, [](const NameWord& word) { return letters_of(word.text).small > 0; });
}
bool has_capital(Words words) {
    return std::ranges::any_of(
        words, [](const NameWord& word) { return letters_of(word.text).capital > 0; });
}

// "MARY-ANN" is "Mary-Ann", "o'neil" is "O'Neil", "anna's" is "Anna's".
std::string in_capitals_and_small(std::string_view text) {
    constexpr utf8proc_int32_t kSigma = 0x3C3;
    constexpr utf8proc_int32_t kLastSigma = 0x3C2;
    std::string out;
    std::size_t letters = 0; // of the part so far
    while (!text.empty()) {
        const auto code = code_at(text);
        text.remove_prefix(liquid::character_length(text));
        const bool hyphen = code == '-' || code == 0x2010 || code == 0x2011;
        const bool apostrophe = code == '\'' || code == 0x2019 || code == 0xB4 || code == '`';
        if (hyphen || apostrophe) {
            letters = hyphen || letters == 1 ? 0 : letters;
            base::append_utf8(out, static_cast<char32_t>(code));
            continue;
        }
        auto changed = letters == 0 ? utf8proc_totitle(code) : utf8proc_tolower(code);
        if (changed == kSigma && text.empty() && letters > 0) {
            changed = kLastSigma;
        }
        base::append_utf8(out, static_cast<char32_t>(changed));
        ++letters;
    }
    return out;
}

std::string cased(const NameWord& word, Words all) {
    const auto letters = letters_of(word.text);
    const bool small = letters.small > 0 && letters.capital == 0;
    const bool capital = letters.capital > 0 && letters.small == 0;
    // "JD" and "AJ" are what people are called, unless everything stands in capitals.
    const bool short_form = capital && letters.count() == 2 && (!letters.vowel || has_small(all));
    return (small || capital) && !short_form ? in_capitals_and_small(word.text)
                                             : std::string(word.text);
}

// "van der Berg", "De Vries": a family name alone.
bool begins_family_name(Words words) {
    if (words.size() < 2) {
        return false;
    }
    const auto kind = particle(words[0]);
    const bool small = letters_of(words[0].text).capital == 0;
    const bool another = words.size() > 2 && particle(words[1]) != Particle::no;
    return kind == Particle::always || (kind == Particle::written_small && small) ||
           (kind == Particle::among_capitals && small && has_capital(words)) ||
           (kind != Particle::no && another);
}

// A handle, an address, "anna.miller", "Anna/Tom": the writer's own, or more than one name.
bool is_odd(std::string_view text) {
    return std::ranges::any_of(text, [](char c) {
        return liquid::is_digit(c) ||
               std::string_view("@_#/&+.:").find(c) != std::string_view::npos;
    });
}

// The first name among the words of one person. Empty: none is known.
std::optional<std::string> first_of(Words words, Words all) {
    bool titled = false;
    while (!words.empty() && is_title(words[0])) {
        words = words.subspan(1);
        titled = true;
    }
    while (words.size() > 1 && is_suffix(words.back())) {
        words = words.first(words.size() - 1);
    }
    if (words.empty() || (titled && words.size() == 1)) { // "Mrs Smith"
        return std::nullopt;
    }
    const auto& word = words[0];
    const auto letters = letters_of(word.text);
    const bool initial = letters.count() == 1 && letters.caseless == 0;
    const bool shortened = word.point && words.size() > 1; // "Chr. Hansen"
    if (letters.count() == 0 || initial || shortened || is_odd(word.text) ||
        begins_family_name(words)) {
        return std::nullopt;
    }
    return cased(word, all);
}

bool is_of_no_person(Words words) {
    const bool the = words.size() > 1 && words[0].plain == "the";
    return the || is_family(words.front()) || is_family(words.back()) ||
           (words.size() > 1 && is_legal_form(words.back())) ||
           std::ranges::any_of(words, is_business);
}

// "Müller, Anna" is Anna; "Miller, Jr." is not. Empty: several names.
Words behind_comma(Words words) {
    const auto has_comma = [](const NameWord& word) { return word.comma; };
    const auto first = std::ranges::find_if(words, has_comma);
    const auto before = static_cast<std::size_t>(first - words.begin()) + 1;
    if (first == words.end() || before == words.size()) {
        return words;
    }
    const auto rest = words.subspan(before);
    if (std::ranges::all_of(rest, is_suffix)) {
        return words.first(before);
    }
    const bool another = std::any_of(rest.begin(), rest.end() - 1, has_comma);
    return another ? Words() : rest;
}

// "y" and "e" are initials as well, and may stand within a family name.
bool joins(Words words, std::size_t at) {
    const auto& word = words[at];
    if (!is_joining(word) || at == 0 || at + 1 == words.size()) {
        return false;
    }
    const bool letter = word.plain == "y" || word.plain == "e";
    return letter ? at == 1 && letters_of(word.text).small == 1 && has_capital(words.first(1))
                  : letters_of(word.text).capital == 0 || !has_small(words);
}

// "Anna & Tom" of "Anna & Tom Miller", else the first name of the one person.
std::optional<std::string> called(Words words) {
    std::size_t joint = 0;
    for (std::size_t at = 1; at < words.size(); ++at) {
        if (joins(words, at)) {
            if (joint != 0) {
                return std::nullopt;
            }
            joint = at;
        }
    }
    if (joint == 0) {
        return words.empty() ? std::nullopt : first_of(words, words);
    }
    auto one = first_of(words.first(joint), words);
    const auto other = first_of(words.subspan(joint + 1), words);
    if (!one || !other) {
        return std::nullopt;
    }
    return std::move(*one) + " " +
           (has_small(words) ? std::string(words[joint].text) : words[joint].plain) + " " + *other;
}

// All of it, each space one, without what stands around.
std::string whole(Words words) {
    const char* const from = words.front().written.data();
    const char* const to = words.back().written.data() + words.back().written.size();
    std::string out;
    for (const char* at = from; at != to; ++at) {
        const bool space = *at == ' ' || (*at >= 0 && *at < ' ') || *at == '\x7F';
        if (!space) {
            out += *at;
        } else if (out.back() != ' ') {
            out += ' ';
        }
    }
    return out;
}

} // namespace

std::string first_name(std::string_view name) {
    const auto trimmed = liquid::strip(name);
    if (trimmed.size() > kLongest || !base::is_utf8(trimmed)) {
        return std::string(trimmed);
    }
    const auto cut = name_words(trimmed);
    const Words words(cut.words);
    if (words.empty()) {
        return cut.visible ? std::string(trimmed) : std::string();
    }
    if (is_of_no_person(words) || trimmed.find('@') != std::string_view::npos) {
        return whole(words);
    }
    return called(behind_comma(words)).value_or(whole(words));
}

} // namespace etsyorder::templates
