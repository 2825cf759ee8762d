// SPDX-License-Identifier: MIT
// The programs of one installation, and the way from one to another: the process stays the same, it
// only becomes another program with the same words.
#pragma once

#include "base/error.hpp"

#include <optional>
#include <string>
#include <vector>

namespace etsyorder {

// Does not come back, but where the program is not in its place: then with what is wrong. It stands
// beside this program (a build, or libexec/etsyorder), or in libexec/etsyorder.
[[nodiscard]] base::Error become(const char* program, const std::vector<std::string>& words);

// For the start of a program that others become: half an upgrade must not write into a store that
// the other half does not know. Empty: started by one of the same version, or by hand.
[[nodiscard]] std::optional<base::Error> differs_from_starter();

} // namespace etsyorder
