// SPDX-License-Identifier: MIT
// From the words of a command line to the action they ask for.
#pragma once

#include "frame/action.hpp"
#include "frame/complete.hpp"
#include "frame/flags.hpp"
#include "frame/nouns.hpp"

#include <string>
#include <vector>

namespace etsyorder::frame {

struct CommandLine {
    Action action; // never empty
    GlobalFlags flags;
};

// `words` without the program's own name. Asking for help or the version is an action too. Throws
// Error of kind usage for anything wrong, with the nearest known word as hint.
//
// `live` answers completions. Two hidden commands serve our own scripts: `__commands` prints the
// tree as JSON, `__complete WORD...` the words that could stand for the last one.
[[nodiscard]] CommandLine parse_command_line(const std::vector<Noun>& nouns,
                                             std::vector<std::string> words,
                                             LiveValues live = {});

// Errors are to be told as JSON: --json or --jq is among the words. Works on words that do not
// parse.
[[nodiscard]] bool asks_for_json(const std::vector<std::string>& words);

// The value of --color among words that need not parse; empty: not given.
[[nodiscard]] std::string asked_color(const std::vector<std::string>& words);

} // namespace etsyorder::frame
