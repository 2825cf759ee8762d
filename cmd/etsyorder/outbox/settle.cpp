// SPDX-License-Identifier: MIT
#include "notify/settle.hpp"

#include "outbox/outbox_rows.hpp"

#include <fmt/format.h>

namespace etsyorder {
namespace {

using base::Error;
using base::ErrorKind;
using frame::ExitCode;
using frame::Services;
using frame::Value;
using notify::Decision;
using notify::Settlement;

struct SettleArgs {
    std::vector<std::string> ids;
    bool dry_run = false;
};

frame::Table empty_table() {
    return {.name = "tellings",
            .columns = {{.field = "id", .heading = "id", .right = true},
                        {.field = "outcome", .heading = "outcome"},
                        {.field = "state", .heading = "state"},
                        {.field = "rule", .heading = "rule"},
                        {.field = "dry_run"}}};
}

std::vector<std::string> fields() {
    return frame::field_names(empty_table());
}

const char* needed(Decision decision) {
    switch (decision) {
    case Decision::done:
        return "only what was handed over to you can be told to be sent";
    case Decision::cancel:
        return "only what nobody was told yet can be cancelled";
    case Decision::hold:
        return "only what is queued can be held";
    case Decision::release:
        break;
    }
    return "only what is held can be released";
}

ExitCode run_settle(const SettleArgs& args, Decision decision, Services& services) {
    services.output().require_fields(fields(), "tellings");
    const auto ids = telling_ids(args.ids, services);
    if (ids.empty()) {
        throw Error(ErrorKind::usage, "which ones?").hint("etsyorder outbox list");
    }
    auto& database = services.database_to_change(args.dry_run);
    const auto how = args.dry_run ? notify::SettleHow::rehearse : notify::SettleHow::really;
    const auto all = notify::settle(database, ids, decision, how, services.now());
    auto table = empty_table();
    for (const auto& one : all) {
        if (one.outcome == Settlement::missing) {
            throw unknown_telling(one.id);
        }
        if (one.outcome == Settlement::refused) {
            throw Error(ErrorKind::conflict,
                        fmt::format("telling {} is {}",
                                    one.id.value(),
                                    notify::to_string(one.telling->state)))
                .because(needed(decision))
                .note("nothing was changed");
        }
        const bool changed = one.outcome == Settlement::changed;
        table.rows.push_back({one.id.value(),
                              !changed       ? "already so"
                              : args.dry_run ? "would change"
                                             : "changed",
                              notify::to_string(one.telling->state),
                              one.telling->rule,
                              args.dry_run});
    }
    services.output().table(std::move(table));
    return ExitCode::done;
}

void add_settle(frame::Command verb,
                Decision decision,
                std::initializer_list<std::string_view> examples) {
    auto args = std::make_shared<SettleArgs>();
    verb.value("id", args->ids, "numbers of tellings; - reads one a line", {.live = "telling"})
        .flag("--dry-run", args->dry_run, "say what would change, change nothing")
        .examples(examples)
        .runs(
            [args, decision](Services& services) { return run_settle(*args, decision, services); });
}

} // namespace

std::vector<std::string> fields_of_outbox_settled() {
    return fields();
}

void add_outbox_done(frame::Command& noun) {
    add_settle(noun.verb("done", "Say that you sent what was handed over"),
               Decision::done,
               {"etsyorder outbox done 12",
                "etsyorder outbox list --json id --jq "
                "'.tellings[].id' | etsyorder outbox done -"});
}

void add_outbox_cancel(frame::Command& noun) {
    add_settle(noun.verb("cancel", "Do not tell what nobody was told yet"),
               Decision::cancel,
               {"etsyorder outbox cancel 12", "etsyorder outbox cancel 12 13 --dry-run"});
}

void add_outbox_hold(frame::Command& noun) {
    add_settle(noun.verb("hold", "Let a queued telling wait until you release it"),
               Decision::hold,
               {"etsyorder outbox hold 12"});
}

void add_outbox_release(frame::Command& noun) {
    add_settle(noun.verb("release", "Let a held telling go at the next run of the rules"),
               Decision::release,
               {"etsyorder outbox release 12"});
}

} // namespace etsyorder
