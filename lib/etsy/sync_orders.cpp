// SPDX-License-Identifier: MIT
#include "etsy/sync_orders.hpp"

#include "etsy/fetch_ahead.hpp"
#include "orders/order_queries.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace etsyorder::etsy {
namespace {

using base::Instant;
using orders::Outcome;

constexpr const char* kOrders = "orders";
constexpr const char* kOpenOrders = "open_orders";
constexpr std::int64_t kOverlap_s = 300; // two servers of Etsy's need not agree on the second
constexpr int kMostWalks = 3;            // when the set moves under the walk
constexpr std::chrono::hours kAskAgainFor{7 * 24};
constexpr int kMostAskedAgain = 100;
constexpr std::size_t kMostUnanswered = 20; // then it is plain that nothing will be answered

} // namespace

std::int64_t change_overlap_start(Instant cursor) {
    return std::max(kEarliest_s, base::utc_seconds(cursor) - kOverlap_s);
}

std::vector<orders::ReceiptId>
asked_for_again(db::Database& database, orders::ShopId shop, Instant now) {
    return orders::OrderQueries(database).gone_receipts(shop, now - kAskAgainFor, kMostAskedAgain);
}

OrderSync::OrderSync(SyncParts parts, orders::ShopId shop)
    : parts_(parts), shop_(shop), streams_(parts.database, shop) {}

std::string OrderSync::receipts_path() const {
    return fmt::format("shops/{}/receipts", shop_.value());
}

void OrderSync::sync_changes(StreamReport& report) {
    auto state = streams_.load(kOrders);
    if (state.cursor) {
        follow_changes(report, std::move(state));
    } else {
        backfill(report);
    }
}

void OrderSync::backfill(StreamReport& report) {
    report.first_time = true;
    auto state = streams_.load(kOrders);
    const auto saved = nlohmann::json::parse(state.unfinished, nullptr, false);
    std::optional<std::int64_t> newest_s;
    if (saved.is_object() && saved.contains("newest_s")) {
        newest_s = saved.value("newest_s", std::int64_t{0});
    }
    ReceiptFeed feed(
        parts_.fetcher,
        receipts_path(),
        {WalkBy::created, {}, WalkPosition::from_json(state.unfinished).value_or(WalkPosition{})});
    const auto next = [&, newest_s]() mutable {
        auto page = feed.next();
        if (page) {
            if (!newest_s) { // one page tells itself; before a longer walk the server is asked once
                newest_s = page->last ? facts_of(page->receipts, WalkBy::updated).latest_s
                                      : feed.newest_change();
            }
            page->newest_s = newest_s;
        }
        return page;
    };
    FetchAhead<FetchedPage> pages(next, parts_.give_up);
    PageWriter writer(
        parts_, shop_, "backfill", report); // gone before `pages` waits for its thread
    while (const auto page = pages.next()) {
        writer.add(*page);
        auto place = nlohmann::json::parse(page->next.to_json());
        if (page->newest_s) {
            place["newest_s"] = *page->newest_s;
        }
        state.unfinished = page->last ? "{}" : place.dump();
        if (page->last) {
            state.cursor = page->newest_s ? std::optional(base::from_utc_seconds(*page->newest_s))
                                          : std::nullopt; // empty: an empty shop
            state.completed_at = parts_.clock.now();
        }
        if (writer.full() || !pages.ready()) {
            writer.commit(streams_, &state);
        }
    }
    db::UnitOfWork work(parts_.database);
    streams_.save(kOpenOrders, {std::nullopt, "{}", parts_.clock.now()}); // all were just read
    work.commit();
}

void OrderSync::follow_changes(StreamReport& report, StreamState state) {
    const auto from_s = change_overlap_start(*state.cursor);
    Counted counted;
    for (int walk = 1; walk <= kMostWalks; ++walk) {
        // An order that changes meanwhile moves to the end, and one behind it may slip past the
        // walk.
        auto walked = walk_changes(report, state, from_s, counted);
        if (static_cast<std::int64_t>(walked.seen.receipts.size() + walked.seen.unread.size()) >=
            walked.count) {
            break;
        }
        counted.receipts.merge(walked.seen.receipts);
        counted.unread.merge(walked.seen.unread);
    }
}

OrderSync::Walked OrderSync::walk_changes(StreamReport& report,
                                          StreamState& state,
                                          std::int64_t from_s,
                                          const Counted& before) {
    WalkPosition start;
    start.from_s = from_s;
    ReceiptFeed feed(parts_.fetcher, receipts_path(), {WalkBy::updated, {}, start});
    FetchAhead<FetchedPage> pages([&] { return feed.next(); }, parts_.give_up);
    PageWriter writer(
        parts_, shop_, "sync", report, &before); // gone before `pages` waits for its thread
    Walked walked;
    bool in_order = true; // only then everything up to a page's end is stored once the page is
    auto latest_s = base::utc_seconds(*state.cursor);
    while (const auto page = pages.next()) {
        writer.add(*page);
        in_order = in_order && page->facts.in_order;
        latest_s = std::max(latest_s, page->facts.latest_s.value_or(latest_s));
        if (in_order || page->last) {
            state.cursor = base::from_utc_seconds(latest_s);
        }
        if (page->last) {
            state.completed_at = parts_.clock.now();
        }
        for (const auto& order : page->receipts.orders) {
            walked.seen.receipts.insert(order.receipt.value());
        }
        for (const auto& unreadable : page->receipts.unreadable) {
            walked.seen.unread.insert(unreadable.order.content_hash);
        }
        walked.count =
            page->next.opened_window ? 0 : page->facts.count; // several windows count apart
        if (writer.full() || !pages.ready()) {
            writer.commit(streams_, &state);
        }
    }
    return walked;
}

void OrderSync::read_open_again(StreamReport& report,
                                const std::vector<orders::ReceiptId>& here_before) {
    std::unordered_set<std::int64_t> seen;
    {
        const ReceiptWalk::Fields open = {{"was_shipped", "false"}, {"was_canceled", "false"}};
        ReceiptFeed feed(parts_.fetcher, receipts_path(), {WalkBy::created, open, {}});
        FetchAhead<FetchedPage> pages([&] { return feed.next(); }, parts_.give_up);
        PageWriter writer(parts_, shop_, "sync", report); // gone before `pages` waits
        while (const auto page = pages.next()) {
            writer.add(*page);
            for (const auto& order : page->receipts.orders) {
                seen.insert(order.receipt.value());
            }
            for (const auto& unreadable : page->receipts.unreadable) {
                if (unreadable.order.receipt) {
                    seen.insert(unreadable.order.receipt->value());
                }
            }
            if (writer.full() || !pages.ready()) {
                writer.commit(streams_, nullptr);
            }
        }
    }
    const bool met = std::ranges::any_of(
        here_before, [&](orders::ReceiptId receipt) { return seen.contains(receipt.value()); });
    const auto gone_before = asked_for_again(parts_.database, shop_, parts_.clock.now());
    read_missing(report, seen, met);
    ask_for_gone(report, gone_before);
    rest_open_orders();
}

void OrderSync::rest_open_orders() {
    db::UnitOfWork work(parts_.database);
    streams_.save(kOpenOrders, {std::nullopt, "{}", parts_.clock.now()});
    work.commit();
}

// Open here and not in Etsy's list of open orders: shipped, canceled, refunded or gone meanwhile,
// or the list moved under the walk. Each is asked for by its number.
// `answered`: Etsy has shown this sign-in an order that was here before this run.
void OrderSync::read_missing(StreamReport& report,
                             const std::unordered_set<std::int64_t>& seen,
                             bool answered) {
    std::vector<orders::ReceiptId> missing;
    for (const auto receipt : orders::OrderQueries(parts_.database).open_receipts(shop_)) {
        if (!seen.contains(receipt.value())) {
            missing.push_back(receipt);
        }
    }
    std::vector<orders::ReceiptId> unknown;
    for (const auto receipt : missing) {
        if (read_by_number(report, receipt)) {
            answered = true;
            continue;
        }
        unknown.push_back(receipt);
        if (!answered && unknown.size() == 1) {
            const auto witness = orders::OrderQueries(parts_.database).latest_closed(shop_);
            answered = witness && read_by_number(report, *witness);
        }
        if (!answered && unknown.size() == kMostUnanswered) {
            break;
        }
        if (answered) {
            mark_gone(report, unknown);
            unknown.clear();
        }
    }
    if (!answered && !unknown.empty()) {
        rest_open_orders(); // else no sync would come past this
        constexpr int kNotFound = 404;
        throw ApiError(
            base::Error(base::ErrorKind::failed,
                        "Etsy answers as if it knew none of this shop's orders")
                .because(fmt::format("it said 404 for each of the {} open orders that were asked "
                                     "for by number, and showed no other order that is here",
                                     unknown.size()))
                .note("that is no news of the orders: nothing was changed here")
                .hint("is this the right shop, sign-in and server? etsyorder auth status"),
            kNotFound,
            false);
    }
    mark_gone(report, unknown);
}

// Orders marked not long ago, once more: the mark may have been a slip of Etsy's.
void OrderSync::ask_for_gone(StreamReport& report, const std::vector<orders::ReceiptId>& gone) {
    for (const auto receipt : gone) {
        (void)read_by_number(report, receipt);
    }
}

// Fetches and stores one order. False: Etsy says that it does not know it.
bool OrderSync::read_by_number(StreamReport& report, orders::ReceiptId receipt) {
    try {
        FetchedPage page;
        page.receipts =
            parts_.fetcher.fetch(fmt::format("{}/{}", receipts_path(), receipt.value()),
                                 {},
                                 [&](std::string& body) { return reader_.read_receipt(body); });
        page.next.before = report.added + report.changed + report.unchanged + 1; // for the progress
        PageWriter writer(parts_, shop_, "sync", report);
        writer.add(page);
        writer.commit(streams_, nullptr);
        return true;
    } catch (const ApiError& error) {
        if (error.kind() != base::ErrorKind::not_found) {
            throw;
        }
        return false;
    }
}

void OrderSync::mark_gone(StreamReport& report, const std::vector<orders::ReceiptId>& receipts) {
    for (const auto receipt : receipts) {
        db::UnitOfWork work(parts_.database);
        const auto marked =
            orders::OrderRecorder(parts_.database, {shop_, parts_.clock.now(), "sync"})
                .mark_gone(receipt);
        parts_.lease.extend();
        work.commit();
        if (marked.outcome == Outcome::changed) {
            ++report.changed;
            ++report.missing;
            parts_.listener.order_missing(marked);
        }
    }
}

} // namespace etsyorder::etsy
