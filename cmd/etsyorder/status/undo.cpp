// SPDX-License-Identifier: MIT
#include "frame/command.hpp"
#include "orders/undo_act.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace etsyorder {
namespace {

using base::Error;
using base::ErrorKind;
using frame::ExitCode;
using frame::Services;

struct UndoArgs {
    std::optional<int> act;
    bool dry_run = false;
};

constexpr int kMostActs = 1000; // all there are

bool is_status(const orders::Act& act) {
    return act.verb == "status";
}

orders::Act meant_act(const UndoArgs& args, db::Database& database) {
    const orders::ActRepository acts(database);
    if (args.act) {
        auto act = acts.find(orders::ActId{*args.act});
        if (act && is_status(*act)) {
            return *std::move(act);
        }
        throw Error(ErrorKind::not_found, fmt::format("there is no status update {}", *args.act))
            .because(act ? fmt::format("act {} is one of `orders {}`", *args.act, act->verb)
                         : std::string("the latest 1,000 acts are kept"))
            .hint("etsyorder orders undo --list");
    }
    for (auto& act : acts.latest(kMostActs)) {
        if (is_status(act) && !act.undone_at && !act.undoes) {
            return std::move(act);
        }
    }
    throw Error(ErrorKind::not_found, "there is nothing to undo")
        .because("no command has changed a stage, or each was undone");
}

ExitCode run_undo(const UndoArgs& args, Services& services) {
    services.output().require_fields(fields_of_undoing(), "undo");
    auto& database = services.database_to_change(args.dry_run);
    return undo_act(meant_act(args, database), args.dry_run, services, database);
}

} // namespace

std::vector<std::string> fields_of_status_undo() {
    return fields_of_undoing();
}

void add_status_undo(frame::Command& noun) {
    auto args = std::make_shared<UndoArgs>();
    noun.verb("undo", "Take back the last status update, or an earlier one")
        .number("act",
                args->act,
                {1, std::numeric_limits<int>::max()},
                "the number that `orders undo --list` shows; without it the latest",
                {.live = "status act"})
        .flag("--dry-run", args->dry_run, "say what would change, change nothing")
        .examples({"etsyorder status undo", "etsyorder status undo 12 --dry-run"})
        .runs([args](Services& services) { return run_undo(*args, services); });
}

} // namespace etsyorder
