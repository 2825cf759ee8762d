// SPDX-License-Identifier: MIT
#include "templates/search_words.hpp"

#include "orders/words.hpp"

namespace etsyorder::templates {

std::vector<std::string> search_words(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : orders::folded_text(text) + " ") {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                            static_cast<unsigned char>(c) >= 0x80;
        if (letter) {
            word += c;
        } else if (c != '\'' && !word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    return words;
}

} // namespace etsyorder::templates
