// SPDX-License-Identifier: MIT
#include "orders/word_match.hpp"

#include "orders/words.hpp"

#include <algorithm>

namespace etsyorder::orders {
namespace {

// What a pattern begins with.
constexpr char kWords = 'w';  // " rose gold " or " engrav": words with a blank on each side
constexpr char kInside = 'i'; // folded text anywhere: of scripts that put no blanks between words
constexpr char kAsItIs = 'a'; // bytes anywhere: signs

bool is_word_byte(unsigned char c) {
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// U+2000 to U+206F: dashes, quotes and blanks. U+3000 to U+303F: those of East Asian scripts.
bool is_punctuation(std::string_view three) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(three[i]); };
    return three.size() >= 3 && ((byte(0) == 0xe2 && (byte(1) == 0x80 || byte(1) == 0x81)) ||
                                 (byte(0) == 0xe3 && byte(1) == 0x80));
}

// The words of a text, folded, with a blank before and behind each; an apostrophe is left out.
std::string spaced_words(std::string_view text) {
    const std::string folded = folded_text(text);
    std::string words = " ";
    words.reserve(folded.size() + 2);
    for (std::size_t at = 0; at < folded.size();) {
        if (is_punctuation(std::string_view(folded).substr(at))) {
            at += 3;
            words += words.back() == ' ' ? "" : " ";
        } else {
            const char c = folded[at++];
            if (is_word_byte(static_cast<unsigned char>(c))) {
                words += c;
            } else if (c != '\'' && words.back() != ' ') {
                words += ' ';
            }
        }
    }
    words += words.back() == ' ' ? "" : " ";
    return words;
}

// From U+2E80 on: scripts of East Asia, most of which have no blanks.
bool has_no_blanks(std::string_view words) {
    return std::ranges::any_of(words, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0xe3 && byte <= 0xef;
    });
}

} // namespace

std::string word_pattern(const query::Text& text) {
    std::string words = spaced_words(text.text);
    if (words == " ") {
        return kAsItIs + text.text;
    }
    if (has_no_blanks(words)) {
        return kInside + words.substr(1, words.size() - 2);
    }
    if (text.prefix) {
        words.pop_back();
    }
    return kWords + words;
}

bool text_has(std::string_view text, std::string_view pattern) {
    if (text.empty() || pattern.empty()) {
        return false;
    }
    const auto wanted = pattern.substr(1);
    if (pattern.front() == kAsItIs) {
        return text.find(wanted) != std::string_view::npos;
    }
    return spaced_words(text).find(wanted) != std::string::npos;
}

} // namespace etsyorder::orders
