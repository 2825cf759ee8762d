// SPDX-License-Identifier: MIT
// OrderSync: a shop's receipts into the database, page by page, each page in one transaction with
// its place in the walk (pages that are already here share one). Cut off anywhere, it goes on from
// the last stored page.
//
// The first time all receipts are walked by the time they were placed. Later only those that
// changed since the last run, with an overlap, by the time of change. Etsy changes orders without
// moving that time (cancels, refunds, ship dates: open-api issues 604, 232), so open orders are
// read again on a slower beat and compared.
//
// An order open here that the slow beat does not meet is asked for by its number. Where Etsy
// answers 404, the order is marked as gone (orders::OrderRecorder::mark_gone): told once, as a
// change, kept whole and no longer open. A 404 can be wrong for a moment, so
// - any later sight of the order, in whichever walk or by number, takes the mark away;
// - each slow beat asks by number again for orders marked in the last 7 days (at most 100);
// - nothing is marked before Etsy has shown an order that was open here before this run, in the
// walk
//   or by its number. When all that are open answer 404, the closed order placed last is asked for
//   as a witness. Without any, this is about the sign-in or the server and not about orders: the
//   run fails, and the stream rests until its next beat.
#pragma once

#include "etsy/page_writer.hpp"

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

namespace etsyorder::etsy {

// Where a run that follows changes begins, in seconds since 1970: a little before the cursor.
[[nodiscard]] std::int64_t change_overlap_start(base::Instant cursor);

// The orders marked as gone that a slow beat at `now` asks for by number again.
[[nodiscard]] std::vector<orders::ReceiptId>
asked_for_again(db::Database& database, orders::ShopId shop, base::Instant now);

// One run; belongs to one thread. Throws what the fetcher and the database throw.
class OrderSync {
public:
    OrderSync(SyncParts parts, orders::ShopId shop);

    // `report` tells at any time what is stored, also after a throw.
    void sync_changes(StreamReport& report); // the whole history when there is none yet
    // Whatever their time of change says. `here_before`: the orders that were open before this run,
    // other streams included. Throws Error of kind failed when Etsy knows none of them.
    void read_open_again(StreamReport& report, const std::vector<orders::ReceiptId>& here_before);

private:
    struct Walked { // by one walk
        Counted seen;
        std::int64_t count = 0; // as the server said last
    };

    void backfill(StreamReport& report);
    void follow_changes(StreamReport& report, StreamState state);
    [[nodiscard]] Walked walk_changes(StreamReport& report,
                                      StreamState& state,
                                      std::int64_t from_s,
                                      const Counted& before);
    void
    read_missing(StreamReport& report, const std::unordered_set<std::int64_t>& seen, bool answered);
    [[nodiscard]] bool read_by_number(StreamReport& report, orders::ReceiptId receipt);
    void mark_gone(StreamReport& report, const std::vector<orders::ReceiptId>& receipts);
    void ask_for_gone(StreamReport& report, const std::vector<orders::ReceiptId>& gone);
    void rest_open_orders();
    [[nodiscard]] std::string receipts_path() const;

    SyncParts parts_;
    orders::ShopId shop_;
    SyncStreams streams_;
    ReceiptReader reader_; // of orders asked for by number
};

} // namespace etsyorder::etsy
