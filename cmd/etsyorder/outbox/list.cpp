// SPDX-License-Identifier: MIT
#include "base/nearest.hpp"
#include "frame/row_limit.hpp"
#include "notify/outbox_repository.hpp"
#include "orders/references.hpp"
#include "outbox/outbox_rows.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace etsyorder {

std::vector<std::string> fields_of_outbox_list();

namespace {

using frame::ExitCode;
using frame::Services;
using notify::TellingState;

struct ListArgs {
    std::vector<std::string> states;
    std::optional<std::string> rule;
    std::optional<std::string> order;
    std::optional<std::string> limit;
    bool all = false;
};

// Without words what waits for the seller.
std::vector<TellingState> states_of(const ListArgs& args) {
    if (args.all) {
        return {};
    }
    if (args.states.empty()) {
        return {
            TellingState::held, TellingState::handed, TellingState::failed, TellingState::in_doubt};
    }
    std::vector<TellingState> states;
    for (const auto& word : args.states) {
        states.push_back(*notify::state_from(word)); // one of those there are
    }
    return states;
}

std::vector<orders::OrderId>
orders_of(const ListArgs& args, Services& services, db::Database& database) {
    std::vector<orders::OrderId> ids;
    if (args.order) {
        const auto found =
            find_orders(services, database, parse_references({*args.order}, services.streams(), 1));
        if (!found.missing.empty()) {
            throw unknown_orders(database, found.missing);
        }
        for (const auto& order : found.orders) {
            ids.push_back(order.id);
        }
    }
    return ids;
}

ExitCode run_list(const ListArgs& args, Services& services) {
    services.output().require_fields(fields_of_outbox_list());
    const auto most = frame::RowLimit(args.limit, services.streams()).most();
    auto& database = services.database_for_reading();
    notify::OutboxFilter filter;
    filter.states = states_of(args);
    filter.rule = args.rule;
    filter.shop = chosen_shop(services, database);
    filter.limit = most == frame::RowLimit::kNone ? filter.limit : std::int64_t{most} + 1;
    const OutboxRows cells(services, database);
    auto rows = services.output().rows(outbox_table());
    int count = 0;
    bool more = false;
    const auto take = [&](const notify::Telling& telling) {
        more = most != frame::RowLimit::kNone && count == most;
        if (!more) {
            ++count;
            rows.add(cells.row_of(telling));
        }
    };
    const notify::OutboxRepository outbox(database);
    if (args.order) { // one number may be an order of each of several shops
        for (const auto order : orders_of(args, services, database)) {
            filter.order = order;
            outbox.each(filter, take);
        }
    } else {
        outbox.each(filter, take);
    }
    rows.end(more);
    if (more) {
        services.output().note(
            fmt::format("only the first {}: --limit N shows more, --limit all shows all", most));
    }
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_outbox_list() {
    return frame::field_names(outbox_table());
}

void add_outbox_list(frame::Command& noun) {
    auto args = std::make_shared<ListArgs>();
    noun.verb("list", "List what waits for you: to be sent by hand, held, failed or in doubt")
        .value("--state",
               args->states,
               "only in this state; may be repeated",
               {.shown = "STATE", .one_of = notify::state_names(), .one_each = true})
        .value("--rule", args->rule, "only of this rule", {.shown = "RULE", .live = "rule"})
        .value("--order", args->order, "only about this order", {.shown = "ORDER", .live = "order"})
        .value("--limit",
               args->limit,
               "at most so many, or all (50 on a terminal)",
               {.shown = "N", .offered = {"all"}})
        .flag("--all", args->all, "in every state, what is to come too")
        .never_both("--all", "--state")
        .examples({"etsyorder outbox list",
                   "etsyorder outbox list --state queued --rule chase-answers",
                   "etsyorder outbox list --all --order 3512345678 --json id,state,text"})
        .runs([args](Services& services) { return run_list(*args, services); });
}

} // namespace etsyorder
