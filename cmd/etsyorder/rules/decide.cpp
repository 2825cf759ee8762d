// SPDX-License-Identifier: MIT
#include "base/nearest.hpp"
#include "notify/rules_file.hpp"
#include "notify/settle.hpp"
#include "rules/rules_desk.hpp"

#include <fmt/format.h>

namespace etsyorder {
namespace {

using base::Error;
using base::ErrorKind;
using frame::ExitCode;
using frame::Services;
using notify::RuleDecision;

struct DecideArgs {
    std::vector<std::string> names;
    bool dry_run = false;
};

frame::Table empty_table() {
    return {.name = "rules",
            .columns = {{.field = "rule", .heading = "rule"},
                        {.field = "outcome", .heading = "outcome"},
                        {.field = "queued", .heading = "may go now", .right = true},
                        {.field = "dry_run"}}};
}

std::vector<std::string> fields() {
    return frame::field_names(empty_table());
}

ExitCode run_decide(const DecideArgs& args, RuleDecision decision, Services& services) {
    services.output().require_fields(fields(), "rules");
    auto& database = services.database_to_change(false);
    RulesDesk desk(services, database);
    desk.keep_only(args.names);
    std::optional<db::Rehearsal> rehearsal;
    if (args.dry_run) {
        rehearsal.emplace(database);
    }
    auto table = empty_table();
    for (const auto& name : args.names) {
        const auto settled = notify::settle_rule(database, name, decision, services.now());
        if (!settled) {
            throw Error(ErrorKind::conflict, fmt::format("the rule \"{}\" is new", name))
                .because("it acts from its first run on, and has told nothing yet")
                .hint("etsyorder rules run");
        }
        table.rows.push_back({name,
                              !settled->changed ? "already so"
                              : args.dry_run    ? "would change"
                                                : "changed",
                              settled->queued,
                              args.dry_run});
    }
    services.output().table(std::move(table));
    return ExitCode::done;
}

void add_decide(frame::Command verb, RuleDecision decision, const char* example) {
    auto args = std::make_shared<DecideArgs>();
    verb.value("rule", args->names, "names of rules", {.required = true, .live = "rule"})
        .flag("--dry-run", args->dry_run, "say what would change, change nothing")
        .examples({example})
        .runs(
            [args, decision](Services& services) { return run_decide(*args, decision, services); });
}

} // namespace

std::vector<std::string> fields_of_rules_decided() {
    return fields();
}

void add_rules_release(frame::Command& noun) {
    add_decide(noun.verb("release", "Let rules tell buyers, once you have seen what they say"),
               RuleDecision::release,
               "etsyorder rules release chase-answers");
}

void add_rules_pause(frame::Command& noun) {
    add_decide(noun.verb("pause", "Let rules rest: what is due meanwhile waits, or expires"),
               RuleDecision::pause,
               "etsyorder rules pause chase-answers");
}

void add_rules_resume(frame::Command& noun) {
    add_decide(noun.verb("resume", "Let paused rules go on"),
               RuleDecision::resume,
               "etsyorder rules resume chase-answers");
}

} // namespace etsyorder
