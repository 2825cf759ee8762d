// SPDX-License-Identifier: MIT
// From the words of a command line to the exit code: parse, run, and report what went wrong.
#pragma once

#include "base/error.hpp"
#include "frame/nouns.hpp"

#include <string>
#include <vector>

namespace etsyorder {

[[nodiscard]] std::vector<std::string> words_of(int argc,
                                                char** argv); // without the program's name

// `nouns` must live as long as the process.
[[nodiscard]] int run(const std::vector<frame::Noun>& nouns, const std::vector<std::string>& words);

// Tells what is wrong, in the shape that the words ask for. Returns the exit code.
int report(const base::Error& error, const std::vector<std::string>& words);

} // namespace etsyorder
