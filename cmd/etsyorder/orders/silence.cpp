// SPDX-License-Identifier: MIT
#include "frame/command.hpp"
#include "lint/silence_code.hpp"
#include "lint/silence_repository.hpp"
#include "orders/chosen_orders.hpp"
#include "orders/lint_code.hpp"
#include "orders/references.hpp"
#include "orders/selection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace etsyorder {
namespace {

using frame::ExitCode;
using frame::Services;
using frame::Value;

constexpr std::size_t kLongestReason = 500; // bytes

struct SilenceArgs {
    std::vector<std::string> words; // the code, then orders
    std::optional<std::string> where;
    std::vector<std::string> listings;
    std::optional<std::string> reason;
    bool off = false;
    bool list = false;
    bool dry_run = false;
};

frame::Table empty_table() {
    return {.name = "silences",
            .columns = {{.field = "code", .heading = "code"},
                        {.field = "order", .heading = "order"},
                        {.field = "listing", .heading = "listing"},
                        {.field = "outcome", .heading = "outcome"},
                        {.field = "reason", .heading = "reason", .flexible = true},
                        {.field = "since"},
                        {.field = "shop"},
                        {.field = "dry_run"}},
            .when_empty = "no code is silenced"};
}

Value order_of(const lint::SilenceTarget& target) {
    return target.receipt ? Value(target.receipt->value()) : Value();
}

ExitCode list_silences(Services& services) {
    auto& database = services.database_for_reading();
    const auto shop = chosen_shop(services, database);
    auto table = empty_table();
    for (const auto& silence : lint::SilenceRepository(database).all(shop)) {
        table.rows.push_back({silence.code,
                              order_of(silence.target),
                              silence.target.listing,
                              "silenced",
                              silence.reason,
                              silence.since,
                              silence.target.shop.value(),
                              false});
    }
    services.output().table(std::move(table));
    return ExitCode::done;
}

std::int64_t listing_number(const std::string& word) {
    std::int64_t number = 0;
    const auto* const end = word.data() + word.size();
    const auto [stop, problem] = std::from_chars(word.data(), end, number);
    if (problem != std::errc{} || stop != end || number <= 0) {
        throw base::Error(base::ErrorKind::usage,
                          fmt::format("--listing: \"{}\" is no listing number", word))
            .hint("it is the number in the address of the listing's page; `etsyorder orders show "
                  "NUMBER --json items` has it as \"listing\"");
    }
    return number;
}

// Changes nothing, so that nothing is half done when one of them is wrong.
void refuse_wrong_words(const SilenceArgs& args) {
    if (args.words.empty()) {
        throw base::Error(base::ErrorKind::usage, "no code was named")
            .hint("etsyorder orders silence emoji 3512345678 --reason 'drawn by hand'; all codes: "
                  "etsyorder orders lint --codes");
    }
    (void)code_from(args.words.front());
    if (args.words.size() == 1 && args.listings.empty() && !args.where) {
        throw base::Error(base::ErrorKind::usage, "no order and no listing was named")
            .hint("order numbers, - for one a line, --where QUERY, or --listing NUMBER");
    }
    const auto blank = [](const std::string& text) {
        return text.find_first_not_of(" \t\r\n") == std::string::npos;
    };
    if (args.off && args.reason) {
        throw base::Error(base::ErrorKind::usage, "--off takes no --reason");
    }
    if (!args.off && (!args.reason || blank(*args.reason))) {
        throw base::Error(base::ErrorKind::usage, "a silence needs a reason")
            .because("in a month nobody knows why a finding does not show")
            .hint("--reason 'the buyer confirmed it'");
    }
    if (args.reason && args.reason->size() > kLongestReason) {
        throw base::Error(base::ErrorKind::usage,
                          fmt::format("--reason has more than {} bytes", kLongestReason));
    }
}

std::vector<lint::SilenceTarget>
targets_from(const SilenceArgs& args, Services& services, db::Database& database) {
    std::vector<lint::SilenceTarget> targets;
    const OrderChoice choice{{args.words.begin() + 1, args.words.end()}, args.where};
    if (choice.names_any()) {
        const auto chosen = select_orders(choice, WhenNoneNamed::refuse, services, database);
        if (!chosen.missing.empty()) { // all or nothing
            throw unknown_orders(database, chosen.missing);
        }
        for (const auto id : chosen.ids) {
            targets.push_back(lint::SilenceRepository(database).target_of(id));
        }
    }
    const auto shop = chosen_shop(services, database);
    for (const auto& word : args.listings) {
        const auto listing = listing_number(word);
        auto shops = lint::SilenceRepository(database).shops_of_listing(listing);
        std::erase_if(shops, [&](orders::ShopId one) { return shop && one != *shop; });
        if (shops.empty()) {
            throw base::Error(base::ErrorKind::not_found,
                              fmt::format("listing {} is not here", listing))
                .because(has_etsy_shop(database) ? "no listing and no item here has this number"
                                                 : "no item here has this number")
                .hint(has_etsy_shop(database)
                          ? "etsyorder sync --only listings"
                          : "`etsyorder orders show NUMBER --json items` has the "
                            "listing of each item");
        }
        for (const auto one : shops) {
            targets.push_back({one, std::nullopt, std::nullopt, listing});
        }
    }
    return targets;
}

const char* outcome_of(const lint::Silenced& silenced, const SilenceArgs& args) {
    if (!silenced.changed) {
        return "already so";
    }
    return args.dry_run ? (args.off ? "would be told again" : "would be silenced")
                        : (args.off ? "told again" : "silenced");
}

ExitCode run_silence(const SilenceArgs& args, Services& services) {
    services.output().require_fields(frame::field_names(empty_table()), "silences");
    if (args.list) {
        if (!args.words.empty() || !args.listings.empty() || args.off || args.reason ||
            args.where) {
            throw base::Error(base::ErrorKind::usage, "--list stands alone");
        }
        return list_silences(services);
    }
    refuse_wrong_words(args);
    auto& database = services.database_to_change(args.dry_run);
    const lint::SilenceChange change{code_from(args.words.front()),
                                     targets_from(args, services, database),
                                     args.reason.value_or("")};
    if (!args.dry_run && !may_change(change.targets.size(), services)) {
        return ExitCode::done;
    }
    const auto now = services.now();
    const auto done = args.dry_run ? lint::plan_silence(database, change)
                                   : lint::change_silence(database, change, now);
    auto table = empty_table();
    for (const auto& silenced : done) {
        table.rows.push_back({lint::info(change.code).name,
                              order_of(silenced.target),
                              silenced.target.listing,
                              outcome_of(silenced, args),
                              silenced.reason,
                              Value(),
                              silenced.target.shop.value(),
                              args.dry_run});
    }
    services.output().table(std::move(table));
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_orders_silence() {
    return frame::field_names(empty_table());
}

void add_orders_silence(frame::Command& orders) {
    auto args = std::make_shared<SilenceArgs>();
    orders.verb("silence", "Keep `orders lint` from telling a code of an order or a listing")
        .value("code",
               args->words,
               "a code of `orders lint`, then order numbers; - reads one a line",
               {.offered = code_names(), .live = "order"})
        .value("--where",
               args->where,
               "of the orders that a query finds; man 7 etsyorder-query",
               {.shown = "QUERY"})
        .value("--listing",
               args->listings,
               "of all orders of this listing; may be given several times",
               {.shown = "NUMBER"})
        .value("--reason", args->reason, "why; required", {.shown = "TEXT"})
        .flag("--off", args->off, "tell it again")
        .flag("--list", args->list, "list what is silenced, and why")
        .flag("--dry-run", args->dry_run, "say what would change, change nothing")
        .examples({"etsyorder orders silence emoji 3512345678 --reason 'drawn by hand'",
                   "etsyorder orders silence all-capitals --listing 1234567890 --reason 'made in "
                   "capitals'",
                   "etsyorder orders silence emoji 3512345678 --off",
                   "etsyorder orders silence --list"})
        .runs([args](Services& services) { return run_silence(*args, services); });
}

} // namespace etsyorder
