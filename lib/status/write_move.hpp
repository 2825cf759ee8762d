// SPDX-License-Identifier: MIT
// Stores a move that was planned. For this room alone.
#pragma once

#include "status/move_items.hpp"

namespace etsyorder::status {

// The pieces, and an update with its event for each stage they came from. Inside the caller's unit
// of work. `moved` learns since when its pieces are there.
void write_move(const StatusRepository& repository,
                const Move& move,
                Moved& moved,
                base::Instant now);

} // namespace etsyorder::status
