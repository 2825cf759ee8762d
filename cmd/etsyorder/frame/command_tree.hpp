// SPDX-License-Identifier: MIT
// Rows of nouns and verbs turned into the parser's own tree.
#pragma once

#include "frame/action.hpp"
#include "frame/flags.hpp"
#include "frame/nouns.hpp"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace etsyorder::frame {

// The global flags while the parser fills them; `json` holds "*" for --json without fields.
struct GivenFlags {
    std::string json;
    GlobalFlags plain;

    [[nodiscard]] GlobalFlags flags() const;
};

// Where the words are that are neither flags nor values of global flags: noun, verb and what
// follows.
[[nodiscard]] std::vector<std::size_t> bare_words(const std::vector<std::string>& words);

void add_global_flags(CLI::App& root, GivenFlags& given);

// Adds the noun with the one verb, or with all of them when `only` is null.
CLI::App* add_noun(CLI::App& root, const Noun& noun, const Verb* only, Action& chosen);

} // namespace etsyorder::frame
