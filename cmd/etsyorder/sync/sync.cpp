// SPDX-License-Identifier: MIT
#include "etsy/sync.hpp"

#include "etsy/own_server.hpp"
#include "etsy_access.hpp"
#include "frame/command.hpp"
#include "orders/shop_choice.hpp"
#include "signed_in_shop.hpp"
#include "sync/sync_text.hpp"
#include "sync/sync_watch.hpp"

#include <fmt/format.h>
#include <malloc.h>

#include <algorithm>
#include <array>
#include <exception>
#include <filesystem>
#include <functional>
#include <optional>

namespace etsyorder {
namespace {

using frame::ExitCode;
using frame::Services;

struct SyncArgs {
    std::vector<std::string> only;
    bool all = false;
    bool plan = false;
};

constexpr std::array kStreams = {etsy::Stream::orders,
                                 etsy::Stream::open_orders,
                                 etsy::Stream::shop,
                                 etsy::Stream::listings,
                                 etsy::Stream::reviews};

etsy::Stream stream_named(std::string word) {
    std::ranges::replace(word, '-', '_');
    for (const auto stream : kStreams) {
        if (word == etsy::to_string(stream)) {
            return stream;
        }
    }
    throw base::Error(base::ErrorKind::usage,
                      fmt::format("there is nothing called \"{}\" to sync", word))
        .hint("--only takes orders, open_orders, shop, listings and reviews");
}

etsy::SyncRequest request_from(const SyncArgs& args, Services& services) {
    etsy::SyncRequest request;
    std::ranges::transform(args.only, std::back_inserter(request.only), stream_named);
    request.all = args.all;
    const auto& config = services.config();
    request.beats = {config.span("sync.open_orders_every"),
                     config.span("sync.listings_every"),
                     config.span("sync.shop_every"),
                     config.span("sync.reviews_every")};
    return request;
}

// A stored sign-in knows its shop. A session from the environment knows it by its number; a name is
// looked up: Etsy says which one shop a token can read.
orders::ShopId shop_of(EtsyAccess& access, Services& services) {
    if (const auto shop = access.session().shop()) {
        return *shop;
    }
    const auto& wanted = services.config().text("shop");
    if (wanted.empty()) {
        throw base::Error(base::ErrorKind::usage, "it is not known which shop to sync")
            .hint("set ETSYORDER_SHOP_ID to the shop's number, or sign in with `etsyorder auth "
                  "login`");
    }
    if (std::filesystem::exists(services.folders().database_file())) { // else it is nobody's yet
        etsy::refuse_other_server(services.database_for_writing(), access.server().name);
    }
    const auto theirs = find_signed_in_shop(access.client());
    if (!orders::is_meant(theirs.shop, theirs.name, wanted)) {
        throw base::Error(base::ErrorKind::not_found,
                          fmt::format("the shop \"{}\" is not the one of this session", wanted))
            .because(fmt::format(
                "ETSYORDER_ACCESS_TOKEN is a token of {} ({})", theirs.name, theirs.shop.value()))
            .hint("unset ETSYORDER_ACCESS_TOKEN to use a stored sign-in, or set it to a token of "
                  "that shop");
    }
    return theirs.shop;
}

bool found_something(const etsy::SyncReport& report) {
    return std::ranges::any_of(report.streams, [](const etsy::StreamReport& stream) {
        return stream.outcome == etsy::StreamOutcome::not_allowed || stream.unreadable > 0 ||
               !stream.note.empty();
    });
}

// Does it tell more than the error that ended the run?
bool tells_something(const etsy::SyncReport& report) {
    return std::ranges::any_of(report.streams, [](const etsy::StreamReport& stream) {
        return stream.outcome == etsy::StreamOutcome::done ||
               stream.outcome == etsy::StreamOutcome::failed ||
               stream.added + stream.changed + stream.unreadable > 0;
    });
}

// Pages are made on one thread and freed on the other; were each to have its own heap, both would
// grow: 31 instead of 25 MiB for a shop of any size.
void use_one_heap() {
#ifdef M_ARENA_MAX
    ::mallopt(M_ARENA_MAX, 1);
#endif
}

// Changes on their way into a pipe, as they are stored. Nobody reading on, or a full disk, must not
// end the sync half way: that is told when it is through.
class PipedChanges {
public:
    explicit PipedChanges(Services& services) : rows_(services.output().rows(changes_head())) {}

    void add(const orders::Recorded& recorded) {
        attempt([&] {
            for (auto& row : change_rows(recorded)) {
                rows_.add(std::move(row));
            }
        });
    }
    void end() {
        attempt([&] { rows_.end(); });
        if (failure_) {
            std::rethrow_exception(failure_);
        }
    }

private:
    template <class Write>
    void attempt(Write write) {
        if (!failure_) {
            try {
                write();
            } catch (...) {
                failure_ = std::current_exception();
            }
        }
    }

    frame::Output::Rows rows_;
    std::exception_ptr failure_;
};

// `piped`: null where the changes were kept instead. Gives back why it could not be written; that
// nobody reads on is no failure. What became of the sync is more than whether it was read.
std::exception_ptr
show(const std::vector<ShopSync>& shops, PipedChanges* piped, Services& services) {
    std::exception_ptr unwritten;
    try {
        if (piped == nullptr) {
            services.output().page("sync", sync_value(shops), sync_page(shops));
        } else {
            piped->end();
        }
    } catch (const frame::OutputClosed&) {
    } catch (const base::Error&) {
        unwritten = std::current_exception();
    }
    if (piped != nullptr) {
        for (const auto& shop : shops) {
            for (const auto& line : summary_lines(shop.report)) {
                services.output().note(shops.size() > 1 ? shop_in_words(shop) + ": " + line : line);
            }
        }
    }
    return unwritten;
}

struct WantedShop {
    std::string shop; // as EtsyAccess takes it; empty: the one that is chosen
    orders::ShopId id{0};
    std::string name;
};

// The one that is chosen, or else each one that is signed in.
std::vector<WantedShop> shops_to_sync(Services& services) {
    std::vector<WantedShop> all;
    if (services.config().text("shop").empty() &&
        !services.variables().get("ETSYORDER_ACCESS_TOKEN")) {
        EtsyAccess access(services);
        const auto sign_in = access.store().read();
        for (const auto& grant : sign_in ? sign_in->grants : std::vector<etsy::Grant>()) {
            all.push_back({std::to_string(grant.shop.value()), grant.shop, grant.shop_name});
        }
    }
    return all.size() > 1 ? all : std::vector<WantedShop>(1);
}

// One shop of a run, while it is synced.
class OneShop {
public:
    OneShop(Services& services, const std::string& shop)
        : access_(services, shop), shop_(shop_of(access_, services)),
          sync_({services.database_for_writing(),
                 access_.client(),
                 access_.sleeper(),
                 services.clock(),
                 access_.clock(),
                 [this] { access_.give_up(); }},
                shop_) {}

    [[nodiscard]] ShopPlan plan(const etsy::SyncRequest& request) {
        return {name(), sync_.plan(request)};
    }
    void run(const etsy::SyncRequest& request, ShopSync& result) {
        result.name = name();
        result.report.shop = shop_;
        try {
            sync_.run(request, *result.watch, result.report);
        } catch (...) {
            result.watch->clear_line();
            throw;
        }
    }

private:
    [[nodiscard]] std::string name() {
        const auto* grant = access_.grant();
        return grant != nullptr ? grant->shop_name : "";
    }

    EtsyAccess access_;
    orders::ShopId shop_;
    etsy::Sync sync_;
};

ExitCode show_plan(const std::vector<WantedShop>& shops,
                   const etsy::SyncRequest& request,
                   Services& services) {
    std::vector<ShopPlan> plans;
    for (const auto& wanted : shops) {
        plans.push_back(OneShop(services, wanted.shop).plan(request));
    }
    services.output().page("plan", plan_value(plans), plan_page(plans));
    return ExitCode::done;
}

// What went wrong, shop by shop; the others were synced all the same.
class Failures {
public:
    void add(base::Error error, const WantedShop& wanted) {
        if (!wanted.shop.empty()) {
            error.add_context("syncing shop " + wanted.name);
        }
        if (!first_) {
            first_ = std::move(error);
            return;
        }
        *first_ = std::move(*first_).note(fmt::format("shop {}: {}", wanted.name, error.summary()));
    }
    [[nodiscard]] bool any() const { return first_.has_value(); }
    void throw_first() const { throw *first_; }

private:
    std::optional<base::Error> first_;
};

ExitCode run_sync(const SyncArgs& args, Services& services) {
    services.output().require_fields(args.plan ? plan_fields() : sync_fields(),
                                     args.plan ? "plan" : "sync");
    use_one_heap();
    const auto request = request_from(args, services);
    const auto wanted = shops_to_sync(services);
    if (args.plan) {
        return show_plan(wanted, request, services);
    }
    const bool progress = services.streams().err_is_terminal() && !services.output().json();
    std::optional<PipedChanges> piped;
    std::function<void(const orders::Recorded&)> take;
    if (!services.output().json() && !services.streams().out_is_terminal()) {
        piped.emplace(services);
        take = [&piped](const orders::Recorded& recorded) { piped->add(recorded); };
    }
    std::vector<ShopSync> shops;
    Failures failures;
    for (const auto& one : wanted) {
        auto& result = shops.emplace_back();
        result.name = one.name;
        result.report.shop = one.id;
        result.watch = std::make_unique<SyncWatch>(services.streams(),
                                                   progress ? SyncWatch::Progress::shown
                                                            : SyncWatch::Progress::hidden,
                                                   take);
        try {
            OneShop(services, one.shop).run(request, result);
        } catch (const base::Error& error) {
            failures.add(error, one);
            if (error.kind() == base::ErrorKind::interrupted) {
                break;
            }
        }
    }
    auto* const into_pipe = piped ? &*piped : nullptr;
    if (failures.any()) {
        const bool worth_it = std::ranges::any_of(shops, [](const ShopSync& shop) {
            return shop.watch->any_change() || tells_something(shop.report);
        });
        if (worth_it) { // what is stored: no later run will tell of it
            (void)show(shops, into_pipe, services);
        }
        failures.throw_first();
    }
    if (const auto unwritten = show(shops, into_pipe, services)) {
        std::rethrow_exception(unwritten);
    }
    const bool found = std::ranges::any_of(
        shops, [](const ShopSync& shop) { return found_something(shop.report); });
    return found ? ExitCode::findings : ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_sync() {
    return sync_fields();
}

void add_sync(frame::Command& sync) {
    auto args = std::make_shared<SyncArgs>();
    std::vector<std::string> streams;
    for (const auto stream : kStreams) {
        streams.emplace_back(etsy::to_string(stream));
    }
    sync.value("--only",
               args->only,
               "just these: orders, open_orders, shop, listings, reviews",
               {.with_commas = true, .offered = streams})
        .flag("--all", args->all, "everything, whether it is due or not")
        .flag("--plan,--dry-run",
              args->plan,
              "show the calls it takes and the quota left; store nothing")
        .examples({"etsyorder sync",
                   "etsyorder sync --plan",
                   "etsyorder sync --only orders --json orders",
                   "etsyorder sync --jq '.sync.orders[].order'"})
        .runs([args](Services& services) { return run_sync(*args, services); });
}

} // namespace etsyorder
