// SPDX-License-Identifier: MIT
// Which of the two programs a command line is for, and the way from one to the other.
#pragma once

#include "frame/nouns.hpp"

#include <string>
#include <vector>

namespace etsyorder {

// The variable in which etsyorder tells etsyorder-online its version.
constexpr const char* kStartedBy = "ETSYORDER_STARTED_BY";

// The words name one of the nouns and one of its verbs, or ask for a completion within that verb,
// or for the version alone. Anything else (help on a noun or on everything, a flag in front, a
// typing error) is for the program that knows all commands.
[[nodiscard]] bool is_for_these(const std::vector<frame::Noun>& nouns,
                                const std::vector<std::string>& words);

// Does not come back, but where etsyorder-online is not in its place: says so, and returns the
// exit code. It stands beside this program (a build) or in libexec/etsyorder (installed).
[[nodiscard]] int become_online(char** argv, const std::vector<std::string>& words);

} // namespace etsyorder
