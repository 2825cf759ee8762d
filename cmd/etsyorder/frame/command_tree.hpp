// SPDX-License-Identifier: MIT
// Rows of nouns and verbs turned into the parser's own tree.
#pragma once

#include "frame/action.hpp"
#include "frame/command.hpp"
#include "frame/flags.hpp"
#include "frame/nouns.hpp"

#include <CLI/CLI.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace etsyorder::frame {

// The global flags while the parser fills them; `json` holds "*" for --json without fields.
struct GivenFlags {
    std::string json;
    std::optional<std::string> jq;
    std::optional<std::string> format;
    GlobalFlags plain; // the others

    // Throws Error of kind usage for a flag that means nothing as it was given.
    [[nodiscard]] GlobalFlags flags() const;
};

// The parser's tree for one command line. Neither copied nor moved: the parser points into it.
struct ParserTree {
    ParserTree(); // with the global flags
    ParserTree(const ParserTree&) = delete;
    ParserTree& operator=(const ParserTree&) = delete;

    CLI::App root{"", "etsyorder"};
    GivenFlags given;
    Action chosen; // by parsing; empty: no command was named
    std::map<const CLI::Option*, ValueRules> values;

    // Adds the noun with the one verb, or with all of them when `only` is null.
    CLI::App& add_noun(const Noun& noun, const Verb* only);
};

// The verbs of a noun, in the order of its row.
[[nodiscard]] std::vector<CLI::App*> verbs_of(CLI::App& noun);

// Where the words are that are neither flags nor values of global flags: noun, verb and what
// follows.
[[nodiscard]] std::vector<std::size_t> bare_words(const std::vector<std::string>& words);

} // namespace etsyorder::frame
