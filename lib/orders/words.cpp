// SPDX-License-Identifier: MIT
#include "orders/words.hpp"

#include "base/ascii.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace etsyorder::orders {
namespace {

constexpr std::size_t kMaxWords = 16;

std::string fold(std::string_view text) {
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
    return size < 0
               ? std::string()
               : std::string(reinterpret_cast<const char*>(made), static_cast<std::size_t>(size));
}

bool separates(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '-' || c == '\'' || c == '.' ||
           c == ',';
}

} // namespace

std::vector<std::string> folded_words(std::string_view text) {
    const auto folded = fold(text);
    std::vector<std::string> words;
    std::string word;
    for (const char c : folded + " ") {
        if (!separates(c)) {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
            if (words.size() == kMaxWords) {
                break;
            }
        }
    }
    return words;
}

} // namespace etsyorder::orders
