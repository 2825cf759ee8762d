// SPDX-License-Identifier: MIT
// SyncParts: what every stream of a sync works with.
#pragma once

#include "base/clock.hpp"
#include "db/lease.hpp"
#include "etsy/fetcher.hpp"
#include "etsy/sync_report.hpp"

#include <cstdint>
#include <functional>

namespace etsyorder::etsy {

// The earliest value Etsy takes for a time, in seconds since 1970 (minimum of min_created and
// min_last_modified in its specification).
inline constexpr std::int64_t kEarliest_s = 946'684'800;

struct SyncParts { // all must outlive the sync
    db::Database& database;
    Fetcher& fetcher;
    const base::Clock& clock;
    db::Lease& lease;
    SyncListener& listener;
    const std::function<void()>& give_up; // see Sync::World; may be empty
};

} // namespace etsyorder::etsy
