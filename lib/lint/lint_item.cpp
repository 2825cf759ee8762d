// SPDX-License-Identifier: MIT
#include "lint/lint_item.hpp"

#include "lint/rules.hpp"

#include <algorithm>

namespace etsyorder::lint {
namespace {

void lint_words(const AnswerToLint& answer, Findings& found) {
    find_placeholder(answer, found);
    find_length(answer, found);
    find_list(answer, found);
    find_in_name(answer, found);
    find_case(answer, found);
    find_broken(answer, found);
    find_spaces(answer, found);
    find_odd_characters(answer, found);
    if (!answer.text.is_ascii()) {
        find_scripts(answer, found);
        find_styled(answer, found);
        find_emoji(answer, found);
    }
    find_digits(answer, found);
}

bool worse_first(const Finding& one, const Finding& other) {
    const auto severity = info(one.code).severity;
    const auto other_severity = info(other.code).severity;
    return severity != other_severity ? severity > other_severity : one.code < other.code;
}

// The seller wrote what a dropdown offers.
bool is_chosen(const orders::ListingQuestion* question) {
    return question != nullptr && question->type == "dropdown";
}

} // namespace

const Asks& Linter::asks(const std::string& question, const orders::ListingQuestion* known) {
    constexpr std::size_t kMost = 10'000; // questions of a shop that has nothing to do with reality
    const std::string told = known != nullptr ? known->instructions : "";
    const std::string key = question + '\n' + told;
    const auto found = asks_.find(key);
    if (found != asks_.end()) {
        return found->second;
    }
    if (asks_.size() >= kMost) {
        asks_.clear();
    }
    return asks_.emplace(key, asks_of(question, told)).first->second;
}

std::vector<Finding> Linter::lint(const ItemToLint& item) {
    Findings of_item;
    find_missing(item, of_item);
    auto result = of_item.take();
    for (std::size_t i = 0; i < item.answers.size(); ++i) {
        const auto& answer = item.answers[i];
        const auto* const question = question_of(answer, item.questions);
        if (answer.kind != orders::AnswerKind::personalisation || is_chosen(question)) {
            continue;
        }
        const Text text(answer.text);
        Findings found;
        lint_words({text, asks(answer.question, question), question, item.quantity}, found);
        auto list = found.take();
        std::ranges::sort(list, worse_first);
        for (auto& finding : list) {
            finding.answer = i;
            finding.question = answer.question;
            result.push_back(std::move(finding));
        }
    }
    return result;
}

} // namespace etsyorder::lint
