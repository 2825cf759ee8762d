// SPDX-License-Identifier: MIT
#include "imports/mapped_answers.hpp"

#include "base/ascii.hpp"
#include "imports/cells.hpp"
#include "imports/json_text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>

namespace etsyorder::imports {
namespace {

using nlohmann::ordered_json;
using orders::Answer;
using orders::AnswerKind;

constexpr int kDepth = 8;
constexpr std::size_t kMostAnswers = 200;

std::optional<ordered_json> parsed(std::string_view text) {
    if (!is_shallow(text, kDepth)) {
        return std::nullopt;
    }
    auto document = ordered_json::parse(text, nullptr, false);
    return document.is_discarded() ? std::nullopt : std::optional(std::move(document));
}

std::string words(const ordered_json& value) {
    if (value.is_string()) {
        return value.get<std::string>();
    }
    return value.is_null() ? std::string()
                           : value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

// The first of the members that is there.
std::string member(const ordered_json& object, std::initializer_list<const char*> names) {
    for (const auto* name : names) {
        if (const auto found = object.find(name); found != object.end()) {
            return words(*found);
        }
    }
    return {};
}

std::vector<Answer> options_of(const ordered_json& document) {
    std::vector<Answer> found;
    if (document.is_object()) {
        for (const auto& [name, value] : document.items()) {
            found.push_back({AnswerKind::option, name, words(value), {}, {}, {}});
        }
    }
    if (document.is_array()) {
        for (const auto& one : document) {
            if (one.is_object()) {
                found.push_back({AnswerKind::option,
                                 member(one, {"name", "question", "label", "key"}),
                                 member(one, {"value", "text"}),
                                 {},
                                 {},
                                 {}});
            } else {
                found.push_back({AnswerKind::option, "", words(one), {}, {}, {}});
            }
        }
    }
    return found;
}

std::optional<AnswerKind> kind_named(std::string_view name) {
    for (const auto kind : {AnswerKind::personalisation,
                            AnswerKind::file,
                            AnswerKind::not_asked,
                            AnswerKind::option}) {
        if (orders::to_string(kind) == name) {
            return kind;
        }
    }
    return std::nullopt;
}

std::optional<std::int64_t> whole(const ordered_json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_number_integer()
               ? std::optional(found->get<std::int64_t>())
               : std::nullopt;
}

std::optional<Answer> answer_of(const ordered_json& one) {
    if (!one.is_object()) {
        return std::nullopt;
    }
    const auto kind = kind_named(member(one, {"kind"}));
    const auto text = one.find("text");
    if (!kind || text == one.end() || !text->is_string()) {
        return std::nullopt;
    }
    Answer answer{*kind, member(one, {"question"}), text->get<std::string>(), {}, {}, {}};
    if (const auto verbatim = one.find("verbatim");
        verbatim != one.end() && verbatim->is_string()) {
        answer.verbatim = verbatim->get<std::string>();
    }
    answer.property_id = whole(one, "property_id");
    answer.question_id = whole(one, "question_id");
    return answer;
}

} // namespace

std::vector<Answer> parse_options(std::string_view cell) {
    const auto text = trimmed(cell);
    if (text.starts_with('{') || text.starts_with('[')) {
        if (const auto document = parsed(text)) {
            auto found = options_of(*document);
            found.resize(std::min(found.size(), kMostAnswers));
            return found;
        }
    }
    std::vector<Answer> found;
    for (auto rest = text; !rest.empty() && found.size() < kMostAnswers;) {
        const auto end = std::min(rest.find_first_of(";\n"), rest.size());
        const auto part = trimmed(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const auto colon = part.find(':');
        if (part.empty()) {
            continue;
        }
        if (colon == std::string_view::npos) {
            found.push_back({AnswerKind::option, "", std::string(part), {}, {}, {}});
        } else {
            found.push_back({AnswerKind::option,
                             std::string(trimmed(part.substr(0, colon))),
                             std::string(trimmed(part.substr(colon + 1))),
                             {},
                             {},
                             {}});
        }
    }
    return found;
}

base::Result<std::vector<Answer>, std::string> parse_answers(std::string_view cell) {
    const auto document = parsed(trimmed(cell));
    if (!document || !document->is_array() || document->size() > kMostAnswers) {
        return base::Unexpected<std::string>("answers is no list as `orders export` writes it");
    }
    std::vector<Answer> found;
    for (const auto& one : *document) {
        auto answer = answer_of(one);
        if (!answer) {
            return base::Unexpected<std::string>(
                "answers has an entry without kind or text as `orders export` writes them");
        }
        found.push_back(*std::move(answer));
    }
    return found;
}

std::vector<Answer> parse_personalisation(std::string_view cell) {
    auto bare = trimmed(cell);
    if (bare.empty()) {
        return {};
    }
    while (bare.ends_with('.')) {
        bare.remove_suffix(1);
    }
    const bool not_asked = base::same_but_for_case(bare, "not requested on this item");
    return {{not_asked ? AnswerKind::not_asked : AnswerKind::personalisation,
             "Personalization",
             std::string(cell),
             {},
             {},
             {}}};
}

} // namespace etsyorder::imports
