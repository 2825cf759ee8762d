// SPDX-License-Identifier: MIT
// The rules, a small family a file. Each looks at one answer (rule_missing.cpp: at one item) and
// adds what it finds, at most one finding of a code.
#pragma once

#include "lint/asks.hpp"
#include "lint/lint_item.hpp"
#include "lint/text.hpp"

#include <algorithm>

namespace etsyorder::lint {

// One answer in words, and what is known of its question.
struct AnswerToLint {
    const Text& text;
    const Asks& asks;
    const orders::ListingQuestion* question = nullptr; // null: not known
    std::int64_t quantity = 1;                         // of the item
};

// What a rule found: the code, a sentence of this case, the places.
class Findings {
public:
    void add(Code code, std::string message, std::vector<Spot> spots = {}) {
        const auto count = spots.size();
        spots.resize(std::min(count, kMostSpots));
        for (auto& spot : spots) {
            spot.what = start_of(std::move(spot.what), kLongestWhat);
        }
        found_.push_back(
            {code, {}, {}, start_of(std::move(message), kLongestWhat), std::move(spots), count});
    }
    [[nodiscard]] std::vector<Finding> take() { return std::move(found_); }
    [[nodiscard]] bool has(Code code) const {
        for (const auto& finding : found_) {
            if (finding.code == code) {
                return true;
            }
        }
        return false;
    }

private:
    std::vector<Finding> found_;
};

// The listing's question that an answer belongs to; null: none, or not to be told.
[[nodiscard]] const orders::ListingQuestion*
question_of(const orders::Answer& answer, const std::vector<orders::ListingQuestion>* questions);

void find_missing(const ItemToLint& item, Findings& found);
void find_placeholder(const AnswerToLint& answer, Findings& found);
void find_length(const AnswerToLint& answer, Findings& found);
void find_list(const AnswerToLint& answer, Findings& found);    // names against quantity
void find_in_name(const AnswerToLint& answer, Findings& found); // date, address, request
void find_case(const AnswerToLint& answer, Findings& found);    // all capitals, none
void find_digits(const AnswerToLint& answer, Findings& found);  // digits that look like letters
void find_broken(const AnswerToLint& answer, Findings& found);  // escapes, wrong encoding
void find_odd_characters(const AnswerToLint& answer, Findings& found);
void find_spaces(const AnswerToLint& answer, Findings& found);
void find_emoji(const AnswerToLint& answer, Findings& found);
void find_styled(const AnswerToLint& answer, Findings& found);  // and loose accents
void find_scripts(const AnswerToLint& answer, Findings& found); // look-alikes, mixed scripts

} // namespace etsyorder::lint
