// SPDX-License-Identifier: MIT
// What the tests of this room share: one answer in, the names of the findings out.
#pragma once

#include "lint/lint_item.hpp"

#include <string>
#include <vector>

namespace etsyorder::test {

struct Asked {
    std::string question = "Personalization";
    std::int64_t quantity = 1;
    std::string instructions = {};
    std::optional<std::int64_t> most = {};
};

inline std::vector<lint::Finding> findings_of(const std::string& text, const Asked& asked = {}) {
    orders::ListingQuestion question;
    question.question = asked.question;
    question.instructions = asked.instructions;
    question.type = "text_input";
    question.max_characters = asked.most;
    const std::vector<orders::ListingQuestion> questions{question};
    const std::vector<orders::Answer> answers{
        {orders::AnswerKind::personalisation, asked.question, text, {}, 54, {}}};
    lint::Linter linter;
    return linter.lint({asked.quantity, answers, &questions});
}

inline std::string codes_of(const std::vector<lint::Finding>& findings) {
    std::string codes;
    for (const auto& finding : findings) {
        codes += (codes.empty() ? "" : " ") + std::string(lint::info(finding.code).name);
    }
    return codes;
}

// "invisible-character edge-space"; empty: nothing was found.
inline std::string found_in(const std::string& text, const Asked& asked = {}) {
    return codes_of(findings_of(text, asked));
}

// Of an answer to "Name".
inline std::string found_in_name(const std::string& text) {
    return found_in(text, {.question = "Name"});
}

} // namespace etsyorder::test
