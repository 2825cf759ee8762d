// SPDX-License-Identifier: MIT
#include "frame/relative.hpp"
#include "notify/known_rules.hpp"
#include "notify/outbox_repository.hpp"
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

// With what the seller said of rules and tellings so far.
class Fates {
public:
    explicit Fates(db::Database& database)
        : outbox_(database), known_(notify::KnownRules(database).all()) {}

    // Empty: it is over, or the rule does not act for it.
    std::optional<notify::Fate> of(const notify::Foreseen& one, const Draft& draft, Look look) {
        notify::Leave leave;
        const auto found = known_.find(one.rule->name);
        const bool is_known =
            found != known_.end() && found->second.trigger == notify::trigger_in_words(*one.rule);
        if (is_known) {
            const bool same_deed = found->second.deed == notify::deed_in_words(*one.rule);
            leave.is_released = same_deed && found->second.released_at.has_value();
            leave.is_paused = found->second.paused_at.has_value();
        }
        if (look == Look::back) {
            return notify::fate_of(*one.rule, draft, leave);
        }
        const auto row = outbox_.find(one.shop, one.rule->name, one.order, one.occurrence.key);
        if (row && row->state != TellingState::queued) {
            return row->state == TellingState::held
                       ? std::optional(notify::Fate{row->state, row->problem})
                       : std::nullopt;
        }
        // A rule acts from its first run on, for what happens behind that.
        const bool acts = row || (is_known ? notify::acts_for(found->second, one.occurrence)
                                           : one.occurrence.event_id == 0);
        if (!acts) {
            return std::nullopt;
        }
        leave.is_released = leave.is_released || (row && row->is_released);
        return notify::fate_of(*one.rule, draft, leave);
    }

private:
    notify::OutboxRepository outbox_;
    std::map<std::string, notify::KnownRule> known_;
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
    Fates fates(database);
    auto rows = services.output().rows(telling_table());
    for (const auto& one : foresight.all) {
        const auto draft = desk.drafts().draft(one);
        const auto fate = fates.of(one, draft, look);
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
