// SPDX-License-Identifier: MIT
#include "orders/undo_act.hpp"

#include "lint/silence_code.hpp"
#include "orders/merge_buyers.hpp"
#include "orders/note_orders.hpp"
#include "orders/order_cell.hpp"
#include "orders/tag_orders.hpp"
#include "orders/undo_acts.hpp"
#include "status/batches.hpp"
#include "status/desk.hpp"
#include "status/status_kind.hpp"
#include "status/status_repository.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace etsyorder {
namespace {

using base::Error;
using base::ErrorKind;
using frame::Cell;
using frame::ExitCode;
using frame::Services;
using frame::Tone;
using orders::StepFate;
using orders::UndoResult;

frame::Table empty_table() {
    return {.name = "undo",
            .columns = {{.field = "act", .heading = "act", .right = true},
                        {.field = "order", .heading = "order"},
                        {.field = "what", .heading = "what", .flexible = true},
                        {.field = "outcome", .heading = "outcome"},
                        {.field = "dry_run"},
                        {.field = "name"},
                        {.field = "item"}}};
}

// "3512345678.2" of a step that is about an item. Empty: it is about a whole order, or the item is
// not made any more.
class ItemsOfSteps {
public:
    explicit ItemsOfSteps(db::Database& database) : database_(database) {}

    [[nodiscard]] std::string of(const orders::ActStep& step) {
        if (step.kind != status::StatusKind::kName && step.kind != status::BatchKind::kName) {
            return {};
        }
        if (!order_ || *order_ != step.order) {
            order_ = step.order;
            items_ = status::StatusRepository(database_).items_of({&step.order, 1});
        }
        const auto found = std::ranges::find_if(items_, [&](const status::WorkItem& item) {
            return std::to_string(item.item.value()) == step.thing;
        });
        return found == items_.end() ? "" : item_word(database_, *found);
    }

private:
    db::Database& database_;
    std::optional<orders::OrderId> order_; // whose items these are
    std::vector<status::WorkItem> items_;
};

// For people the item, where a step is about one.
Cell step_cell(const orders::UndoneStep& one, const std::string& item, db::Database& database) {
    auto cell = one.receipt.value() == 0 ? Cell(nullptr)
                                         : order_cell(database, one.step.order, one.receipt);
    if (!item.empty()) {
        cell.shown = item;
        cell.piped = item;
    }
    return cell;
}

frame::Table as_table(const orders::Undoing& undoing, bool dry_run, db::Database& database) {
    auto table = empty_table();
    ItemsOfSteps items(database);
    for (const auto& one : undoing.steps) {
        const auto item = items.of(one.step);
        const bool left = one.fate == StepFate::changed_since || one.fate == StepFate::no_order;
        const std::string outcome(one.fate == StepFate::undone && dry_run ? "would be undone"
                                                                          : to_string(one.fate));
        table.rows.push_back({undoing.act.id.value(),
                              step_cell(one, item, database),
                              one.words,
                              Cell(outcome, outcome, left ? Tone::bad : Tone::plain),
                              dry_run,
                              name_value(database, one.step.order, one.receipt),
                              frame::Value::text_or_null(item)});
    }
    return table;
}

std::string what_is(const orders::Act& act) {
    if (act.summary.empty()) { // it went with a person who was forgotten
        return fmt::format("act {} ({})", act.id.value(), act.verb);
    }
    return act.undoes ? fmt::format("act {} ({})", act.id.value(), act.summary)
                      : fmt::format("act {} ({}: {})", act.id.value(), act.verb, act.summary);
}

Error refused(const orders::Undoing& undoing, db::Database& database) {
    auto error =
        Error(ErrorKind::conflict, fmt::format("{} cannot be undone", what_is(undoing.act)));
    if (undoing.steps.empty()) {
        return std::move(error)
            .because("what it changed was forgotten, with the person of its orders")
            .hint("an earlier act can be named: etsyorder orders undo --list");
    }
    const auto& first = undoing.steps.front();
    if (first.fate == StepFate::no_order) {
        return std::move(error)
            .because("its orders are no longer here")
            .hint("etsyorder orders undo --list");
    }
    const auto changed =
        std::ranges::find(undoing.steps, StepFate::changed_since, &orders::UndoneStep::fate);
    const auto& such = changed == undoing.steps.end() ? first : *changed;
    const bool is_all = std::ranges::all_of(
        undoing.steps, [](const auto& one) { return one.fate == StepFate::changed_since; });
    const auto reason = fmt::format("{} was changed since, such as {}",
                                    is_all ? "all of it" : "what is not as before already",
                                    such.words);
    if (such.receipt.value() == 0) {
        return std::move(error).because(reason).hint("etsyorder orders silence --list");
    }
    const auto order = order_word(database, such.step.order, such.receipt);
    const auto item = ItemsOfSteps(database).of(such.step);
    return std::move(error)
        .because(item.empty() ? fmt::format("{} of order {}", reason, order)
                              : fmt::format("{} of {}", reason, item))
        .hint("what happened since: etsyorder orders show " + order_argument(such.receipt, order));
}

ExitCode
tell(const orders::Undoing& undoing, bool dry_run, Services& services, db::Database& database) {
    if (undoing.result == UndoResult::refused) {
        throw refused(undoing, database);
    }
    if (undoing.act.undone_at) {
        services.output().note(
            fmt::format("{}: already so, it was undone before", what_is(undoing.act)));
    } else if (undoing.result == UndoResult::already_so) {
        services.output().note(
            fmt::format("{}: already so, {} is as before",
                        what_is(undoing.act),
                        undoing.forgotten > 0 ? "what is left of it" : "everything"));
    } else if (!dry_run) {
        services.output().note(fmt::format("undone: {}", what_is(undoing.act)));
    }
    services.output().table(as_table(undoing, dry_run, database));
    if (undoing.forgotten > 0) {
        services.output().note(
            fmt::format("{} more change{} of it {} forgotten, with the person of "
                        "the order",
                        undoing.forgotten,
                        undoing.forgotten == 1 ? "" : "s",
                        undoing.forgotten == 1 ? "was" : "were"));
    }
    const auto left = std::ranges::count_if(undoing.steps, [](const orders::UndoneStep& one) {
        return one.fate == StepFate::changed_since || one.fate == StepFate::no_order;
    });
    if (left > 0) {
        services.output().warn(fmt::format("{} of {} {} changed since and left alone",
                                           left,
                                           undoing.steps.size(),
                                           left == 1 ? "was" : "were"));
        return ExitCode::findings;
    }
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_undoing() {
    return frame::field_names(empty_table());
}

ExitCode
undo_act(const orders::Act& act, bool dry_run, Services& services, db::Database& database) {
    const orders::TagKind tags;
    const orders::NoteKind notes;
    const orders::BuyerKind buyers;
    const lint::SilenceKind silences;
    const status::StatusKind stages;
    const status::BatchKind batches;
    orders::UndoActs undo(database, {tags, notes, buyers, silences, stages, batches});
    return tell(
        dry_run ? undo.plan(act) : undo.undo(act.id, services.now()), dry_run, services, database);
}

} // namespace etsyorder
