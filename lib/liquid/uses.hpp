// SPDX-License-Identifier: MIT
// What a template speaks of, read from its program without rendering it.
#pragma once

#include "liquid/template.hpp"

#include <optional>
#include <string>
#include <vector>

namespace etsyorder::liquid {

struct Use {
    std::string path;
    Problem at; // where it stands first: name, line, column and caret, without words
    // Where it is first printed, as it is or through filters; empty: it is only asked about, or
    // handed on.
    std::optional<Problem> printed_at = {};
};

struct PartialUse { // one `render` or `include`
    std::string name;
    std::vector<std::string> given; // names under which it gets values
    Problem at;                     // where its name stands, without words
};

struct Uses {
    // As they are written: "order.name", "items[].title", "reason". Not those that the template
    // makes itself (assign, capture, for, ...), wherever it does. Sorted, each once.
    std::vector<Use> variables;
    // Those that name their partial by a text; others are known only while rendering.
    std::vector<PartialUse> partials;
    // What is printed by another name: "items[].title" of `{{ item.title }}` in a loop over items,
    // and of what was assigned. Not of captured texts. Sorted, each once, where it stands first.
    std::vector<Use> printed_by_name;
};

[[nodiscard]] Uses uses_of(const Template& source);

} // namespace etsyorder::liquid
