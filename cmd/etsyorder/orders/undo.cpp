// SPDX-License-Identifier: MIT
#include "frame/command.hpp"
#include "frame/relative.hpp"
#include "lint/silence_code.hpp"
#include "orders/act_repository.hpp"
#include "orders/merge_buyers.hpp"
#include "orders/note_orders.hpp"
#include "orders/order_cell.hpp"
#include "orders/tag_orders.hpp"
#include "orders/undo_acts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace etsyorder {

std::vector<std::string> fields_of_orders_undo();

namespace {

using base::Error;
using base::ErrorKind;
using frame::Cell;
using frame::ExitCode;
using frame::Services;
using frame::Tone;
using frame::Value;
using orders::StepFate;
using orders::UndoResult;

constexpr int kMostListed = 1000; // all there are

struct UndoArgs {
    std::optional<int> act;
    bool list = false;
    bool dry_run = false;
};

frame::Table empty_list() {
    return {.name = "acts",
            .columns = {{.field = "act", .heading = "act", .right = true},
                        {.field = "done_at", .heading = "done"},
                        {.field = "command", .heading = "command"},
                        {.field = "summary", .heading = "what", .flexible = true},
                        {.field = "order_count", .heading = "orders", .right = true},
                        {.field = "undone_at", .heading = "undone"},
                        {.field = "undoes"}},
            .when_empty = "nothing was done that could be undone"};
}

ExitCode run_list(Services& services) {
    services.output().require_fields(frame::field_names(empty_list()));
    auto table = empty_list();
    const auto& zone = services.zone();
    for (const auto& act :
         orders::ActRepository(services.database_for_reading()).latest(kMostListed)) {
        table.rows.push_back(
            {act.id.value(),
             Cell(act.done_at, frame::local_time(act.done_at, zone)),
             act.verb,
             act.summary,
             act.order_count,
             act.undone_at
                 ? Cell(*act.undone_at, frame::local_time(*act.undone_at, zone), Tone::faint)
                 : Cell(nullptr, " "),
             act.undoes ? Value(act.undoes->value()) : Value()});
    }
    services.output().table(table);
    return ExitCode::done;
}

frame::Table empty_table() {
    return {.name = "undo",
            .columns = {{.field = "act", .heading = "act", .right = true},
                        {.field = "order", .heading = "order"},
                        {.field = "what", .heading = "what", .flexible = true},
                        {.field = "outcome", .heading = "outcome"},
                        {.field = "dry_run"},
                        {.field = "name"}}};
}

Cell step_cell(const orders::UndoneStep& one, db::Database& database) {
    return one.receipt.value() == 0 ? Cell(nullptr)
                                    : order_cell(database, one.step.order, one.receipt);
}

frame::Table as_table(const orders::Undoing& undoing, bool dry_run, db::Database& database) {
    auto table = empty_table();
    for (const auto& one : undoing.steps) {
        const bool left = one.fate == StepFate::changed_since || one.fate == StepFate::no_order;
        const std::string outcome(one.fate == StepFate::undone && dry_run ? "would be undone"
                                                                          : to_string(one.fate));
        table.rows.push_back({undoing.act.id.value(),
                              step_cell(one, database),
                              one.words,
                              Cell(outcome, outcome, left ? Tone::bad : Tone::plain),
                              dry_run,
                              name_value(database, one.step.order, one.receipt)});
    }
    return table;
}

// Which act is meant. Throws Error of kind not_found when there is none.
orders::Act meant_act(const UndoArgs& args, db::Database& database) {
    const orders::ActRepository acts(database);
    if (!args.act) {
        if (auto latest = acts.latest_to_undo()) {
            return *std::move(latest);
        }
        throw Error(ErrorKind::not_found, "there is nothing to undo")
            .because("no command has changed an order, or each was undone");
    }
    if (auto act = acts.find(orders::ActId{*args.act})) {
        return *std::move(act);
    }
    throw Error(ErrorKind::not_found, fmt::format("there is no act {}", *args.act))
        .because("acts have numbers of their own, and the latest 1,000 are kept")
        .hint("etsyorder orders undo --list");
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
    const std::string reason = "all of it was changed since, such as " + first.words;
    if (first.receipt.value() == 0) {
        return std::move(error).because(reason).hint("etsyorder orders silence --list");
    }
    const auto order = order_word(database, first.step.order, first.receipt);
    return std::move(error)
        .because(fmt::format("{} of order {}", reason, order))
        .hint("what happened since: etsyorder orders show " + order_argument(first.receipt, order));
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

ExitCode run_undo(const UndoArgs& args, Services& services) {
    if (args.list) {
        if (args.act) {
            throw Error(ErrorKind::usage, "--list takes no act");
        }
        return run_list(services);
    }
    services.output().require_fields(fields_of_orders_undo(), "undo");
    (void)services.database_for_reading(); // a writer must not create an empty store
    auto& database =
        args.dry_run ? services.database_for_reading() : services.database_for_writing();
    const orders::TagKind tags;
    const orders::NoteKind notes;
    const orders::BuyerKind buyers;
    const lint::SilenceKind silences;
    orders::UndoActs undo(database, {tags, notes, buyers, silences});
    const auto act = meant_act(args, database);
    return tell(args.dry_run ? undo.plan(act) : undo.undo(act.id, services.now()),
                args.dry_run,
                services,
                database);
}

} // namespace

std::vector<std::string> fields_of_orders_undo() {
    return frame::field_names(empty_table());
}

void add_orders_undo(frame::Command& orders) {
    auto args = std::make_shared<UndoArgs>();
    orders.verb("undo", "Take back what the last command changed, or an earlier one")
        .number("act",
                args->act,
                {1, std::numeric_limits<int>::max()},
                "the number of an act; without it the latest that is not undone",
                {.live = "act"})
        .flag("--list", args->list, "the acts that can be undone, newest first")
        .flag("--dry-run", args->dry_run, "say what would change, change nothing")
        .examples({"etsyorder orders undo",
                   "etsyorder orders undo --list",
                   "etsyorder orders undo 12 --dry-run"})
        .runs([args](Services& services) { return run_undo(*args, services); });
}

} // namespace etsyorder
