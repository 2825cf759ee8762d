// SPDX-License-Identifier: MIT
#include "orders/references.hpp"
#include "rules/rules_desk.hpp"

#include <fmt/format.h>

namespace etsyorder {

std::vector<std::string> fields_of_rules_test();

namespace {

using frame::ExitCode;
using frame::Services;

struct TestArgs {
    std::vector<std::string> names;
    std::string since = "90d";
    bool all = false;
};

ExitCode run_test(const TestArgs& args, Services& services) {
    services.output().require_fields(fields_of_rules_test());
    const auto span = span_from(args.since, "--since");
    auto& database = services.database_for_reading();
    RulesDesk desk(services, database);
    desk.keep_only(args.names);
    const auto now = services.now();
    const notify::ShopCalendar calendar{services.zone(), {}};
    const auto foresight =
        notify::foresee(database,
                        desk.rules(),
                        {notify::before(now, span, calendar), now, chosen_shop(services, database)},
                        desk.surroundings());
    const auto shown = show_tellings(foresight,
                                     Look::back,
                                     args.all ? Unwanted::shown : Unwanted::hidden,
                                     desk,
                                     services,
                                     database);
    for (const auto& rule : desk.rules().all) {
        const auto found = shown.comes.find(rule.name);
        const int times = found == shown.comes.end() ? 0 : found->second;
        services.output().note(
            fmt::format("{} would have fired {} time{}", rule.name, times, times == 1 ? "" : "s"));
    }
    if (!shown.comes.empty() || shown.not_wanted > 0) {
        services.output().note("`if` and texts are of orders as they are now");
    }
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_rules_test() {
    return frame::field_names(telling_table());
}

void add_rules_test(frame::Command& noun) {
    auto args = std::make_shared<TestArgs>();
    auto verb = noun.verb("test", "Play the rules back over what happened: how often, and when");
    add_rule_words(verb, args->names);
    verb.value("--since", args->since, "how far back (90d)", {.shown = "SPAN"})
        .flag("--all", args->all, "also what would not come as orders are now, and why")
        .examples({"etsyorder rules test --since 90d",
                   "etsyorder rules test chase-answers --json due,order"})
        .runs([args](Services& services) { return run_test(*args, services); });
}

} // namespace etsyorder
