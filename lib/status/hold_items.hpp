// SPDX-License-Identifier: MIT
// The use cases "put on hold", "it waits for ..." and "it may go on": one unit of work, an update
// and an event for each item that changed, and one act that takes it back.
#pragma once

#include "status/move_items.hpp"

#include <optional>
#include <string>
#include <vector>

namespace etsyorder::status {

// Empty `hold`: it may go on.
struct HoldChange {
    std::optional<Hold> hold; // `since` is not looked at
    Told told;
};

struct Held {
    WorkItem item; // as it is afterwards
    bool changed = false;
};

struct HoldResult {
    std::vector<Held> items;
    std::vector<ItemChoice> missing; // there is no such item; then nothing was changed
};

// An item that is held up in the same way with the same words is left alone; with other words it is
// held up since the same moment.
[[nodiscard]] HoldResult plan_hold(db::Database& database,
                                   const std::vector<ItemChoice>& choice,
                                   const HoldChange& change,
                                   Placing& placing,
                                   base::Instant now);
// Throws Error as db::UnitOfWork does.
HoldResult hold_items(db::Database& database,
                      const std::vector<ItemChoice>& choice,
                      const HoldChange& change,
                      Placing& placing,
                      base::Instant now);

} // namespace etsyorder::status
