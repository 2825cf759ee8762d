// SPDX-License-Identifier: MIT
// The use case "bring the outbox up to date with the rules": what is to come of the orders that
// changed is queued, what moved gets its new time, what ended or no longer comes is taken away. As
// often as one likes: what is planned already is left alone.
#pragma once

#include "db/database.hpp"
#include "notify/foresee.hpp"

#include <string>

namespace etsyorder::notify {

struct PlanChanges {
    int queued = 0;
    int moved = 0;     // to another time
    int cancelled = 0; // something of `until` came first, or the rule is gone
    int dropped = 0;   // would not come any more, and nobody was told
    int orders = 0;    // that were looked at
};

// A rule that was not known before acts only from `now` on. `settings`: all that the plan follows
// from beside what is stored, such as the text of the rules and of holidays, of which a hash is
// kept; with another one all is planned anew. Several units of work; cut off anywhere, the next
// call goes on.
PlanChanges keep_plan(db::Database& database,
                      const Rules& rules,
                      const Surroundings& surroundings,
                      const std::string& settings,
                      base::Instant now);

} // namespace etsyorder::notify
