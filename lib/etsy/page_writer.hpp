// SPDX-License-Identifier: MIT
// PageWriter: fetched pages into the database, each with its place in the walk or not at all. Pages
// that are here already share a transaction: on a fast line commits would be most of the work.
#pragma once

#include "etsy/receipt_feed.hpp"
#include "etsy/sync_parts.hpp"
#include "etsy/sync_streams.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

namespace etsyorder::etsy {

// What walks before this one in the same run have counted: each thing counts once.
struct Counted {
    std::unordered_set<std::int64_t> receipts;
    std::set<orders::ContentHash> unread;
};

// Belongs to one thread. Destroyed without a commit it leaves the database as it was.
class PageWriter {
public:
    // `source` goes into the events: "sync", "backfill". Counts in `report`, which must outlive
    // this, as must `before`; null: no walk came before this one.
    PageWriter(SyncParts parts,
               orders::ShopId shop,
               const char* source,
               StreamReport& report,
               const Counted* before = nullptr);

    void add(const FetchedPage& page); // opens a transaction when there is none

    // After one add() at least, and with no network in between. Without a state the place is not
    // kept. Then the listener is told.
    void commit(SyncStreams& streams, const StreamState* state);

    [[nodiscard]] bool full() const { return pages_ >= kMostTogether; }

private:
    static constexpr std::size_t kMostNamed = 20; // of those that cannot be read
    static constexpr int kMostTogether = 8;       // others wait to write for well below a second

    [[nodiscard]] bool is_compared(const orders::ReceivedOrder& received,
                                   const FetchedPage& page) const;
    void tell();

    SyncParts parts_;
    orders::ShopId shop_;
    const char* source_;
    StreamReport& report_;
    const Counted* before_;
    std::optional<db::UnitOfWork> work_;
    int pages_ = 0;
    std::vector<orders::Recorded> recorded_;
    std::vector<std::string> unread_; // why
    std::int64_t seen_ = 0, of_ = 0;
};

} // namespace etsyorder::etsy
