// SPDX-License-Identifier: MIT
// Looks for everything that is wrong with the configuration at once, where load_config() stops at
// the first thing. Changes nothing.
//
//     for (const Problem& problem : check_file(folders.config_file())) { show(problem); }
#pragma once

#include "config/problem.hpp"
#include "config/variables.hpp"

#include <filesystem>
#include <string_view>
#include <vector>

namespace etsyorder::config {

// In the order of the lines, at most kMostProblems of each kind of look: what read_config_text()
// finds, values that are wrong, a zone that does not exist, and secrets, also in comments.
[[nodiscard]] std::vector<Problem> check_text(const std::filesystem::path& path,
                                              std::string_view text);

// The same of a file, and: that it cannot be read or is too large; that others may write it, or
// read it although a key stands in it. No file, no problem.
[[nodiscard]] std::vector<Problem> check_file(const std::filesystem::path& path);

// Variables that begin with ETSYORDER_: unknown ones, with the nearest known one, and wrong values.
[[nodiscard]] std::vector<Problem> check_variables(const Variables& variables);

} // namespace etsyorder::config
