// SPDX-License-Identifier: MIT
#include "base/atomic_file.hpp"
#include "config/config_file.hpp"
#include "db/lease.hpp"
#include "frame/relative.hpp"
#include "notify/keep_plan.hpp"
#include "notify/tell_due.hpp"
#include "orders/order_repository.hpp"
#include "orders/tag_orders.hpp"
#include "outbox/outbox_rows.hpp"
#include "rules/rules_desk.hpp"
#include "status/desk.hpp"
#include "status/move_items.hpp"
#include "status/pipelines_file.hpp"

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

// All that the plan follows from beside what is stored.
std::string settings_of(Services& services) {
    std::string all;
    for (const auto* name : {notify::kRulesFile, status::kPipelinesFile}) {
        const auto text = base::read_file(services.folders().config / name, config::kMaxFileBytes);
        all += text.value_or("") + '\0';
    }
    if (const auto text =
            base::read_file(services.folders().config_file(), config::kMaxFileBytes)) {
        all += *text; // zones
    }
    return all;
}

std::string move_there(orders::OrderId order,
                       const std::string& stage,
                       const notify::Rule& rule,
                       StatusDesk& desk,
                       db::Database& database,
                       base::Instant now) {
    status::Move move;
    move.kind = status::Move::Kind::to;
    move.to = stage;
    move.told = {"rule", rule.name, ""};
    const std::vector<status::ItemChoice> items{{order, std::nullopt}};
    const auto plan = status::plan_moves(database, items, move, desk.placing());
    const auto moved = status::move_items(database, items, move, desk.placing(), plan, false, now);
    for (const auto& one : moved.items) {
        if (one.fate == status::Fate::refused) {
            return one.why;
        }
    }
    return {};
}

notify::Doers doers_of(Services& services, db::Database& database) {
    const auto desk = std::make_shared<std::optional<StatusDesk>>();
    notify::Doers doers;
    doers.set_stage = [&services, &database, desk](orders::OrderId order,
                                                   const std::string& stage,
                                                   const notify::Rule& rule) {
        if (!*desk) {
            desk->emplace(services, database);
        }
        return move_there(order, stage, rule, **desk, database, services.now());
    };
    doers.add_tag = [&services, &database](orders::OrderId order, const std::string& tag) {
        if (auto loaded = orders::OrderRepository(database).load(order)) {
            (void)orders::tag_orders(database, {std::move(*loaded)}, {{tag}, {}}, services.now());
        }
        return std::string();
    };
    return doers;
}

void beat(bool dry_run, Services& services, db::Database& database) {
    RulesDesk desk(services, database);
    const auto now = services.now();
    (void)notify::keep_plan(
        database, desk.rules(), desk.surroundings(), settings_of(services), now);
    const OutboxRows cells(services, database);
    auto rows = services.output().rows(outbox_table());
    int to_send = 0;
    int held = 0;
    notify::tell_due(database,
                     desk.rules(),
                     desk.surroundings(),
                     desk.drafts(),
                     doers_of(services, database),
                     now,
                     [&](const notify::Telling& telling) {
                         if (telling.state == TellingState::queued) {
                             return; // of a rule that is paused
                         }
                         to_send += telling.state == TellingState::handed ? 1 : 0;
                         held += telling.state == TellingState::held ? 1 : 0;
                         rows.add(cells.row_of(telling));
                     });
    rows.end();
    // What was done is an event, and the next time of a cron line is to be seen below.
    (void)notify::keep_plan(
        database, desk.rules(), desk.surroundings(), settings_of(services), now);
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
    services.output().note(next ? "the next one is due " + frame::relative_time(now, *next)
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
