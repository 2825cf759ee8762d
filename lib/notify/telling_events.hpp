// SPDX-License-Identifier: MIT
// The event that says what became of a telling.
#pragma once

#include "db/database.hpp"
#include "notify/telling.hpp"

#include <string>

namespace etsyorder::notify {

// telling.held, .handed, .sent, .done, .cancelled or .expired, by its state; a queued one has none.
// Inside the caller's unit of work. `source`: "rule", "user".
void tell_event(db::Database& database,
                const Telling& telling,
                base::Instant now,
                const std::string& source);

} // namespace etsyorder::notify
