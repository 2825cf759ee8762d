// SPDX-License-Identifier: MIT
// The use case "tell what is due": each queued telling whose time has come is looked at once more
// (is it still to come, does `if` hold, is the letter whole), and handed over, done, held,
// cancelled or expired, each in a unit of work of its own with its event. Nothing is sent from
// here: a telling that is handed over waits for a person who sends it and says so.
#pragma once

#include "base/stop.hpp"
#include "db/database.hpp"
#include "notify/drafts.hpp"
#include "notify/outbox_repository.hpp"

#include <functional>
#include <optional>
#include <string>

namespace etsyorder::notify {

// What rules do beside telling. Each is as often as one likes: what already is so is left alone.
struct Doers {
    // Inside no unit of work. Empty: it is so now; else why it cannot be.
    std::function<std::string(orders::OrderId order, const std::string& stage, const Rule& rule)>
        set_stage;
    std::function<std::string(orders::OrderId order, const std::string& tag)> add_tag;
};

// Those of the rooms `status` and `orders`; what they do says that a rule did. The database must
// outlive it.
[[nodiscard]] Doers
doers_of(db::Database& database, templates::PlacingOf placing_of, base::Instant now);

// What became of one.
using TellingListener = std::function<void(const Telling& telling)>;

// The caller has the job (a lease), so that no other process does the same. `listener` is told
// after the commit. Asked to stop it ends before the next telling (null: nobody asks). How many
// were looked at.
int tell_due(db::Database& database,
             const Rules& rules,
             const Surroundings& surroundings,
             Drafts& drafts,
             const Doers& doers,
             base::Instant now,
             const TellingListener& listener,
             const base::StopSignal* stop = nullptr);

} // namespace etsyorder::notify
