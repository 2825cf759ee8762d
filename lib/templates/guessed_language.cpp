// SPDX-License-Identifier: MIT
#include "templates/guessed_language.hpp"

#include "base/utf8.hpp"
#include "templates/search_words.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace etsyorder::templates {
namespace {

// As search_words() gives them. Not all of them are of one language alone: "den" and "fur" are
// English words, too. Hence a text must have several, and none of the other list.
constexpr std::array<std::string_view, 26> kGerman{
    "aber", "auf", "bitte", "danke", "das", "dein",   "deine", "dem", "den",
    "der",  "ein", "eine",  "euch",  "fur", "hallo",  "ich",   "ihr", "ihre",
    "ist",  "mit", "nicht", "sie",   "und", "vielen", "wir",   "zu"};
constexpr std::array<std::string_view, 24> kEnglish{
    "and", "are", "be",     "for",   "from",   "have", "hello", "i",    "is", "it", "my",   "of",
    "on",  "our", "please", "thank", "thanks", "that", "the",   "this", "to", "we", "with", "your"};

template <std::size_t N>
std::size_t how_many(const std::set<std::string>& words,
                     const std::array<std::string_view, N>& common) {
    return static_cast<std::size_t>(std::ranges::count_if(words, [&](const std::string& word) {
        return std::ranges::find(common, word) != common.end();
    }));
}

} // namespace

std::string guessed_language(std::string_view text) {
    constexpr std::size_t kSure = 3;      // different words, and none of the other language
    constexpr std::size_t kLooked = 1000; // bytes: whoever writes more says no more by it
    const auto all = search_words(text.substr(0, base::utf8_bytes(text.substr(0, kLooked))));
    const std::set<std::string> words(all.begin(), all.end());
    const auto german = how_many(words, kGerman);
    const auto english = how_many(words, kEnglish);
    return german >= kSure && english == 0 ? "de" : english >= kSure && german == 0 ? "en" : "";
}

} // namespace etsyorder::templates
