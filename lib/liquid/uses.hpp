// SPDX-License-Identifier: MIT
// What a template speaks of, read from its program without rendering it.
#pragma once

#include "liquid/template.hpp"

#include <string>
#include <vector>

namespace etsyorder::liquid {

struct Use {
    std::string path;
    Problem at; // where it stands first: name, line, column and caret, without words
};

struct Uses {
    // As they are written: "order.name", "items[].title", "reason". Not those that the template
    // makes itself (assign, capture, for, ...), wherever it does. Sorted, each once.
    std::vector<Use> variables;
    // That `render` and `include` name by a text; others are known only while rendering. Sorted.
    std::vector<std::string> partials;
};

[[nodiscard]] Uses uses_of(const Template& source);

} // namespace etsyorder::liquid
