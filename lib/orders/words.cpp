// SPDX-License-Identifier: MIT
#include "orders/words.hpp"

#include "base/ascii.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <utility>

namespace etsyorder::orders {
namespace {

constexpr std::size_t kMaxWords = 16;

// Letters that Unicode does not decompose, in lower case, and what people type who do not have
// them. From the rules of CLDR's transform Latin-ASCII (common/transforms/Latin-ASCII.xml), those
// for the letters of living languages; ß and capitals are folded before. SQLite's unicode61 and
// utf8proc know no such letters, and ICU, which does, takes longer to load than a list to print.
constexpr std::pair<std::string_view, std::string_view> kPlain[] = {
    {"æ", "ae"}, {"ð", "d"}, {"ø", "o"}, {"þ", "th"}, {"đ", "d"}, {"ħ", "h"}, {"ı", "i"},
    {"ĸ", "q"},  {"ł", "l"}, {"ŋ", "n"}, {"œ", "oe"}, {"ŧ", "t"}, {"ƀ", "b"}, {"ƒ", "f"},
    {"ƙ", "k"},  {"ƚ", "l"}, {"ƥ", "p"}, {"ƭ", "t"},  {"ƴ", "y"}, {"ƶ", "z"}, {"ǥ", "g"},
    {"ȥ", "z"},  {"ȷ", "j"}, {"ɓ", "b"}, {"ɖ", "d"},  {"ɗ", "d"}, {"ɛ", "e"}, {"ɠ", "g"},
    {"ɨ", "i"},  {"ɲ", "n"}, {"ʈ", "t"}, {"ʋ", "v"},  {"ʼ", "'"}, {"ʻ", "'"},
};
// What else people write for an apostrophe.
constexpr std::string_view kRightQuote = "\xe2\x80\x99", kLeftQuote = "\xe2\x80\x98";

// `text` is folded already: each letter of the table is two bytes in it.
std::string plain_letters(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    while (!text.empty()) {
        if (text.starts_with(kRightQuote) || text.starts_with(kLeftQuote)) {
            plain += '\'';
            text.remove_prefix(kRightQuote.size());
            continue;
        }
        const bool two_bytes = (static_cast<unsigned char>(text[0]) & 0xe0U) == 0xc0U;
        const auto letter = text.substr(0, two_bytes ? 2 : 1);
        const auto* const known =
            two_bytes ? std::ranges::find(kPlain, letter, [](const auto& row) { return row.first; })
                      : std::end(kPlain);
        plain += known == std::end(kPlain) ? letter : known->second;
        text.remove_prefix(letter.size());
    }
    return plain;
}

} // namespace

std::string folded_text(std::string_view text) {
    if (std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
        return base::ascii_lower(std::string(text));
    }
    utf8proc_uint8_t* made = nullptr;
    const auto options =
        static_cast<utf8proc_option_t>(UTF8PROC_CASEFOLD | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                       UTF8PROC_STRIPMARK | UTF8PROC_IGNORE | UTF8PROC_STABLE);
    const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                   static_cast<utf8proc_ssize_t>(text.size()),
                                   &made,
                                   options);
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(made, &std::free);
    return size < 0 ? std::string()
                    : plain_letters(
                          {reinterpret_cast<const char*>(made), static_cast<std::size_t>(size)});
}

namespace {

bool separates(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '-' || c == '.' || c == ',';
}

// "o'brien" is "o", "brien" and "obrien": people type any of them.
void add_parts(std::string_view word, std::vector<std::string>& words) {
    std::string whole;
    std::size_t parts = 0;
    while (!word.empty()) {
        const auto part = word.substr(0, word.find('\''));
        word.remove_prefix(std::min(part.size() + 1, word.size()));
        if (!part.empty()) {
            words.emplace_back(part);
            whole += part;
            ++parts;
        }
    }
    if (parts > 1) {
        words.push_back(std::move(whole));
    }
}

} // namespace

std::vector<std::string> folded_words(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : folded_text(text) + " ") {
        if (!separates(c)) {
            word += c;
        } else if (!word.empty()) {
            add_parts(word, words);
            word.clear();
            if (words.size() >= kMaxWords) {
                break;
            }
        }
    }
    words.resize(std::min(words.size(), kMaxWords));
    return words;
}

std::vector<std::string> folded_words_begun(std::string_view text) {
    auto words = folded_words(text);
    std::string parts;
    for (std::size_t i = words.size(); i-- > 1;) {
        parts.insert(0, words[i - 1]);
        if (parts.size() > words[i - 1].size() && parts == words.back()) {
            words.pop_back();
            break;
        }
    }
    return words;
}

std::string all_names(const Order& order) {
    return order.buyer_name + stored_ordered_by(order.ordered_by).value_or("");
}

std::optional<std::string> stored_ordered_by(const OrderedBy& names) {
    if (names == OrderedBy{}) {
        return std::nullopt;
    }
    auto name = names.name;
    std::ranges::replace(name, '\n', ' ');
    return "\n" + name + "\n" + names.username;
}

OrderedBy ordered_by_from(std::string_view stored) {
    const auto end = stored.rfind('\n');
    if (end == std::string_view::npos || end == 0) {
        return {};
    }
    return {std::string(stored.substr(1, end - 1)), std::string(stored.substr(end + 1))};
}

bool is_for_another(const Order& order) {
    return !order.ordered_by.name.empty() &&
           folded_words(order.ordered_by.name) != folded_words(order.buyer_name);
}

std::optional<std::string> words_beyond_name(const std::string& name) {
    std::string words;
    std::string_view left = name;
    while (!left.empty()) {
        const auto line = left.substr(0, left.find('\n'));
        left.remove_prefix(std::min(line.size() + 1, left.size()));
        const auto of_line = folded_words(line);
        words += words.empty() || of_line.empty() ? "" : " \n"; // no word: no phrase goes across
        for (const auto& word : of_line) {
            words += " " + word;
        }
    }
    return words == " " + base::ascii_lower(name) ? std::nullopt : std::optional(words);
}

} // namespace etsyorder::orders
