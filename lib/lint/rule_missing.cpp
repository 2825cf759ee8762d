// SPDX-License-Identifier: MIT
#include "base/ascii.hpp"
#include "lint/rules.hpp"
#include "orders/usual_question.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace etsyorder::lint {
namespace {

using orders::Answer;
using orders::AnswerKind;
using orders::ListingQuestion;

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool is_of_buyer(const Answer& answer) {
    return answer.kind != AnswerKind::option;
}

bool says_something(const Answer& answer) {
    return answer.kind == AnswerKind::file ||
           (answer.kind == AnswerKind::personalisation && !is_blank(answer.text));
}

std::string_view trimmed(std::string_view text) {
    return base::trimmed(text, " \t\r\n.!");
}

bool is_empty_field(const Answer& answer) {
    return answer.kind == AnswerKind::not_asked ||
           (answer.kind == AnswerKind::personalisation && is_blank(answer.text));
}

// A file has the answers and not what the listing asks.
void find_not_asked(const ItemToLint& item, Findings& found) {
    if (std::ranges::any_of(item.answers, is_empty_field) &&
        std::ranges::none_of(item.answers, says_something)) {
        found.add(Code::not_asked, "the field for the buyer's words was left empty");
    }
}

} // namespace

const ListingQuestion* question_of(const Answer& answer,
                                   const std::vector<ListingQuestion>* questions) {
    if (questions == nullptr || !is_of_buyer(answer)) {
        return nullptr;
    }
    for (const auto& question : *questions) {
        const bool same_id = answer.question_id && answer.question_id == question.id;
        const bool same_words =
            !answer.question_id && !answer.question.empty() && answer.question == question.question;
        if (same_id || same_words) {
            return &question;
        }
    }
    // The shape before 2026: one question, whatever the listing calls it now.
    return questions->size() == 1 && !answer.question_id &&
                   orders::is_usual_question(answer.question)
               ? &questions->front()
               : nullptr;
}

void find_missing(const ItemToLint& item, Findings& found) {
    if (item.questions == nullptr) {
        find_not_asked(item, found);
        return;
    }
    if (item.questions->empty()) {
        return;
    }
    bool any = false; // words or files of the buyer's
    for (const auto& answer : item.answers) {
        if (says_something(answer) && question_of(answer, item.questions) == nullptr) {
            return; // it answers a question that the listing no longer has
        }
        any = any || says_something(answer);
    }
    std::string missing;
    for (const auto& question : *item.questions) {
        const bool answered = std::ranges::any_of(item.answers, [&](const Answer& answer) {
            return says_something(answer) && question_of(answer, item.questions) == &question;
        });
        if (question.is_required && !answered) {
            missing += fmt::format("{}\"{}\"", missing.empty() ? "" : ", ", question.question);
        }
    }
    if (!missing.empty()) {
        found.add(Code::answer_missing, fmt::format("no answer to {}", missing));
        return;
    }
    if (!any && std::ranges::any_of(item.answers, is_empty_field)) {
        found.add(Code::not_requested,
                  fmt::format("the field \"{}\" was left empty", item.questions->front().question));
    }
}

void find_placeholder(const AnswerToLint& answer, Findings& found) {
    constexpr std::array<std::string_view, 21> kPlaceholders{"n/a",
                                                             "n / a",
                                                             "n/ a",
                                                             "n /a",
                                                             "none",
                                                             "nope",
                                                             "nothing",
                                                             "tbd",
                                                             "tba",
                                                             "tbc",
                                                             "leave blank",
                                                             "blank",
                                                             "nil",
                                                             "empty",
                                                             "no personalization",
                                                             "no personalisation",
                                                             "no engraving",
                                                             "no name",
                                                             "no text",
                                                             "keine",
                                                             "aucun"};
    // Whatever else stands in the answer, the words to make do not.
    constexpr std::array<std::string_view, 35> kElsewhere{
        "see message",    "see messages",       "see my message",    "see note",
        "see notes",      "see my note",        "see attached",      "see photo",
        "see picture",    "see order notes",    "same as last time", "same as last order",
        "same as before", "same as previous",   "same as my last",   "same as the last order",
        "as discussed",   "as we discussed",    "will message you",  "i'll message you",
        "messaged you",   "sent you a message", "sent a message",    "will send you a",
        "will send the",  "i'll send the",      "pic i sent",        "photo i sent",
        "picture i sent", "to be confirmed",    "siehe nachricht",   "wie besprochen",
        "voir message",   "i will message",     "i'll message"};
    const auto lower = base::ascii_lower(std::string(answer.text.bytes()));
    const auto core = trimmed(lower);
    const bool only_signs =
        !core.empty() && core.find_first_not_of("-_?/*~. \n") == std::string_view::npos;
    const bool only_dots = core.empty() && lower.find_first_of(".!") != std::string::npos;
    if (only_signs || only_dots || std::ranges::find(kPlaceholders, core) != kPlaceholders.end()) {
        found.add(Code::placeholder_answer, "the answer says nothing");
        return;
    }
    for (const auto words : kElsewhere) {
        if (has_words(lower, words)) {
            auto spot = answer.text.spot(find_words(lower, words), words.size());
            spot.code_points.clear(); // plain words
            found.add(Code::refers_elsewhere,
                      fmt::format("\"{}\" names no words to make", words),
                      {std::move(spot)});
            return;
        }
    }
}

} // namespace etsyorder::lint
