// SPDX-License-Identifier: MIT
#include "orders/usual_question.hpp"

#include "base/ascii.hpp"
#include "orders/words.hpp"

#include <algorithm>
#include <array>

namespace etsyorder::orders {
namespace {

// As folded_words() has them: without accents.
constexpr std::array<std::string_view, 14> kUsual{"personalization",
                                                  "personalisation",
                                                  "personalisierung",
                                                  "personalisierungen",
                                                  "wunschtext",
                                                  "personnalisation",
                                                  "personalizacion",
                                                  "personalizzazione",
                                                  "personalizzazioni",
                                                  "personalisatie",
                                                  "personalizacja",
                                                  "personalizacao",
                                                  "персонализация",
                                                  "personalisering"};

} // namespace

std::vector<std::string> label_words(std::string_view label) {
    const auto is_of_word = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '\'';
    };
    std::string plain;
    bool is_ascii = true;
    for (const char c : label) {
        const char small = base::ascii_lower(c);
        const bool other = static_cast<unsigned char>(c) >= 0x80;
        is_ascii = is_ascii && !other;
        plain += other || is_of_word(small) ? small : ' ';
    }
    if (!is_ascii) {
        return folded_words(plain);
    }
    std::vector<std::string> words;
    for (std::size_t at = 0; at < plain.size();) {
        const auto end = std::min(plain.find(' ', at), plain.size());
        if (end > at) {
            words.emplace_back(plain, at, end - at);
        }
        at = end + 1;
    }
    return words;
}

bool is_usual_question(const std::vector<std::string>& words) {
    return words.size() == 1 && std::ranges::find(kUsual, words.front()) != kUsual.end();
}

bool is_usual_question(std::string_view label) {
    return is_usual_question(label_words(label));
}

} // namespace etsyorder::orders
