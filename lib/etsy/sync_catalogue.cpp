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
// The earliest value Etsy takes for a time (minimum of min_created in its specification).
constexpr std::int64_t kEarliest_s = 946'684'800;

void count(StreamReport& report, orders::Saved saved) {
    report.added += saved == orders::Saved::added ? 1 : 0;
    report.changed += saved == orders::Saved::changed ? 1 : 0;
    report.unchanged += saved == orders::Saved::unchanged ? 1 : 0;
}

} // namespace

CatalogueSync::CatalogueSync(SyncParts parts, orders::ShopId shop)
    : parts_(parts), shop_(shop), streams_(parts.database, shop) {}

StreamReport CatalogueSync::sync_shop() {
    StreamReport report;
    report.stream = Stream::shop;
    const auto shop = parts_.fetcher.fetch(fmt::format("shops/{}", shop_.value()),
                                           {},
                                           [](const std::string& body) { return read_shop(body); });
    db::UnitOfWork work(parts_.database);
    count(report, orders::Catalogue(parts_.database, shop_, parts_.clock.now()).save(shop));
    streams_.save("shop", {std::nullopt, "{}", parts_.clock.now()});
    work.commit();
    return report;
}

StreamReport CatalogueSync::sync_listings() {
    StreamReport report;
    report.stream = Stream::listings;
    for (const auto* state :
         {"active", "sold_out", "inactive"}) { // drafts and expired ones sell nothing
        sync_listings_in(state, report);
    }
    db::UnitOfWork work(parts_.database);
    streams_.save("listings", {std::nullopt, "{}", parts_.clock.now()});
    work.commit();
    return report;
}

void CatalogueSync::sync_listings_in(std::string_view state, StreamReport& report) {
    for (std::int64_t offset = 0;;) {
        const net::Fields query = {{"state", std::string(state)},
                                   {"limit", "100"},
                                   {"offset", std::to_string(offset)},
                                   {"includes", "Images,Personalization"}};
        const auto page =
            parts_.fetcher.fetch(fmt::format("shops/{}/listings", shop_.value()),
                                 query,
                                 [](const std::string& body) { return read_listings(body); });
        {
            db::UnitOfWork work(parts_.database);
            orders::OrderRepository(parts_.database).make_shop(shop_);
            orders::Catalogue catalogue(parts_.database, shop_, parts_.clock.now());
            for (const auto& listing : page.things) {
                count(report, catalogue.save(listing));
            }
            parts_.lease.extend();
            work.commit();
        }
        report.unreadable += page.size - static_cast<std::int64_t>(page.things.size());
        offset += page.size;
        parts_.listener.progressed(report.stream, offset, std::max(offset, page.count));
        if (page.size == 0 || offset >= page.count) {
            return;
        }
    }
}

StreamReport CatalogueSync::sync_reviews() {
    StreamReport report;
    report.stream = Stream::reviews;
    auto state = streams_.load("reviews");
    auto newest = state.cursor;
    for (std::int64_t offset = 0;;) {
        net::Fields query = {{"limit", "100"}, {"offset", std::to_string(offset)}};
        if (state.cursor) {
            const std::int64_t from_s =
                (*state.cursor - kReviewsMayChange).time_since_epoch().count();
            query.emplace_back("min_created", std::to_string(std::max(from_s, kEarliest_s)));
        }
        const auto page =
            parts_.fetcher.fetch(fmt::format("shops/{}/reviews", shop_.value()),
                                 query,
                                 [](const std::string& body) { return read_reviews(body); });
        {
            db::UnitOfWork work(parts_.database);
            orders::OrderRepository(parts_.database).make_shop(shop_);
            orders::Catalogue catalogue(parts_.database, shop_, parts_.clock.now());
            for (const auto& review : page.things) {
                count(report, catalogue.save(review));
                newest = std::max(newest.value_or(review.created_at), review.created_at);
            }
            parts_.lease.extend();
            work.commit();
        }
        report.unreadable += page.size - static_cast<std::int64_t>(page.things.size());
        offset += page.size;
        parts_.listener.progressed(report.stream, offset, std::max(offset, page.count));
        if (page.size == 0 || offset >= page.count) {
            break;
        }
    }
    db::UnitOfWork work(parts_.database);
    streams_.save("reviews", {newest, "{}", parts_.clock.now()});
    work.commit();
    return report;
}

} // namespace etsyorder::etsy
