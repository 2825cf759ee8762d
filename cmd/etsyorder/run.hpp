// SPDX-License-Identifier: MIT
// From the words of a command line to the exit code: parse, run, and report what went wrong.
#pragma once

#include "frame/nouns.hpp"

#include <string>
#include <vector>

namespace etsyorder {

[[nodiscard]] std::vector<std::string> words_of(int argc,
                                                char** argv); // without the program's name

// `nouns` must live as long as the process.
[[nodiscard]] int run(const std::vector<frame::Noun>& nouns, const std::vector<std::string>& words);

} // namespace etsyorder
