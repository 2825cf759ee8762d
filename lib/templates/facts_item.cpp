// SPDX-License-Identifier: MIT
#include "templates/fact_subjects.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder::templates {
namespace {

using liquid::Value;
using orders::AnswerKind;
using Row = Fact<ItemSubject>;

// All of the buyer's words of the item, a line an answer; a question is named where there are
// several.
Value personalisation(const ItemSubject& of) {
    std::vector<const orders::Answer*> words;
    for (const auto& answer : of.item->answers) {
        if (answer.kind == AnswerKind::personalisation && !answer.text.empty()) {
            words.push_back(&answer);
        }
    }
    std::string text;
    for (const auto* answer : words) {
        text += text.empty() ? "" : "\n";
        text += words.size() > 1 && !answer->question.empty() ? answer->question + ": " : "";
        text += answer->text;
    }
    return text_or_nil(text);
}

bool has_words(const ItemSubject& of) {
    return std::any_of(of.item->answers.begin(), of.item->answers.end(), [](const auto& answer) {
        return (answer.kind == AnswerKind::personalisation || answer.kind == AnswerKind::file) &&
               !answer.text.empty();
    });
}

Value answers(const ItemSubject& of, bool options) {
    std::vector<Value> all;
    for (const auto& answer : of.item->answers) {
        if (answer.kind == AnswerKind::not_asked || answer.text.empty() ||
            (answer.kind == AnswerKind::option) != options) {
            continue;
        }
        all.push_back(
            Value::object({{"question", text_or_nil(answer.question)},
                           {"text", Value(answer.text)},
                           {"kind", Value(std::string(orders::to_string(answer.kind)))}}));
    }
    return Value::array(std::move(all));
}

const std::vector<lint::Finding>& doubts_of(const ItemSubject& of) {
    if (!of.doubts) {
        of.doubts = of.of->facts.doubts(of.of->order, *of.item);
    }
    return *of.doubts;
}

bool says_nothing(const lint::Finding& finding) {
    return finding.code == lint::Code::answer_missing;
}

Value doubts(const ItemSubject& of) {
    std::vector<Value> all;
    for (const auto& finding : doubts_of(of)) {
        if (says_nothing(finding)) {
            continue;
        }
        const auto answer = finding.answer && *finding.answer < of.item->answers.size()
                                ? text_or_nil(of.item->answers[*finding.answer].text)
                                : Value();
        all.push_back(Value::object({{"code", Value(std::string(lint::info(finding.code).name))},
                                     {"text", Value(finding.message)},
                                     {"answer", answer},
                                     {"question", text_or_nil(finding.question)}}));
    }
    return Value::array(std::move(all));
}

bool is_asked(const ItemSubject& of) {
    const auto* questions = of.of->facts.questions(of.of->order, *of.item);
    return questions != nullptr && !questions->empty();
}

Value listing_page(const ItemSubject& of) {
    return of.item->listing_id
               ? Value(fmt::format("https://www.etsy.com/listing/{}", *of.item->listing_id))
               : Value();
}

constexpr Row kItem[] = {
    {"number",
     "integer",
     "Its place in the order, from 1; `--item` takes it.",
     "1",
     [](const ItemSubject& of) { return Value(of.number); }},
    {"title",
     "text",
     "The listing's title when it was bought.",
     "Oak door sign",
     [](const ItemSubject& of) { return text_or_nil(of.item->title); }},
    {"sku",
     "text",
     "Your own number of it.",
     "OAK-S",
     [](const ItemSubject& of) { return text_or_nil(of.item->sku); }},
    {"quantity",
     "integer",
     "Pieces.",
     "1",
     [](const ItemSubject& of) { return Value(of.item->quantity); }},
    {"price",
     "number",
     "Of one piece, in `order.currency`.",
     "34.0",
     [](const ItemSubject& of) {
         return of.item->price ? amount_of(of.item->price->minor, of.item->price->currency)
                               : Value();
     }},
    {"digital",
     "yes or no",
     "A file, never shipped.",
     "false",
     [](const ItemSubject& of) { return Value(of.item->is_digital); }},
    {"listing_url",
     "text",
     "Etsy's page of the listing.",
     "https://www.etsy.com/listing/901",
     listing_page},
    {"ship_by",
     "day",
     "The day by which it must be shipped.",
     "2026-12-03",
     [](const ItemSubject& of) { return day_of(of.item->ship_by, of.of->zone()); }},
    {"shipped_at",
     "day",
     "The day it was shipped.",
     "",
     [](const ItemSubject& of) { return day_of(of.item->shipped_at, of.of->zone()); }},
    {"personalised",
     "yes or no",
     "It has words or files of the buyer's.",
     "true",
     [](const ItemSubject& of) { return Value(has_words(of)); }},
    {"personalisation",
     "text",
     "All of the buyer's words, byte for byte, a line an answer; with several answers each "
     "question stands in front.",
     "MÜLLER family",
     personalisation},
    {"answers",
     "list of answers",
     "The buyer's words and files, one by one.",
     "",
     [](const ItemSubject& of) { return answers(of, false); }},
    {"options",
     "list of answers",
     "What was chosen of the listing's variations: colour, size.",
     "",
     [](const ItemSubject& of) { return answers(of, true); }},
    {"asked",
     "yes or no",
     "Its listing asks for words, as far as it is known here.",
     "true",
     [](const ItemSubject& of) { return Value(is_asked(of)); }},
    {"missing",
     "yes or no",
     "Its listing demands words, and there are none.",
     "false",
     [](const ItemSubject& of) { return Value(is_missing(of)); }},
    {"doubts",
     "list of doubts",
     "What `orders lint` finds in its words, but for what you silenced.",
     "",
     doubts},
    {"status",
     "object",
     "How far its making is: what stands below `status`, of this item alone; nil: it is a file.",
     "",
     [](const ItemSubject& of) { return status_of(of); }},
};

const std::vector<ItemSubject>& subjects_of(const OrderSubject& of) {
    if (!of.items) {
        of.items.emplace();
        for (std::size_t at = 0; at < of.order.items.size(); ++at) {
            if (!of.order.items[at].removed_at) {
                of.items->push_back(
                    {&of, &of.order.items[at], static_cast<std::int64_t>(at + 1), {}});
            }
        }
    }
    return *of.items;
}

Value item_value(const OrderSubject& order, const ItemSubject& item) {
    return Value::lazy(std::make_shared<FactsOf<ItemSubject>>(
        item_rows(),
        std::shared_ptr<const ItemSubject>(order.shared_from_this(), &item),
        order.used,
        order.used == nullptr ? std::string() : fmt::format("items[{}]", item.number - 1)));
}

} // namespace

std::span<const Row> item_rows() {
    return kItem;
}

bool has_doubts(const ItemSubject& subject) {
    const auto& all = doubts_of(subject);
    return !std::all_of(all.begin(), all.end(), says_nothing);
}

bool is_missing(const ItemSubject& subject) {
    const auto& all = doubts_of(subject);
    return std::any_of(all.begin(), all.end(), says_nothing);
}

Value items_of(const OrderSubject& subject) {
    return items_where(subject, [](const ItemSubject&) { return true; });
}

Value items_where(const OrderSubject& subject, bool (*holds)(const ItemSubject& subject)) {
    std::vector<Value> some;
    for (const auto& item : subjects_of(subject)) {
        if (holds(item)) {
            some.push_back(item_value(subject, item));
        }
    }
    return Value::array(std::move(some));
}

} // namespace etsyorder::templates
