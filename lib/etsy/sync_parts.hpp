// SPDX-License-Identifier: MIT
// SyncParts: what every stream of a sync works with.
#pragma once

#include "base/clock.hpp"
#include "db/lease.hpp"
#include "etsy/fetcher.hpp"
#include "etsy/sync_report.hpp"

namespace etsyorder::etsy {

struct SyncParts { // all must outlive the sync
    db::Database& database;
    Fetcher& fetcher;
    const base::Clock& clock;
    db::Lease& lease;
    SyncListener& listener;
};

} // namespace etsyorder::etsy
