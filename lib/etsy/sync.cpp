// SPDX-License-Identifier: MIT
#include "etsy/sync.hpp"

#include "etsy/catalogue_reader.hpp"
#include "etsy/own_server.hpp"
#include "etsy/sync_catalogue.hpp"
#include "etsy/sync_orders.hpp"
#include "orders/local_shops.hpp"
#include "orders/order_queries.hpp"
#include "orders/order_repository.hpp"
#include "orders/shop_server_repository.hpp"

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

// Fills `report` as it goes: when it throws, what is stored is counted there.
void run_stream(StreamReport& report,
                SyncParts parts,
                orders::ShopId shop,
                const OpenOrders& open_before) {
    switch (report.stream) {
    case Stream::orders:
        return OrderSync(parts, shop).sync_changes(report);
    case Stream::open_orders:
        return OrderSync(parts, shop).read_open_again(report, open_before);
    case Stream::shop:
        return CatalogueSync(parts, shop).sync_shop(report);
    case Stream::listings:
        return CatalogueSync(parts, shop).sync_listings(report);
    case Stream::reviews:
        return CatalogueSync(parts, shop).sync_reviews(report);
    }
}

StreamReport rested(Stream stream, StreamOutcome outcome, std::string note) {
    StreamReport report;
    report.stream = stream;
    report.outcome = outcome;
    report.note = std::move(note);
    return report;
}

void end(StreamReport& report, StreamOutcome outcome, std::string note) { // its counts stay
    report.outcome = outcome;
    report.note = std::move(note);
}

std::string in_one_line(const base::Error& error) {
    return error.reason().empty() ? error.summary() : error.summary() + ": " + error.reason();
}

std::string counted(std::int64_t number, const char* thing) {
    return fmt::format("{} {}{}", number, thing, number == 1 ? "" : "s");
}

std::int64_t pages(std::int64_t things) {
    return std::max<std::int64_t>(1, (things + kReceiptsPerPage - 1) / kReceiptsPerPage);
}

} // namespace

// What went wrong in a run that goes on with its other streams.
class StreamFailures {
public:
    // False: the streams still to come would fare no better. Etsy gives no answer, does not accept
    // the sign-in or has no requests left, or is in trouble for the second time.
    [[nodiscard]] bool keep(Stream stream, const ApiError& error) {
        constexpr int kNoAnswer = 0, kTooManyRequests = 429;
        const bool trouble = error.kind() == base::ErrorKind::try_later;
        if (error.status() == kNoAnswer || error.status() == kTooManyRequests ||
            error.kind() == base::ErrorKind::sign_in_needed ||
            error.kind() == base::ErrorKind::interrupted || (trouble && in_trouble_)) {
            return false;
        }
        in_trouble_ = in_trouble_ || trouble;
        failed_.emplace_back(stream, error);
        return true;
    }

    [[nodiscard]] bool has(Stream stream) const {
        return std::ranges::any_of(failed_, [&](const auto& one) { return one.first == stream; });
    }

    // What ends the run in the middle of `stream`; names those that failed before.
    [[nodiscard]] base::Error ending(Stream stream, base::Error error) const {
        return naming_the_rest(std::move(error), stream, 0, "failed before that");
    }

    // The first, which names the others; nothing when there is none.
    void rethrow() const {
        if (failed_.empty()) {
            return;
        }
        const auto& [stream, first] = failed_.front();
        throw ApiError(
            naming_the_rest(first, stream, 1, "failed too"), first.status(), first.in_doubt());
    }

    // A stream came through: a later 403 is about its own stream alone.
    void token_has_worked() { token_works_ = true; }
    [[nodiscard]] bool token_works() const { return token_works_; }

private:
    [[nodiscard]] base::Error
    naming_the_rest(base::Error error, Stream stream, std::size_t from, const char* how) const {
        error.add_context(fmt::format("syncing {}", to_string(stream)));
        for (std::size_t i = from; i < failed_.size(); ++i) {
            (void)std::move(error).note(fmt::format(
                "{} {}: {}", to_string(failed_[i].first), how, in_one_line(failed_[i].second)));
        }
        return error;
    }

    std::vector<std::pair<Stream, ApiError>> failed_;
    bool in_trouble_ = false;
    bool token_works_ = false;
};

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
    case StreamOutcome::failed:
        return "failed";
    case StreamOutcome::not_tried:
        return "not_tried";
    case StreamOutcome::cut_off:
        return "cut_off";
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
    world_.database.keep_more_pages();
    auto lease = db::Lease::take(world_.database, {shop_.value(), "sync"}, world_.real_clock);
    {
        db::UnitOfWork work(world_.database);
        refuse_other_server(world_.database, world_.client.server().name);
        orders::OrderRepository(world_.database).make_shop(shop_);
        orders::remember_server(world_.database, shop_, world_.client.server().name);
        orders::take_in_local_shops(world_.database, shop_, world_.clock.now());
        work.commit();
    }
    Fetcher fetcher(world_.client, world_.sleeper);
    const auto account = [&] {
        report.requests = world_.client.requests();
        report.requests_left_today = fetcher.quota().left_today;
    };
    try {
        run_due(request,
                {world_.database, fetcher, world_.clock, lease, listener, world_.give_up},
                report);
    } catch (...) {
        account();
        throw;
    }
    account();
    take_in_what_files_told();
    report.complete = true;
}

// Again: by now it is known what the shop is called and which orders it has.
void Sync::take_in_what_files_told() {
    if (!orders::is_local(orders::known_shops(world_.database).back().shop)) {
        return;
    }
    db::UnitOfWork work(world_.database);
    orders::take_in_local_shops(world_.database, shop_, world_.clock.now());
    work.commit();
}

void Sync::run_due(const SyncRequest& request, SyncParts parts, SyncReport& report) {
    const auto open_before = due(Stream::open_orders, request)
                                 ? orders::OrderQueries(world_.database).open_receipts(shop_)
                                 : OpenOrders();
    StreamFailures failures;
    for (const auto stream : kStreams) {
        if (!due(stream, request)) {
            if (request.only.empty()) {
                report.streams.push_back(rested(stream, StreamOutcome::not_due, ""));
            }
            continue;
        }
        if (stream == Stream::open_orders && failures.has(Stream::orders)) {
            report.streams.push_back(
                rested(stream, StreamOutcome::not_tried, "it asks for what orders could not get"));
            continue;
        }
        parts.listener.started(stream);
        auto& one = report.streams.emplace_back();
        one.stream = stream;
        run_one(one, parts, open_before, failures);
        parts.listener.ended(one);
    }
    failures.rethrow();
}

void Sync::run_one(StreamReport& report,
                   SyncParts parts,
                   const OpenOrders& open_before,
                   StreamFailures& failures) {
    try {
        run_stream(report, parts, shop_, open_before);
        failures.token_has_worked();
    } catch (const ApiError& error) {
        if (error.status() == kForbidden && error.kind() != base::ErrorKind::try_later &&
            failures.token_works()) {
            const auto hint = error.remedy().empty() ? "" : "; " + error.remedy();
            end(report, StreamOutcome::not_allowed, error.reason() + hint);
            rest_until_next_beat(report.stream);
        } else if (failures.keep(report.stream, error)) {
            end(report, StreamOutcome::failed, in_one_line(error));
        } else {
            end(report, StreamOutcome::cut_off, in_one_line(error));
            throw ApiError(failures.ending(report.stream, error), error.status(), error.in_doubt());
        }
    } catch (const base::Error& error) {
        end(report, StreamOutcome::cut_off, in_one_line(error));
        throw failures.ending(report.stream, error);
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
            planned.why = cursor ? fmt::format("up to {} to look at, those of the last minutes "
                                               "before the last sync among them",
                                               counted(page.count, "receipt"))
                                 : counted(page.count, "receipt") + ", all for the first time";
        } else if (stream == Stream::open_orders) {
            const auto open = orders::OrderQueries(world_.database).open_order_count(shop_);
            const auto gone = asked_for_again(world_.database, shop_, world_.clock.now()).size();
            planned.calls = pages(open) + static_cast<std::int64_t>(gone);
            planned.why = counted(open, "open order") + " to compare";
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
