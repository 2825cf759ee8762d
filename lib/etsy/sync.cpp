// SPDX-License-Identifier: MIT
#include "etsy/sync.hpp"

#include "etsy/catalogue_reader.hpp"
#include "etsy/own_server.hpp"
#include "etsy/sync_catalogue.hpp"
#include "etsy/sync_orders.hpp"
#include "orders/order_queries.hpp"
#include "orders/order_repository.hpp"
#include "orders/shop_server.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace etsyorder::etsy {
namespace {

constexpr std::array kStreams = {
    Stream::orders, Stream::open_orders, Stream::shop, Stream::listings, Stream::reviews};
constexpr int kForbidden = 403;

std::chrono::seconds beat_of(Stream stream, const Beats& beats) {
    switch (stream) {
    case Stream::orders:
        return std::chrono::seconds{0};
    case Stream::open_orders:
        return beats.open_orders;
    case Stream::listings:
        return beats.listings;
    case Stream::shop:
        return beats.shop;
    case Stream::reviews:
        return beats.reviews;
    }
    return std::chrono::seconds{0};
}

using OpenOrders = std::vector<orders::ReceiptId>;

StreamReport
run_stream(Stream stream, SyncParts parts, orders::ShopId shop, const OpenOrders& open_before) {
    switch (stream) {
    case Stream::orders:
        return OrderSync(parts, shop).sync_changes();
    case Stream::open_orders:
        return OrderSync(parts, shop).read_open_again(open_before);
    case Stream::shop:
        return CatalogueSync(parts, shop).sync_shop();
    case Stream::listings:
        return CatalogueSync(parts, shop).sync_listings();
    case Stream::reviews:
        break;
    }
    return CatalogueSync(parts, shop).sync_reviews();
}

StreamReport rested(Stream stream, StreamOutcome outcome, std::string note) {
    StreamReport report;
    report.stream = stream;
    report.outcome = outcome;
    report.note = std::move(note);
    return report;
}

std::int64_t pages(std::int64_t things) {
    return std::max<std::int64_t>(1, (things + kReceiptsPerPage - 1) / kReceiptsPerPage);
}

} // namespace

std::string_view to_string(Stream stream) {
    switch (stream) {
    case Stream::orders:
        return "orders";
    case Stream::open_orders:
        return "open_orders";
    case Stream::shop:
        return "shop";
    case Stream::listings:
        return "listings";
    case Stream::reviews:
        return "reviews";
    }
    return "orders";
}

std::string_view to_string(StreamOutcome outcome) {
    switch (outcome) {
    case StreamOutcome::done:
        return "done";
    case StreamOutcome::not_due:
        return "not_due";
    case StreamOutcome::not_allowed:
        return "not_allowed";
    }
    return "done";
}

bool Sync::due(Stream stream, const SyncRequest& request) const {
    if (!request.only.empty()) {
        return std::ranges::find(request.only, stream) != request.only.end();
    }
    const SyncStreams streams(world_.database, shop_);
    if (stream == Stream::open_orders && !streams.load("orders").cursor) {
        return false; // the first walk reads them all
    }
    const auto last = streams.load(std::string(to_string(stream))).completed_at;
    const auto now =
        world_.clock.now(); // may lie before `last`: after a rehearsal, or a clock set right
    return request.all || !last || now < *last || now - *last >= beat_of(stream, request.beats);
}

void Sync::run(const SyncRequest& request, SyncListener& listener, SyncReport& report) {
    report.shop = shop_;
    auto lease = db::Lease::take(world_.database, {shop_.value(), "sync"}, world_.real_clock);
    {
        db::UnitOfWork work(world_.database);
        refuse_other_server(world_.database, world_.client.server().name);
        orders::OrderRepository(world_.database).make_shop(shop_);
        orders::remember_server(world_.database, shop_, world_.client.server().name);
        work.commit();
    }
    Fetcher fetcher(world_.client, world_.sleeper);
    const auto account = [&] {
        report.requests = fetcher.requests();
        report.requests_left_today = fetcher.quota().left_today;
    };
    try {
        run_due(request, {world_.database, fetcher, world_.clock, lease, listener}, report);
    } catch (...) {
        account();
        throw;
    }
    account();
    report.complete = true;
}

void Sync::run_due(const SyncRequest& request, SyncParts parts, SyncReport& report) {
    const auto open_before = due(Stream::open_orders, request)
                                 ? orders::OrderQueries(world_.database).open_receipts(shop_)
                                 : OpenOrders();
    bool token_works = false; // a stream came through: a later 403 is about its own stream alone
    for (const auto stream : kStreams) {
        if (!due(stream, request)) {
            if (request.only.empty()) {
                report.streams.push_back(rested(stream, StreamOutcome::not_due, ""));
            }
            continue;
        }
        parts.listener.started(stream);
        try {
            report.streams.push_back(run_stream(stream, parts, shop_, open_before));
            token_works = true;
        } catch (const ApiError& error) {
            if (error.status() != kForbidden || !token_works) {
                throw;
            }
            const auto hint = error.remedy().empty() ? "" : "; " + error.remedy();
            report.streams.push_back(
                rested(stream, StreamOutcome::not_allowed, error.reason() + hint));
            rest_until_next_beat(stream);
        }
        parts.listener.ended(report.streams.back());
    }
}

// A refused stream is asked for again on its next beat, not each time; how far it came stays.
void Sync::rest_until_next_beat(Stream stream) {
    const std::string name(to_string(stream));
    SyncStreams streams(world_.database, shop_);
    db::UnitOfWork work(world_.database);
    auto state = streams.load(name);
    state.completed_at = world_.clock.now();
    streams.save(name, state);
    work.commit();
}

SyncPlan Sync::plan(const SyncRequest& request) {
    refuse_other_server(world_.database, world_.client.server().name);
    Fetcher fetcher(world_.client, world_.sleeper);
    const SyncStreams streams(world_.database, shop_);
    const auto cursor = streams.load("orders").cursor;
    SyncPlan plan;
    plan.shop = shop_;
    for (const auto stream : kStreams) {
        PlannedStream planned{stream, due(stream, request), 1, ""};
        if (stream == Stream::orders && planned.due) {
            net::Fields query = {{"limit", "1"}};
            if (cursor) {
                query.emplace_back("min_last_modified",
                                   std::to_string(change_overlap_start(*cursor)));
            }
            ReceiptReader reader;
            const auto page =
                fetcher.fetch(fmt::format("shops/{}/receipts", shop_.value()),
                              query,
                              [&](std::string& body) { return reader.read_page(body); });
            planned.calls = pages(page.count) + (cursor || page.count <= kReceiptsPerPage ? 0 : 1);
            planned.why =
                fmt::format("{} receipts{}",
                            page.count,
                            cursor ? " changed since the last sync" : ", all for the first time");
        } else if (stream == Stream::open_orders) {
            const auto open = orders::OrderQueries(world_.database).open_order_count(shop_);
            const auto gone = asked_for_again(world_.database, shop_, world_.clock.now()).size();
            planned.calls = pages(open) + static_cast<std::int64_t>(gone);
            planned.why = fmt::format("{} open orders are compared", open);
            if (gone > 0) {
                planned.why += fmt::format(", {} that Etsy did not know asked for again", gone);
            }
        } else if (stream == Stream::listings) {
            planned.calls = 3;
            planned.why = "active, sold out and inactive ones; more when there are over 100";
        }
        plan.calls += planned.due ? planned.calls : 0;
        plan.streams.push_back(std::move(planned));
    }
    plan.calls_left_today = fetcher.quota().left_today;
    plan.calls_per_second = fetcher.quota().per_second;
    return plan;
}

} // namespace etsyorder::etsy
