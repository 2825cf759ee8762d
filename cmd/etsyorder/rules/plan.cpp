// SPDX-License-Identifier: MIT
#include "notify/known_rules.hpp"
#include "orders/references.hpp"
#include "rules/rules_desk.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder {

std::vector<std::string> fields_of_rules_plan();

namespace {

using frame::ExitCode;
using frame::Services;

// What is due and was not told yet is to come, too.
constexpr std::chrono::days kOverdue{31};

struct PlanArgs {
    std::vector<std::string> names;
    std::string until = "14d";
    std::optional<std::string> order;
    bool all = false;
};

// Those about one order.
void keep_order(notify::Foresight& foresight,
                const std::string& word,
                Services& services,
                db::Database& database) {
    const auto found =
        find_orders(services, database, parse_references({word}, services.streams(), 1));
    if (!found.missing.empty()) {
        throw unknown_orders(database, found.missing);
    }
    std::erase_if(foresight.all, [&](const auto& one) {
        return std::ranges::none_of(found.orders,
                                    [&](const auto& order) { return one.order == order.id; });
    });
}

ExitCode run_plan(const PlanArgs& args, Services& services) {
    services.output().require_fields(fields_of_rules_plan());
    const auto span = span_from(args.until, "--until");
    auto& database = services.database_for_reading();
    RulesDesk desk(services, database);
    desk.keep_only(args.names);
    const auto now = services.now();
    const notify::ShopCalendar calendar{services.zone(), {}};
    auto surroundings = desk.surroundings();
    surroundings.since_event_of = [known = notify::KnownRules(database).all()](const auto& rule) {
        const auto found = known.find(rule);
        return found == known.end() ? std::int64_t{0} : found->second.since_event;
    };
    auto foresight = notify::foresee(
        database,
        desk.rules(),
        {now - kOverdue, notify::after(now, span, calendar), chosen_shop(services, database), now},
        surroundings);
    std::erase_if(foresight.all, [&](const auto& one) { // too late by now
        return one.occurrence.expires < now;
    });
    if (args.order) {
        keep_order(foresight, *args.order, services, database);
    }
    const auto shown = show_tellings(foresight,
                                     Look::ahead,
                                     args.all ? Unwanted::shown : Unwanted::hidden,
                                     desk,
                                     services,
                                     database);
    if (desk.rules().all.empty()) {
        services.output().note(fmt::format(
            "there are no rules in {}", (services.folders().config / notify::kRulesFile).string()));
    } else if (shown.not_wanted > 0 && !args.all) {
        services.output().note(fmt::format("{} more would not come as orders are now: --all shows "
                                           "them",
                                           shown.not_wanted));
    }
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_rules_plan() {
    return frame::field_names(telling_table());
}

void add_rules_plan(frame::Command& noun) {
    auto args = std::make_shared<PlanArgs>();
    auto verb =
        noun.verb("plan", "List what the rules will tell or do, with time, reason and text");
    add_rule_words(verb, args->names);
    verb.value("--until", args->until, "how far ahead (14d)", {.shown = "SPAN"})
        .value("--order", args->order, "only about this order", {.shown = "ORDER", .live = "order"})
        .flag("--all", args->all, "also what would not come as orders are now, and why")
        .examples({"etsyorder rules plan",
                   "etsyorder rules plan chase-answers --until 48h",
                   "etsyorder rules plan --order 3512345678 --json due,rule,text"})
        .runs([args](Services& services) { return run_plan(*args, services); });
}

} // namespace etsyorder
