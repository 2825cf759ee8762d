// SPDX-License-Identifier: MIT
#include "etsy/receipt_feed.hpp"

#include <utility>

namespace etsyorder::etsy {

ReceiptFeed::ReceiptFeed(Fetcher& fetcher, std::string path, ReceiptWalk walk)
    : fetcher_(fetcher), path_(std::move(path)), walk_(std::move(walk)) {}

std::optional<FetchedPage> ReceiptFeed::next() {
    if (walk_.done()) {
        return std::nullopt;
    }
    FetchedPage fetched;
    fetched.receipts = page(walk_.query());
    fetched.facts = facts_of(fetched.receipts, walk_.by());
    const auto offset = walk_.position().offset;
    if (fetched.facts.size == 0 && fetched.facts.count > offset) { // a hiccup? ask once more
        settle();
        fetched.receipts = page(walk_.query());
        fetched.facts = facts_of(fetched.receipts, walk_.by());
        fetched.short_by = fetched.facts.size == 0 ? fetched.facts.count - offset : 0;
    }
    fetched.by = walk_.by();
    if (walk_.position().opened_window) {
        fetched.overlap_s = walk_.position().from_s;
    }
    walk_.accept(fetched.facts);
    fetched.next = walk_.position();
    fetched.last = walk_.done();
    return fetched;
}

ReceiptPage ReceiptFeed::page(const net::Fields& query) {
    auto response = response_to(query);
    if (auto after = walk_.query_after()) {
        ahead_.emplace(Ahead{*after, {}});
        ahead_->response =
            side_.start([this, query = std::move(*after)] { return fetcher_.get(path_, query); });
    }
    const auto read = [this](std::string& body) {
        auto outcome = reader_.read_page(body);
        if (!outcome) {
            settle(); // it is asked for again
        }
        return outcome;
    };
    return fetcher_.fetch(path_, query, read, std::move(response));
}

Response ReceiptFeed::response_to(const net::Fields& query) {
    if (!ahead_) {
        return fetcher_.get(path_, query);
    }
    settle();
    auto ahead = std::move(*ahead_);
    ahead_.reset();
    return ahead.query == query ? ahead.response.get() : fetcher_.get(path_, query);
}

void ReceiptFeed::settle() {
    if (ahead_) {
        ahead_->response.wait();
    }
}

std::optional<std::int64_t> ReceiptFeed::newest_change() {
    settle();
    const net::Fields newest_first = {
        {"limit", "1"}, {"sort_on", "updated"}, {"sort_order", "desc"}};
    const auto read = [this](std::string& body) { return reader_.read_page(body); };
    return facts_of(fetcher_.fetch(path_, newest_first, read), WalkBy::updated).latest_s;
}

} // namespace etsyorder::etsy
