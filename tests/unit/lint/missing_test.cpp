// SPDX-License-Identifier: MIT
#include "lint/codes.hpp"
#include "lint_world.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace etsyorder;
using orders::Answer;
using orders::AnswerKind;
using orders::ListingQuestion;

namespace {

ListingQuestion asks(const char* question, std::int64_t id, bool required) {
    ListingQuestion result;
    result.id = id;
    result.question = question;
    result.type = "text_input";
    result.is_required = required;
    return result;
}

Answer answered(AnswerKind kind,
                const char* question,
                const char* text,
                std::optional<std::int64_t> id = {}) {
    return {kind, question, text, {}, 54, id};
}

const Answer kRefused =
    answered(AnswerKind::not_asked, "Personalization", "Not requested on this item.");

std::string found(const std::vector<Answer>& answers,
                  const std::vector<ListingQuestion>* questions) {
    lint::Linter linter;
    return test::codes_of(linter.lint({1, answers, questions}));
}

} // namespace

TEST_CASE("a required question without an answer is found") {
    const std::vector<ListingQuestion> questions{asks("Name", 1, true), asks("Font", 2, false)};
    CHECK(found({}, &questions) == "answer-missing");
    CHECK(found({kRefused}, &questions) == "answer-missing");
    CHECK(found({answered(AnswerKind::personalisation, "Name", "  \n", 1)}, &questions) ==
          "answer-missing");
    CHECK(found({answered(AnswerKind::personalisation, "Font", "Serif", 2)}, &questions) ==
          "answer-missing");
}

TEST_CASE("an answered question is not missing, in either shape of Etsy's") {
    const std::vector<ListingQuestion> one{asks("Your text", 1, true)};
    CHECK(found({answered(AnswerKind::personalisation, "Personalization", "Emma")}, &one) == "");
    CHECK(found({answered(AnswerKind::personalisation, "Other words", "Emma", 1)}, &one) == "");
    const std::vector<ListingQuestion> photo{asks("Photo", 3, true)};
    CHECK(found({answered(AnswerKind::file, "Photo", "https://a.example/x", 3)}, &photo) == "");
}

TEST_CASE("an order from before the listing had its questions is left alone") {
    const std::vector<ListingQuestion> questions{asks("Name", 9, true), asks("Date", 10, true)};
    CHECK(found({answered(AnswerKind::personalisation, "Old question", "Emma", 5)}, &questions) ==
          "");
}

TEST_CASE("an empty field that is not required is told once, and only of a known listing") {
    const std::vector<ListingQuestion> questions{asks("Name", 1, false), asks("Date", 2, false)};
    CHECK(found({kRefused}, &questions) == "not-requested");
    CHECK(found({kRefused, answered(AnswerKind::personalisation, "Date", "2026", 2)}, &questions) ==
          "");
    CHECK(found({}, &questions) == ""); // Etsy says nothing of fields that were not there
    const std::vector<ListingQuestion> none;
    CHECK(found({kRefused}, &none) == "");
}

TEST_CASE("an empty field of a listing that is not known is a hint") {
    CHECK(found({kRefused}, nullptr) == "not-asked");
    CHECK(found({answered(AnswerKind::personalisation, "Personalisierung", " ")}, nullptr) ==
          "not-asked");
    CHECK(found({kRefused, answered(AnswerKind::personalisation, "Date", "2026")}, nullptr) == "");
    CHECK(found({}, nullptr) == "");
    CHECK(found({answered(AnswerKind::option, "Size", "M")}, nullptr) == "");
}

TEST_CASE("the usual question is the only one a listing has, in any language") {
    const std::vector<ListingQuestion> questions{asks("Name", 1, true)};
    for (const auto* usual : {"Personalization", "Personalisierung", "PERSONALIZACIÓN"}) {
        CHECK(found({answered(AnswerKind::personalisation, usual, "Emma")}, &questions) == "");
    }
    const std::vector<ListingQuestion> two{asks("Name", 1, true), asks("Date", 2, true)};
    CHECK(found({kRefused}, &two) == "answer-missing");
}

TEST_CASE("options and chosen answers are the seller's own words") {
    auto dropdown = asks("Name of the font", 1, true);
    dropdown.type = "dropdown";
    const std::vector<ListingQuestion> questions{dropdown};
    CHECK(found({answered(AnswerKind::personalisation, "Name of the font", "TYPEWRITER  Serif", 1)},
                &questions) == "");
    CHECK(found({answered(AnswerKind::option, "Size", "8 x 10 , framed  ")}, nullptr) == "");
}

TEST_CASE("each code has a name of its own, a remedy and an example") {
    std::set<std::string_view> names;
    for (const auto& code : lint::all_codes()) {
        CAPTURE(code.name);
        CHECK(names.insert(code.name).second);
        CHECK(lint::code_named(code.name) == code.code);
        CHECK(code.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string_view::npos);
        CHECK_FALSE(code.title.empty());
        CHECK_FALSE(code.explanation.empty());
        CHECK_FALSE(code.remedy.empty());
        CHECK_FALSE(code.example.empty());
    }
    CHECK_FALSE(lint::code_named("no-such").has_value());
}
