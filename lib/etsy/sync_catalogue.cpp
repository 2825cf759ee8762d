// SPDX-License-Identifier: MIT
#include "etsy/sync_catalogue.hpp"

#include "etsy/catalogue_reader.hpp"
#include "orders/order_repository.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder::etsy {
namespace {

// A buyer may edit a review for 100 days (Etsy's help page on reviews); its time of creation stays.
constexpr std::chrono::days kReviewsMayChange{100};

void count(StreamReport& report, orders::Saved saved) {
    report.added += saved == orders::Saved::added ? 1 : 0;
    report.changed += saved == orders::Saved::changed ? 1 : 0;
    report.unchanged += saved == orders::Saved::unchanged ? 1 : 0;
}

net::Fields reviews_query(std::int64_t offset,
                          const std::optional<base::Instant>& cursor,
                          const std::optional<base::Instant>& window_end) {
    net::Fields query = {{"limit", "100"}, {"offset", std::to_string(offset)}};
    if (cursor) {
        const std::int64_t from_s = base::utc_seconds(*cursor - kReviewsMayChange);
        query.emplace_back("min_created", std::to_string(std::max(from_s, kEarliest_s)));
    }
    if (window_end) {
        const std::int64_t to_s = base::utc_seconds(*window_end);
        query.emplace_back("max_created", std::to_string(std::max(to_s, kEarliest_s)));
    }
    return query;
}

} // namespace

CatalogueSync::CatalogueSync(SyncParts parts, orders::ShopId shop)
    : parts_(parts), shop_(shop), streams_(parts.database, shop) {}

void CatalogueSync::sync_shop(StreamReport& report) {
    const auto shop = parts_.fetcher.fetch(fmt::format("shops/{}", shop_.value()),
                                           {},
                                           [](const std::string& body) { return read_shop(body); });
    db::UnitOfWork work(parts_.database);
    const auto saved = orders::Catalogue(parts_.database, shop_, parts_.clock.now()).save(shop);
    streams_.save("shop", {std::nullopt, "{}", parts_.clock.now()});
    work.commit();
    count(report, saved);
}

void CatalogueSync::sync_listings(StreamReport& report) {
    for (const auto* state :
         {"active", "sold_out", "inactive"}) { // drafts and expired ones sell nothing
        sync_listings_in(state, report);
    }
    db::UnitOfWork work(parts_.database);
    streams_.save("listings", {std::nullopt, "{}", parts_.clock.now()});
    work.commit();
}

// Stores a page and tells how many things it held; the next one begins behind them.
template <class Thing>
void CatalogueSync::store(const Listed<Thing>& page, StreamReport& report) {
    db::UnitOfWork work(parts_.database);
    orders::OrderRepository(parts_.database).make_shop(shop_);
    orders::Catalogue catalogue(parts_.database, shop_, parts_.clock.now());
    auto counted = report; // true once it is stored
    for (const auto& thing : page.things) {
        count(counted, catalogue.save(thing));
    }
    parts_.lease.extend();
    work.commit();
    report = std::move(counted);
    report.unreadable += page.size - static_cast<std::int64_t>(page.things.size());
}

void CatalogueSync::sync_listings_in(std::string_view state, StreamReport& report) {
    const auto path = fmt::format("shops/{}/listings", shop_.value());
    for (std::int64_t offset = 0;;) {
        const net::Fields query = {{"state", std::string(state)},
                                   {"limit", "100"},
                                   {"offset", std::to_string(offset)},
                                   {"includes", "Images,Personalization"}};
        const auto page = parts_.fetcher.fetch(
            path, query, [](const std::string& body) { return read_listings(body); });
        store(page, report);
        offset += page.size;
        parts_.listener.progressed(report.stream, offset, std::max(offset, page.count));
        if (page.size == 0 || offset >= page.count) {
            return;
        }
        if (offset > kLargestOffset) { // listings have no window of time to go on in
            report.note = fmt::format(
                "Etsy gives only the first {} of {} {} listings", offset, page.count, state);
            return;
        }
    }
}

void CatalogueSync::sync_reviews(StreamReport& report) {
    const auto cursor = streams_.load("reviews").cursor;
    auto newest = cursor;
    std::optional<base::Instant>
        window_end; // reviews come newest first; beyond the offset's end, older ones
    std::optional<base::Instant> oldest;
    for (std::int64_t offset = 0;;) {
        const auto page =
            parts_.fetcher.fetch(fmt::format("shops/{}/reviews", shop_.value()),
                                 reviews_query(offset, cursor, window_end),
                                 [](const std::string& body) { return read_reviews(body); });
        store(page, report);
        for (const auto& review : page.things) {
            newest = std::max(newest.value_or(review.created_at), review.created_at);
            oldest = std::min(oldest.value_or(review.created_at), review.created_at);
        }
        offset += page.size;
        parts_.listener.progressed(report.stream, offset, std::max(offset, page.count));
        if (page.size == 0 || offset >= page.count) {
            break;
        }
        if (offset > kLargestOffset) {
            if (!oldest || oldest == window_end) {
                report.note = fmt::format("Etsy gives only {} of {} reviews", offset, page.count);
                break;
            }
            window_end = oldest;
            offset = 0;
        }
    }
    db::UnitOfWork work(parts_.database);
    streams_.save("reviews", {newest, "{}", parts_.clock.now()});
    work.commit();
}

} // namespace etsyorder::etsy
