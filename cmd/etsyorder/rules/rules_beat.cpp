// SPDX-License-Identifier: MIT
#include "rules/rules_beat.hpp"

#include "base/atomic_file.hpp"
#include "config/config_file.hpp"
#include "notify/keep_plan.hpp"
#include "status/pipelines_file.hpp"
#include "templates/letter_facts.hpp"

namespace etsyorder {
namespace {

using frame::Services;

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

} // namespace

void beat_of_rules(RulesDesk& desk,
                   Services& services,
                   db::Database& database,
                   const notify::TellingListener& listener,
                   const base::StopSignal* stop) {
    const auto now = services.now();
    const auto settings = settings_of(services);
    const auto plan = [&] {
        (void)notify::keep_plan(database, desk.rules(), desk.surroundings(), settings, now);
    };
    plan();
    notify::tell_due(database,
                     desk.rules(),
                     desk.surroundings(),
                     desk.drafts(),
                     notify::doers_of(database, placing_by_pipelines(services, database), now),
                     now,
                     listener,
                     stop);
    plan(); // what was done is an event, and a cron line has a next time
}

} // namespace etsyorder
