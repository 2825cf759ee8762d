// SPDX-License-Identifier: MIT
// Problem: one thing that is wrong with the configuration. Commands stop at the first one;
// `config check` shows all of them.
#pragma once

#include "base/error.hpp"

#include <string>

namespace etsyorder::config {

struct Problem {
    std::string place; // "/home/ann/.config/etsyorder/config.yaml:3", "ETSYORDER_ZONE", "--shop"
    int line = 0;      // 1-based; 0: the file as a whole, a variable or a flag
    std::string code;  // a stable word for scripts: docs/json-output.md has them all
    std::string text;  // "there is no option \"zoen\""; never holds a secret
    std::string reason = {}; // may be empty
    std::string hint = {};   // may be empty
};

// The same as an Error of kind usage.
[[nodiscard]] base::Error as_error(const Problem& problem);

} // namespace etsyorder::config
