// SPDX-License-Identifier: MIT
// Asks: what a question wants to know, as far as its words tell. Rules on names look at answers to
// questions for a name only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace etsyorder::lint {

struct Asks {
    bool name = false;                  // for a name, or several
    bool several_names = false;         // "Kids' names"
    bool date = false;                  // for a date, a year or an age too
    bool address = false;               // for a place, an address or a telephone number too
    bool words = false;                 // for a text, a message or a wish too
    bool capitals = false;              // says that capitals, or small letters, are wanted
    std::optional<int> most_characters; // "up to 12 letters"; empty: says none, or several
    bool most_per_line = false;         // of each line
};

// What Etsy calls the question of a listing that has only one says nothing: then the seller's
// instructions do.
[[nodiscard]] Asks asks_of(std::string_view question, std::string_view instructions);

// Where `words` stand within `text` as whole words, both in lower case; npos: nowhere.
[[nodiscard]] std::size_t find_words(std::string_view text, std::string_view words);
[[nodiscard]] inline bool has_words(std::string_view text, std::string_view words) {
    return find_words(text, words) != std::string_view::npos;
}

} // namespace etsyorder::lint
