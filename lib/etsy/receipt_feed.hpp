// SPDX-License-Identifier: MIT
// ReceiptFeed: the pages of a walk, read. The next page is asked for before this one is read, so
// that a slow line never waits for us.
#pragma once

#include "etsy/fetcher.hpp"
#include "etsy/receipt_walk.hpp"
#include "etsy/side_thread.hpp"

#include <cstdint>
#include <future>
#include <optional>
#include <string>

namespace etsyorder::etsy {

struct FetchedPage {
    ReceiptPage receipts;
    PageFacts facts;
    WalkPosition next; // after this page
    WalkBy by = WalkBy::created;
    // The second an earlier window ended with: what this page has of it may have come before.
    std::optional<std::int64_t> overlap_s;
    bool last = false;
    std::int64_t short_by = 0;            // receipts that Etsy counts and does not give
    std::optional<std::int64_t> newest_s; // backfill: the newest change when it began
};

// For one thread at a time, and it uses the fetcher on another one: until it is gone nobody else
// may use that. Its end waits for the page that is being fetched, if any.
class ReceiptFeed {
public:
    // `path` such as "shops/12/receipts". `fetcher` must outlive this.
    ReceiptFeed(Fetcher& fetcher, std::string path, ReceiptWalk walk);

    // Empty: there are no more pages. Throws what Fetcher::fetch() throws.
    [[nodiscard]] std::optional<FetchedPage> next();

    // The time of the latest change, in seconds since 1970; empty: no receipts. One request.
    [[nodiscard]] std::optional<std::int64_t> newest_change();

private:
    [[nodiscard]] ReceiptPage page(const net::Fields& query);
    [[nodiscard]] Response response_to(const net::Fields& query);
    void settle(); // nothing is under way after it

    struct Ahead {
        net::Fields query;
        std::future<Response> response;
    };

    Fetcher& fetcher_;
    std::string path_;
    ReceiptWalk walk_;
    ReceiptReader reader_;
    std::optional<Ahead> ahead_;
    SideThread<Response> side_; // last: it uses the above
};

} // namespace etsyorder::etsy
