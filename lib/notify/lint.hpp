// SPDX-License-Identifier: MIT
// What is doubtful about rules that can be read: templates that are not there, facts that do not
// exist, rules that set each other off, buyers who would be told of what is over.
#pragma once

#include "notify/rule.hpp"
#include "status/pipeline.hpp"
#include "templates/library.hpp"

#include <string>
#include <vector>

namespace etsyorder::notify {

struct RuleFinding {
    std::string rule;
    int line = 0;     // of rules.yaml, where the rule begins
    std::string code; // a stable word: docs/json-output.md
    std::string text;
    std::string hint; // may be empty
};

// In the order of the file.
[[nodiscard]] std::vector<RuleFinding> lint_rules(const Rules& rules,
                                                  const templates::Library& library,
                                                  const status::Pipelines& pipelines);

} // namespace etsyorder::notify
