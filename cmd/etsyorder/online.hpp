// SPDX-License-Identifier: MIT
// Which program a command line is for.
#pragma once

#include "frame/nouns.hpp"

#include <string>
#include <vector>

namespace etsyorder {

// The words name one of the nouns and one of its verbs, or ask for a completion within that verb,
// or for the version alone. Anything else (help on a noun or on everything, a flag in front, a
// typing error) is for the program that knows all commands.
[[nodiscard]] bool is_for_these(const std::vector<frame::Noun>& nouns,
                                const std::vector<std::string>& words);

} // namespace etsyorder
