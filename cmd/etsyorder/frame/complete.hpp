// SPDX-License-Identifier: MIT
// Completion: which words could stand where the cursor is. The scripts in completions/ only ask
// this.
#pragma once

#include "frame/action.hpp"
#include "frame/nouns.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::frame {

struct Candidate {
    std::string word;
    std::string description; // may be empty
};

// Values out of the store that begin with `start`: of the kinds "order", "shop", "act", "backup",
// "template" (letters), "template or part", "own template" (parts too), "template language", "own
// template language", "template tag",
// "event name", "tag", "order or tag" for a word that is an order number or +TAG, and "tag of": the
// tags that the orders among the words of `start` have, all tags where it names none.
using LiveValues = std::function<std::vector<Candidate>(
    Services& services, std::string_view what, const std::string& start)>;

// Prints "WORD<tab>DESCRIPTION" lines for the last of `words`. Whatever goes wrong, it prints
// nothing and ends well: a failing completion must not write into somebody's command line.
ExitCode run_complete(const std::vector<Noun>& nouns,
                      std::vector<std::string> words,
                      const LiveValues& live,
                      Services& services);

// The tree of commands with all flags, for the test that compares it with manual and completions.
[[nodiscard]] std::string tree_as_json(const std::vector<Noun>& nouns);

} // namespace etsyorder::frame
