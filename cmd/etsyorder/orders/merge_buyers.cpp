// SPDX-License-Identifier: MIT

#include "orders/merge_buyers.hpp"

#include "frame/command.hpp"
#include "orders/forget_orders.hpp"
#include "orders/order_name.hpp"
#include "orders/references.hpp"
#include "orders/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace etsyorder {

std::vector<std::string> fields_of_orders_merge_buyers();

namespace {

using base::Error;
using base::ErrorKind;
using frame::ExitCode;
using frame::Services;
using frame::Value;
using orders::BuyerId;
using orders::MergeOutcome;

struct MergeArgs {
    std::vector<std::string> buyers;
    bool suggest = false;
    bool dry_run = false;
};

Value list_of(const std::vector<std::string>& words) {
    return Value::list(Value::List(words.begin(), words.end()));
}

frame::Table as_table(const std::vector<orders::MergedBuyer>& all, bool dry_run) {
    frame::Table table{.name = "buyers",
                       .columns = {{.field = "order", .heading = "order"},
                                   {.field = "names", .heading = "names", .flexible = true},
                                   {.field = "order_count", .heading = "orders", .right = true},
                                   {.field = "outcome", .heading = "outcome"},
                                   {.field = "dry_run"}}};
    for (const auto& one : all) {
        table.rows.push_back({one.buyer.order.value(),
                              list_of(one.buyer.names),
                              one.buyer.order_count,
                              one.outcome == MergeOutcome::kept         ? "kept"
                              : one.outcome == MergeOutcome::already_so ? "already so"
                              : dry_run                                 ? "would be merged"
                                                                        : "merged",
                              dry_run});
    }
    return table;
}

frame::Table empty_suggestions() {
    return {.name = "suggestions",
            .columns = {{.field = "orders", .heading = "orders"},
                        {.field = "names", .heading = "names", .flexible = true},
                        {.field = "reasons", .heading = "why", .flexible = true}},
            .when_empty = "no two buyers look like one person"};
}

// One a buyer: an order of theirs, in a form that merge-buyers takes.
ExitCode run_suggest(Services& services) {
    services.output().require_fields(frame::field_names(empty_suggestions()));
    auto& database = services.database_for_reading();
    auto table = empty_suggestions();
    for (const auto& one : orders::suggest_merges(database, chosen_shop(services, database))) {
        Value::List numbers;
        std::vector<std::string> names;
        for (const auto& buyer : one.buyers) {
            numbers.emplace_back(buyer.order.value());
            names.push_back(buyer.names.empty() ? "" : buyer.names.front());
        }
        table.rows.push_back(
            {Value::list(std::move(numbers)), list_of(names), list_of(one.reasons)});
    }
    services.output().table(table);
    if (!table.rows.empty()) {
        services.output().note("nothing was merged: etsyorder orders merge-buyers ORDER ORDER");
    }
    return ExitCode::done;
}

Error several_buyers(const std::string& word,
                     const std::vector<BuyerId>& found,
                     const orders::MergedBuyerRepository& buyers) {
    auto error =
        Error(ErrorKind::usage, fmt::format("\"{}\" names several buyers", shortened(word)))
            .hint("name each by the number of one of their orders");
    for (const auto buyer : found) {
        if (const auto summary = buyers.summary(buyer)) {
            std::move(error).note(fmt::format(
                "order {}: {}", summary->order.value(), fmt::join(summary->names, ", ")));
        }
    }
    return error;
}

std::vector<BuyerId>
buyers_with_email(const std::string& word, Services& services, db::Database& database) {
    constexpr int kMost = 10;
    std::vector<BuyerId> found;
    for (const auto& buyer :
         orders::ForgetQueries(database).buyers(chosen_shop(services, database), word, kMost)) {
        found.push_back(buyer.id);
    }
    return found;
}

Error no_such_buyer(const std::string& word) {
    const bool is_address = word.find('@') != std::string::npos;
    return Error(ErrorKind::not_found,
                 fmt::format("no buyer {} \"{}\" here",
                             is_address ? "has the address" : "is called",
                             shortened(word)))
        .because(is_address ? "Etsy shows buyers' e-mail addresses to few keys"
                            : "a buyer is named by an order number, an e-mail address, or whole "
                              "words of the name")
        .hint("an order number always names its buyer: etsyorder orders list --all --buyer NAME");
}

// By a name or the address of theirs.
BuyerId named_buyer(const std::string& word, Services& services, db::Database& database) {
    const orders::MergedBuyerRepository buyers(database);
    const auto words = orders::folded_words(word);
    const auto found = word.find('@') != std::string::npos
                           ? buyers_with_email(word, services, database)
                       : words.empty() ? std::vector<BuyerId>()
                                       : buyers.with_words(chosen_shop(services, database), words);
    if (found.empty()) {
        throw no_such_buyer(word);
    }
    if (found.size() > 1) {
        throw several_buyers(word, found, buyers);
    }
    return found.front();
}

BuyerId buyer_of_order(const std::string& word, Services& services, db::Database& database) {
    const auto meant = parse_references({word}, services.streams());
    const auto found = find_orders(services, database, meant);
    if (!found.missing.empty()) {
        throw unknown_orders(database, found.missing);
    }
    if (found.orders.size() > 1) {
        throw several_shops_have(database, meant.front());
    }
    if (!found.orders.front().buyer) {
        throw Error(ErrorKind::conflict, fmt::format("the buyer of order {} is not known", word));
    }
    return *found.orders.front().buyer;
}

std::vector<std::string> words_with_piped(const MergeArgs& args, Services& services) {
    std::vector<std::string> words;
    for (const auto& word : args.buyers) {
        if (word != "-") {
            words.push_back(word);
            continue;
        }
        for (const auto& one : parse_references({"-"}, services.streams())) {
            words.push_back(std::to_string(one.receipt.value()));
        }
    }
    return words;
}

ExitCode run_merge(const MergeArgs& args, Services& services) {
    if (args.suggest) {
        if (!args.buyers.empty()) {
            throw Error(ErrorKind::usage, "--suggest takes no buyers");
        }
        return run_suggest(services);
    }
    services.output().require_fields(fields_of_orders_merge_buyers(), "buyers");
    auto& database = services.database_to_change(args.dry_run);
    std::vector<BuyerId> buyers;
    for (const auto& word : words_with_piped(args, services)) {
        const bool is_order = word.find('@') == std::string::npos && names_order(word, services);
        buyers.push_back(is_order ? buyer_of_order(word, services, database)
                                  : named_buyer(word, services, database));
    }
    if (buyers.size() < 2) {
        throw Error(ErrorKind::usage, "two buyers are needed to make one")
            .hint("etsyorder orders merge-buyers 3512345678 3598765432; --suggest finds some");
    }
    const auto plan = orders::plan_merge(database, buyers);
    if (std::ranges::any_of(plan, [&](const orders::MergedBuyer& one) {
            return one.buyer.shop != plan.front().buyer.shop;
        })) {
        throw Error(ErrorKind::usage, "these buyers are of several shops")
            .because("each shop has its own buyers");
    }
    services.output().table(
        as_table(args.dry_run ? plan : orders::merge_buyers(database, buyers, services.now()),
                 args.dry_run));
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_orders_merge_buyers() {
    return frame::field_names(as_table({}, false));
}

void add_orders_merge_buyers(frame::Command& orders) {
    auto args = std::make_shared<MergeArgs>();
    orders.verb("merge-buyers", "Make one buyer of several accounts of one person")
        .value(
            "buyer",
            args->buyers,
            "order numbers, each for its buyer, e-mail addresses or names; the first buyer stays",
            {.live = "order"})
        .flag("--suggest", args->suggest, "buyers that may be one person, and why; merges none")
        .flag("--dry-run", args->dry_run, "say what would change, change nothing")
        .examples({"etsyorder orders merge-buyers --suggest",
                   "etsyorder orders merge-buyers 3512345678 3598765432"})
        .runs([args](Services& services) { return run_merge(*args, services); });
}

} // namespace etsyorder
