// SPDX-License-Identifier: MIT
#include "frame/relative.hpp"
#include "notify/expected_fates.hpp"
#include "orders/order_cell.hpp"
#include "rules/rules_desk.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace etsyorder {
namespace {

using frame::Cell;
using frame::Tone;
using frame::Value;
using notify::Draft;
using notify::TellingState;

// What a person wants to see of a letter in one line.
std::string first_words(const Draft& draft, const notify::Fate& fate, const notify::Rule& rule) {
    if (!fate.problem.empty() && !draft.letter) {
        return fate.problem;
    }
    if (!draft.letter) {
        return notify::deed_in_words(rule);
    }
    const auto& text = draft.letter->subject ? *draft.letter->subject : draft.letter->text;
    return text.substr(0, text.find('\n'));
}

Cell order_of(const notify::Foreseen& one, db::Database& database) {
    return one.order ? order_cell(database, *one.order, *one.receipt) : Cell(nullptr, "the shop");
}

class Rows {
public:
    Rows(RulesDesk& desk, db::Database& database) : desk_(desk), database_(database) {}

    std::vector<Cell>
    row_of(const notify::Foreseen& one, const Draft& draft, const notify::Fate& fate) {
        const auto& rule = *one.rule;
        const auto* const send = std::get_if<notify::Send>(&rule.deed);
        const auto& zone = desk_.surroundings().calendar_of(one.shop).zone;
        const auto& occurrence = one.occurrence;
        const auto& letter = draft.letter;
        Value::List via;
        for (const auto& channel : send != nullptr ? send->via : std::vector<std::string>()) {
            via.emplace_back(channel);
        }
        return {Cell(occurrence.due, frame::local_time(occurrence.due, zone)),
                rule.name,
                order_of(one, database_),
                send != nullptr ? Value(notify::to_string(send->to)) : Value(),
                Cell(notify::to_string(fate.state),
                     "",
                     fate.state == TellingState::held ? Tone::bad : Tone::plain),
                Cell(occurrence.reason,
                     fmt::format("{} of {}",
                                 occurrence.reason,
                                 frame::local_time(occurrence.reason_at, zone))),
                Cell(letter ? Value(letter->text) : Value(), first_words(draft, fate, rule)),
                Value::list(std::move(via)),
                send != nullptr ? Value(send->template_name) : Value(),
                letter && letter->subject ? Value(*letter->subject) : Value(),
                Value::text_or_null(fate.problem),
                notify::deed_in_words(rule),
                occurrence.reason_at,
                occurrence.expires,
                occurrence.key,
                one.order ? name_value(database_, *one.order, *one.receipt) : Value(),
                one.shop.value()};
    }

private:
    RulesDesk& desk_;
    db::Database& database_;
};

} // namespace

frame::Table telling_table() {
    return {
        .name = "tellings",
        .columns = {{.field = "due", .heading = "when"},
                    {.field = "rule", .heading = "rule"},
                    {.field = "order", .heading = "order"},
                    {.field = "to", .heading = "to"},
                    {.field = "becomes", .heading = "becomes"},
                    {.field = "reason", .heading = "reason", .expendable = true},
                    {.field = "text", .heading = "text", .flexible = true},
                    {.field = "via"},
                    {.field = "template"},
                    {.field = "subject"},
                    {.field = "problem", .heading = "why", .flexible = true, .expendable = true},
                    {.field = "does", .piped = true},
                    {.field = "reason_at"},
                    {.field = "expires"},
                    {.field = "key"},
                    {.field = "order_name"},
                    {.field = "shop"}},
        .when_empty = "nothing comes in this time"};
}

ShownTellings show_tellings(const notify::Foresight& foresight,
                            Look look,
                            Unwanted unwanted,
                            RulesDesk& desk,
                            frame::Services& services,
                            db::Database& database) {
    ShownTellings shown;
    Rows cells(desk, database);
    const notify::ExpectedFates fates(database);
    auto rows = services.output().rows(telling_table());
    for (const auto& one : foresight.all) {
        const auto draft = desk.drafts().draft(one);
        const auto fate = look == Look::back ? std::optional(fates.in_the_past(one, draft))
                                             : fates.of(one, draft);
        if (!fate) {
            continue;
        }
        const bool is_wanted = fate->state == TellingState::handed ||
                               fate->state == TellingState::held ||
                               fate->state == TellingState::done;
        shown.not_wanted += is_wanted ? 0 : 1;
        if (is_wanted) {
            ++shown.comes[one.rule->name];
        }
        if (is_wanted || unwanted == Unwanted::shown) {
            rows.add(cells.row_of(one, draft, *fate));
        }
    }
    rows.end();
    for (const auto* rule : foresight.cut_off) {
        services.output().warn(fmt::format("rule \"{}\" comes more than {} times: the rest of it "
                                           "is not shown",
                                           rule->name,
                                           notify::kMostTimes));
    }
    return shown;
}

} // namespace etsyorder
