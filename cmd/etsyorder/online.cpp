// SPDX-License-Identifier: MIT
#include "online.hpp"

#include <algorithm>

namespace etsyorder {

bool is_for_these(const std::vector<frame::Noun>& nouns, const std::vector<std::string>& typed) {
    const auto words = frame::with_standard_verb(nouns, typed);
    if (words.size() == 1 && words.front() == "--version") {
        return true;
    }
    // The word that is being completed may still become another verb.
    const bool completes = !words.empty() && words.front() == "__complete";
    const std::size_t at = completes ? 1 : 0;
    const std::size_t end = words.size() - (completes ? 1 : 0);
    if (at >= end) {
        return false;
    }
    const auto noun = std::ranges::find(nouns, words[at], &frame::Noun::name);
    if (noun == nouns.end() || noun->is_command()) {
        return noun != nouns.end();
    }
    return at + 1 < end &&
           std::ranges::find(noun->verbs, words[at + 1], &frame::Verb::name) != noun->verbs.end();
}

} // namespace etsyorder
