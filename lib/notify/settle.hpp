// SPDX-License-Identifier: MIT
// The use cases of a person at the outbox: "I sent it", "do not send it", "wait", "let it go"; and
// of rules: "let its tellings go", "pause", "go on".
#pragma once

#include "db/database.hpp"
#include "notify/known_rules.hpp"
#include "notify/telling.hpp"

#include <string>
#include <vector>

namespace etsyorder::notify {

enum class Decision {
    done,    // of what was handed over: it was sent by hand
    cancel,  // of what nobody was told yet: it is not to be sent
    hold,    // of what is queued: it waits until it is released
    release, // of what is held: it may go, at the next beat
};

enum class Settlement {
    changed,
    already, // it is so
    refused, // its state forbids it
    missing, // there is no such telling
};

struct Settled {
    TellingId id{0};
    Settlement outcome = Settlement::missing;
    std::optional<Telling> telling; // as it is afterwards; empty: missing
};

// One unit of work, with an event for each that changed; where one is refused or missing nothing is
// changed, and those before it say `changed` for what would have been. `rehearse`: the same without
// writing.
enum class SettleHow { really, rehearse };
std::vector<Settled> settle(db::Database& database,
                            const std::vector<TellingId>& ids,
                            Decision decision,
                            SettleHow how,
                            base::Instant now);

// What a person says of a rule.
enum class RuleDecision { release, pause, resume };

// Empty: the rule was not read by a beat yet, so there is nothing to say of it. `changed`: false
// where it was so already. Held tellings of a released rule are queued again; those of one that
// goes on are looked at when they were due.
struct RuleSettled {
    bool changed = false;
    int queued = 0; // tellings that may go now
};
std::optional<RuleSettled> settle_rule(db::Database& database,
                                       const std::string& rule,
                                       RuleDecision decision,
                                       base::Instant now);

} // namespace etsyorder::notify
