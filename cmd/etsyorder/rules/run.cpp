// SPDX-License-Identifier: MIT
#include "db/lease.hpp"
#include "frame/relative.hpp"
#include "notify/outbox_repository.hpp"
#include "outbox/outbox_rows.hpp"
#include "rules/rules_beat.hpp"

#include <fmt/format.h>

namespace etsyorder {

std::vector<std::string> fields_of_rules_run();

namespace {

using frame::ExitCode;
using frame::Services;
using notify::TellingState;

struct RunArgs {
    bool dry_run = false;
};

void beat(bool dry_run, Services& services, db::Database& database) {
    RulesDesk desk(services, database);
    const OutboxRows cells(services, database);
    auto rows = services.output().rows(outbox_table());
    int to_send = 0;
    int held = 0;
    beat_of_rules(desk, services, database, [&](const notify::Telling& telling) {
        if (telling.state == TellingState::queued) {
            return; // of a rule that is paused
        }
        to_send += telling.state == TellingState::handed ? 1 : 0;
        held += telling.state == TellingState::held ? 1 : 0;
        rows.add(cells.row_of(telling));
    });
    rows.end();
    if (to_send > 0) {
        services.output().note(
            dry_run ? fmt::format("{} would be handed over to you", to_send)
                    : fmt::format("{} to be sent by you: etsyorder outbox next", to_send));
    }
    if (held > 0) {
        services.output().note(dry_run ? fmt::format("{} would be held", held)
                                       : fmt::format("{} held: etsyorder outbox list", held));
    }
    if (dry_run) {
        services.output().note("nothing was changed");
        return;
    }
    const auto next = notify::OutboxRepository(database).next();
    services.output().note(next ? "the next one is due " +
                                      frame::relative_time(services.now(), *next)
                                : "nothing else is planned");
}

ExitCode run_rules(const RunArgs& args, Services& services) {
    services.output().require_fields(fields_of_rules_run(), "tellings");
    (void)notify::read_rules(services.folders().config); // a wrong file stops before anything
    if (!services.flags().shop.empty()) {
        throw base::Error(base::ErrorKind::usage, "rules run is about all shops")
            .hint("leave --shop out");
    }
    auto& database = services.database_to_change(false);
    if (args.dry_run) {
        const db::Rehearsal rehearsal(database);
        beat(args.dry_run, services, database);
        return ExitCode::done;
    }
    const auto lease = db::Lease::take(database, {0, "rules"}, services.clock());
    beat(args.dry_run, services, database);
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_rules_run() {
    return frame::field_names(outbox_table());
}

void add_rules_run(frame::Command& noun) {
    auto args = std::make_shared<RunArgs>();
    noun.verb("run", "Do what is due now: hand texts over, set stages and tags; plan what comes")
        .flag("--dry-run", args->dry_run, "say what would be done, change nothing")
        .examples({"etsyorder rules run", "etsyorder rules run --dry-run"})
        .runs([args](Services& services) { return run_rules(*args, services); });
}

} // namespace etsyorder
