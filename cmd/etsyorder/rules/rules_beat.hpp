// SPDX-License-Identifier: MIT
// One beat of the rules: the outbox is brought up to date, what is due is told or done, and what
// follows from that is planned.
#pragma once

#include "notify/tell_due.hpp"
#include "rules/rules_desk.hpp"

namespace etsyorder {

// The caller has the lease of the job "rules", or rehearses. `listener` hears of each telling that
// was looked at. Asked to stop (null: nobody does) it ends before the next one, with nothing half
// done.
void beat_of_rules(RulesDesk& desk,
                   frame::Services& services,
                   db::Database& database,
                   const notify::TellingListener& listener,
                   const base::StopSignal* stop = nullptr);

} // namespace etsyorder
