// SPDX-License-Identifier: MIT
#include "orders/import_plan.hpp"

#include "frame/text.hpp"
#include "orders/order_value.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace etsyorder {
namespace {

std::string facts_of(const orders::Item& item) {
    auto facts = fmt::format("{} x {}", item.quantity, item.title);
    if (item.price) {
        facts += fmt::format(", {} {}", base::format_decimal(*item.price), item.price->currency);
    }
    if (!item.sku.empty()) {
        facts += ", SKU " + item.sku;
    }
    return item.removed_at ? facts + ", not part of the order" : facts;
}

std::string answer_in_words(const orders::Answer& answer) {
    const auto question = answer.question.empty() ? "?" : answer.question;
    switch (answer.kind) {
    case orders::AnswerKind::not_asked:
        return question + ": not asked";
    case orders::AnswerKind::option:
        return question + ": " + answer.text;
    case orders::AnswerKind::personalisation:
    case orders::AnswerKind::file:
        break;
    }
    return "words, " + question + ": " + answer.text;
}

// Each line of the text on one of its own, so deep.
void add_lines(std::string& out, std::string_view text, std::size_t depth) {
    for (;;) {
        const auto end = text.find('\n');
        out += std::string(depth, ' ') + frame::for_terminal(text.substr(0, end)) + "\n";
        if (end == std::string_view::npos) {
            return;
        }
        text.remove_prefix(end + 1);
    }
}

} // namespace

const char* word_for(orders::Outcome outcome) {
    switch (outcome) {
    case orders::Outcome::placed:
        return "new";
    case orders::Outcome::changed:
        return "changed";
    case orders::Outcome::refreshed:
    case orders::Outcome::unchanged:
        break;
    }
    return "already so";
}

const char* word_for(orders::Saved saved) {
    switch (saved) {
    case orders::Saved::added:
        return "new";
    case orders::Saved::changed:
        return "changed";
    case orders::Saved::unchanged:
        break;
    }
    return "already so";
}

std::string changes_in_words(const orders::Recorded& recorded) {
    std::string words;
    for (const auto& change : recorded.changes) {
        words += words.empty() ? "" : "; ";
        words += recorded.outcome == orders::Outcome::placed
                     ? change.after
                     : fmt::format("{}: {} -> {}",
                                   change.field,
                                   change.before.empty() ? "(not known)" : change.before,
                                   change.after.empty() ? "(not known)" : change.after);
    }
    return words;
}

frame::Value changes_value(const std::vector<orders::Change>& all) {
    frame::Value::List changes;
    for (const auto& change : all) {
        changes.push_back(frame::Value::object(
            {{"field", change.field}, {"before", change.before}, {"after", change.after}}));
    }
    return frame::Value::list(std::move(changes));
}

std::string amounts_in_words(const orders::Order& order) {
    const auto& amounts = order.amounts;
    std::string words;
    const auto add = [&](const char* name, const std::optional<std::int64_t>& minor) {
        if (const auto money = amount(order, minor)) {
            words += fmt::format("{}{} {} {}",
                                 words.empty() ? "" : ", ",
                                 name,
                                 base::format_decimal(*money),
                                 money->currency);
        }
    };
    add("items", amounts.subtotal);
    add("discount", amounts.discount);
    add("shipping", amounts.shipping);
    add("tax", amounts.tax);
    add("VAT", amounts.vat);
    add("total", amounts.total);
    return words;
}

std::string item_in_words(const orders::Item& item) {
    auto words = facts_of(item);
    for (const auto& answer : item.answers) {
        words += "; " + answer_in_words(answer);
    }
    return words;
}

std::string plan_in_lines(const orders::Order& order, const std::string& head) {
    std::string lines;
    add_lines(lines, head, 0);
    for (const auto& item : order.items) {
        add_lines(lines, facts_of(item), 2);
        for (const auto& answer : item.answers) {
            add_lines(lines, answer_in_words(answer), 6);
        }
    }
    return lines;
}

frame::Value plan_value(const orders::Order& order) {
    const auto all = order_value(order, {});
    frame::Value::Object members;
    for (const auto& member : *all.as_object()) {
        for (const std::string_view name :
             {"status", "open", "paid", "shipped", "placed_at", "items", "amounts", "address"}) {
            if (member.name == name) {
                members.push_back(member);
            }
        }
    }
    return frame::Value::object(std::move(members));
}

} // namespace etsyorder
