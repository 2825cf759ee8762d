// SPDX-License-Identifier: MIT
// rules.yaml: the seller's rules as a text (etsyorder-rules(5)).
//
//     - name: chase-answers
//       when: order.paid
//       if: order.personalised
//       after: 48h
//       until: [order.canceled, order.shipped]
//       send: {template: ask-personalisation, to: buyer, via: hand}
#pragma once

#include "config/problem.hpp"
#include "notify/rule.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace etsyorder::notify {

constexpr const char* kRulesFile = "rules.yaml";

struct RulesText {
    Rules rules;                           // none where anything is wrong
    std::vector<config::Problem> problems; // in the order of their lines, at most 20
};

// `file`: for what is wrong. At most 1 MiB.
[[nodiscard]] RulesText read_rules_text(const std::string& text, const std::filesystem::path& file);

// Those of the folder; none where there is no such file. Throws Error of kind usage with the first
// problem.
[[nodiscard]] Rules read_rules(const std::filesystem::path& folder);

} // namespace etsyorder::notify
