// SPDX-License-Identifier: MIT
#include "frame/command.hpp"
#include "frame/relative.hpp"
#include "orders/act_repository.hpp"
#include "orders/undo_act.hpp"

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

ExitCode run_undo(const UndoArgs& args, Services& services) {
    if (args.list) {
        if (args.act) {
            throw Error(ErrorKind::usage, "--list takes no act");
        }
        return run_list(services);
    }
    services.output().require_fields(fields_of_orders_undo(), "undo");
    auto& database = services.database_to_change(args.dry_run);
    return undo_act(meant_act(args, database), args.dry_run, services, database);
}

} // namespace

std::vector<std::string> fields_of_orders_undo() {
    return fields_of_undoing();
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
