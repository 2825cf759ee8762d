// SPDX-License-Identifier: MIT
// What a sync did, stream by stream, and who is told while it goes on.
#pragma once

#include "orders/catalogue.hpp"
#include "orders/record_order.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::etsy {

enum class Stream {
    orders,      // new and changed receipts
    open_orders, // every open order read again: finds what changes without Etsy saying so
    shop,
    listings, // with images and personalisation questions
    reviews,
};
[[nodiscard]] std::string_view to_string(Stream stream); // "open_orders"; stable

enum class StreamOutcome {
    done,        // came through to the end
    not_due,     // its beat has not come round
    not_allowed, // this sign-in lacks the scope
    failed,      // Etsy answered and it was no use; what was stored before that is kept
    not_tried,   // it needs what a stream that failed could not get
    cut_off,     // the run ended in the middle of it; what was stored before that is kept
};
[[nodiscard]] std::string_view to_string(StreamOutcome outcome);

struct StreamReport {
    Stream stream = Stream::orders;
    StreamOutcome outcome = StreamOutcome::done;
    bool first_time = false; // a backfill
    // Of all outcomes: what is stored.
    std::int64_t added = 0;     // placed orders, new listings, new reviews
    std::int64_t changed = 0;   // something a seller would notice
    std::int64_t unchanged = 0; // refreshed ones too; each once; of open_orders only open ones
    std::int64_t missing = 0; // of the changed ones: were open here, and Etsy no longer knows them
    std::int64_t unreadable = 0;             // could not be used; nothing of them is stored
    std::vector<std::string> unreadable_why; // names the first 20 receipts of them
    std::string note;                        // what a person should know; empty: nothing
};

// Told from the syncing thread, after the commit that made it true.
class SyncListener {
public:
    virtual ~SyncListener() = default;
    virtual void started(Stream stream) = 0;
    virtual void progressed(Stream stream, std::int64_t done, std::int64_t total) = 0;
    virtual void order_recorded(const orders::Recorded& recorded, Stream stream) = 0;
    virtual void order_missing(const orders::Recorded& marked) = 0;
    virtual void ended(const StreamReport& report) = 0;
};

struct SyncReport {
    orders::ShopId shop{0};
    std::vector<StreamReport> streams; // in the order they ran
    bool complete = false;     // false: a stream failed, or the run was cut off after these streams
    std::int64_t requests = 0; // answered ones
    std::optional<std::int64_t> requests_left_today;
};

} // namespace etsyorder::etsy
