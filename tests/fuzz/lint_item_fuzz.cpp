// SPDX-License-Identifier: MIT
// Any bytes as question, instructions and answer: the linter must come back, and each place it
// names must lie within the answer.
#include "lint/lint_item.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace etsyorder;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view all(reinterpret_cast<const char*>(data), size);
    const auto first = std::min(all.find('\x1e'), all.size());
    const auto second = std::min(all.find('\x1e', std::min(first + 1, all.size())), all.size());
    orders::ListingQuestion question;
    question.question = all.substr(0, first);
    question.instructions =
        all.substr(std::min(first + 1, second), second - std::min(first + 1, second));
    question.max_characters = static_cast<std::int64_t>(size % 20);
    question.is_required = size % 2 == 0;
    const std::vector<orders::ListingQuestion> questions{question};
    const std::vector<orders::Answer> answers{
        {orders::AnswerKind::personalisation,
         question.question,
         std::string(all.substr(std::min(second + 1, all.size()))),
         {},
         54,
         {}}};
    lint::Linter linter;
    for (const auto& finding :
         linter.lint({static_cast<std::int64_t>(size % 4), answers, &questions})) {
        for (const auto& spot : finding.spots) {
            if (spot.offset + spot.size > answers[0].text.size() || spot.size == 0 ||
                spot.position < 1 || spot.line < 1 || spot.column < 1) {
                std::abort();
            }
        }
    }
    return 0;
}
