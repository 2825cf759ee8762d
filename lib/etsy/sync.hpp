// SPDX-License-Identifier: MIT
// Sync: one beat of a shop. Runs the streams that are due, one after another, under the shop's
// lease.
//
//     Sync sync({database, client, sleeper, clock, clock}, shop);
//     sync.run({.only = {}, .beats = beats}, listener, report);
#pragma once

#include "etsy/client.hpp"
#include "etsy/sync_report.hpp"

#include <chrono>
#include <functional>
#include <vector>

namespace etsyorder::etsy {

struct SyncParts;
class StreamFailures;

struct Beats { // how long a stream may rest
    std::chrono::seconds open_orders{std::chrono::hours{6}};
    std::chrono::seconds listings{
        std::chrono::hours{6}}; // Etsy's terms: shown listings at most 6 hours old
    std::chrono::seconds shop{std::chrono::hours{24}};
    std::chrono::seconds reviews{std::chrono::hours{24}};
};

struct SyncRequest {
    std::vector<Stream> only; // empty: orders, and the others as they are due
    bool all = false;         // every stream, due or not
    Beats beats;
};

// What a sync would ask of Etsy.
struct PlannedStream {
    Stream stream = Stream::orders;
    bool due = false;
    std::int64_t calls = 0; // for what is known now
    std::string why;
};
struct SyncPlan {
    orders::ShopId shop{0};
    std::vector<PlannedStream> streams;
    std::int64_t calls = 0; // of all due streams
    std::optional<std::int64_t> calls_left_today;
    std::optional<std::int64_t> calls_per_second;
};

class Sync {
public:
    struct World { // all must outlive this
        db::Database& database;
        Client& client;
        base::Sleeper& sleeper;
        const base::Clock& clock;
        const base::Clock& real_clock; // leases run out by it, in a rehearsal too
        // Ends this run's requests under way, for good: the run has failed. Nobody else's; the
        // user's wish to stop is another matter. Must not throw.
        std::function<void()> give_up;
    };
    Sync(World world, orders::ShopId shop) : world_(world), shop_(shop) {}

    // Throws Error: conflict when another sync of this shop runs or the database is of another
    // server, and what client and database throw. A stream that this sign-in may not read is
    // reported, not thrown. When Etsy answers and the answer is of no use for one stream, the
    // others are run all the same, and the first such error is thrown in the end. What makes the
    // others pointless (no answer, no sign-in, no requests left, a stop, the database) ends the run
    // at once and is thrown, with the earlier failures in its notes. `report` grows as streams run:
    // after a throw it tells what came through, what failed, and what each stored before that.
    void run(const SyncRequest& request, SyncListener& listener, SyncReport& report);

    // Asks Etsy how much has changed (a call or two) and stores nothing. Throws the same.
    [[nodiscard]] SyncPlan plan(const SyncRequest& request);

private:
    void run_due(const SyncRequest& request, SyncParts parts, SyncReport& report);
    void run_one(StreamReport& report,
                 SyncParts parts,
                 const std::vector<orders::ReceiptId>& open_before,
                 StreamFailures& failures);
    void rest_until_next_beat(Stream stream);
    void take_in_what_files_told();
    [[nodiscard]] bool due(Stream stream, const SyncRequest& request) const;

    World world_;
    orders::ShopId shop_;
};

} // namespace etsyorder::etsy
