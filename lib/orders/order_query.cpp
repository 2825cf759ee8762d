// SPDX-License-Identifier: MIT
// The fields of a query about orders, in the order of query_terms.hpp.
#include "orders/order_query.hpp"

#include "orders/query_terms.hpp"

#include <algorithm>
#include <variant>

namespace etsyorder::orders {

const query::Vocabulary& query_vocabulary() {
    using query::Kind;
    static const query::Vocabulary kFields = {
        {"order", {"number", "receipt"}, Kind::number_or_name, {}},
        {"buyer", {"from", "name"}, Kind::text, {}},
        {"tag", {"tags"}, Kind::text, {}},
        {"status", {}, Kind::text, {}},
        {"due", {"ship-by", "ship_by"}, Kind::day_ahead, {}},
        {"placed", {"ordered"}, Kind::day_past, {}},
        {"updated", {"changed"}, Kind::day_past, {}},
        {"total", {}, Kind::money, {}},
        {"item", {"title", "items"}, Kind::text, {}},
        {"sku", {}, Kind::text, {}},
        {"listing", {}, Kind::number, {}},
        {"text", {"personalisation", "personalization", "answer", "engraving"}, Kind::text, {}},
        {"option", {"variation"}, Kind::text, {}},
        {"message", {}, Kind::text, {}},
        {"country", {}, Kind::country, {}},
        {"shop", {}, Kind::text, {}},
        {"quantity", {"pieces"}, Kind::number, {}},
        {"stage", {}, Kind::text, {}},
        {"is",
         {},
         Kind::word,
         {"open",
          "closed",
          "any",
          "late",
          "overdue=late",
          "gift",
          "repeat",
          "personalised",
          "personalized=personalised",
          "digital",
          "canceled",
          "cancelled=canceled",
          "refunded",
          "paid",
          "unpaid",
          "shipped",
          "completed",
          "gone"}},
        {"has",
         {},
         Kind::word,
         {"message",
          "gift-message",
          "refund",
          "tracking",
          "tag",
          "text",
          "personalisation=text",
          "personalization=text",
          "file",
          "address",
          "due",
          "ship-by=due"}},
    };
    return kFields;
}

namespace {

bool is_stage(const query::Node& node) {
    return node.field && *node.field == static_cast<std::size_t>(QueryField::stage);
}

void add_stage_words(const query::Node& node, std::vector<StageWord>& words) {
    if (node.kind == query::Node::Kind::negation) {
        return;
    }
    if (is_stage(node)) {
        const auto& text = std::get<query::Text>(node.value);
        StageWord word{text.text, text.prefix};
        if (std::find(words.begin(), words.end(), word) == words.end()) {
            words.push_back(std::move(word));
        }
    }
    for (const auto& part : node.parts) {
        add_stage_words(part, words);
    }
}

} // namespace

std::vector<StageWord> stage_words(const query::Node& query) {
    std::vector<StageWord> words;
    add_stage_words(query, words);
    return words;
}

bool every_branch_names_stage(const query::Node& query) {
    switch (query.kind) {
    case query::Node::Kind::term:
        return is_stage(query);
    case query::Node::Kind::any:
        return std::all_of(query.parts.begin(), query.parts.end(), every_branch_names_stage);
    case query::Node::Kind::all:
        return std::any_of(query.parts.begin(), query.parts.end(), every_branch_names_stage);
    case query::Node::Kind::negation:
        return false;
    }
    return false;
}

std::optional<query::Node> part_with(const query::Node& query, const StageWord& word) {
    if (query.kind == query::Node::Kind::term) {
        const auto* const text = is_stage(query) ? &std::get<query::Text>(query.value) : nullptr;
        return text != nullptr && StageWord{text->text, text->prefix} == word ? std::optional(query)
                                                                              : std::nullopt;
    }
    query::Node sides;
    sides.kind = query::Node::Kind::any;
    if (query.kind != query::Node::Kind::negation) {
        for (const auto& part : query.parts) {
            if (auto side = part_with(part, word)) {
                sides.parts.push_back(*std::move(side));
            }
        }
    }
    if (sides.parts.empty()) {
        return std::nullopt;
    }
    if (sides.parts.size() == 1) {
        sides = query::Node(std::move(sides.parts.front()));
    }
    if (query.kind == query::Node::Kind::any) {
        return sides;
    }
    auto all = query; // of these parts some have the word, and each of them must hold
    all.parts.push_back(std::move(sides));
    return all;
}

bool mentions_stage(const query::Node& query) {
    return is_stage(query) || std::any_of(query.parts.begin(), query.parts.end(), mentions_stage);
}

} // namespace etsyorder::orders
