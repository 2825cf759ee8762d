// SPDX-License-Identifier: MIT
// The use case "which letter was that": finds templates by words, or by the question that a buyer
// wrote.
#pragma once

#include "templates/library.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::templates {

// Where a word was found; the first counts most.
enum class FoundIn { name, questions, tags, subject, about, body };
[[nodiscard]] std::string_view to_string(FoundIn place);

struct SearchHit {
    std::string name;
    std::string language; // of the text; empty: the base
    Origin origin = Origin::own;
    std::vector<FoundIn> found_in;    // the best first, each once
    std::string line;                 // that has most of the words; one line, cut to 200 bytes
    bool whole = true;                // all words were found; else it only answers much the same
    std::vector<std::string> missing; // words that were not found, as they were asked
};

// A text must have all of the words, each as the beginning of one of its own: case, accents and
// apostrophes are alike. Where no text has all of them, those come that answer most of the question
// that the words are, rare words first. The best first, at most 50 of the latter. `language`: only
// texts in it; empty: all. Templates that cannot be read, and parts, are not found.
[[nodiscard]] std::vector<SearchHit>
search_templates(const Library& library, std::string_view words, std::string_view language);

} // namespace etsyorder::templates
