// SPDX-License-Identifier: MIT
#include "events/event_rows.hpp"
#include "frame/row_limit.hpp"
#include "orders/references.hpp"

#include <fmt/format.h>

namespace etsyorder {

std::vector<std::string> fields_of_events_list();

namespace {

using frame::ExitCode;
using frame::Services;

struct ListArgs {
    EventWords words;
    std::optional<std::string> limit;
};

ExitCode run_list(const ListArgs& args, Services& services) {
    services.output().require_fields(fields_of_events_list());
    auto filter = filter_from(args.words);
    const auto most = frame::RowLimit(args.limit, services.streams()).most();
    const auto limit = most == frame::RowLimit::kNone ? std::nullopt : std::optional(most);
    auto& database = services.database_for_reading();
    complete_filter(filter, args.words, services, database);
    const events::EventQueries queries(database);
    // With --since the first of those after it are told, so that the next run goes on behind them;
    // without it the latest.
    const bool latest = limit && !args.words.since;
    const auto behind = latest ? queries.before_latest(filter, *limit) : filter.after;
    bool more = latest && behind != filter.after;
    filter.after = behind;
    if (!limit) {
        database.read_through_cache();
    }
    const EventRows shown(ShownTime::relative, services, database);
    auto rows = services.output().rows(event_table());
    int count = 0;
    std::int64_t last = 0;
    const auto one_more = limit ? std::optional(*limit + 1) : std::nullopt;
    queries.each(filter, one_more, [&](events::Event&& event) {
        if (limit && count == *limit) {
            more = true;
            return;
        }
        ++count;
        last = event.id;
        rows.add(shown.row_of(event));
    });
    rows.end(more);
    if (more) {
        services.output().note(
            latest ? fmt::format("only the latest {}: --limit N shows more, --limit all shows all",
                                 *limit)
                   : fmt::format("only the first {}: --since {} goes on", *limit, last));
    }
    services.output().note(staleness(services, database));
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_events_list() {
    return frame::field_names(event_table());
}

void add_events_list(frame::Command& noun) {
    auto args = std::make_shared<ListArgs>();
    auto verb = noun.verb("list", "List what happened, oldest first, from any event on");
    add_event_words(verb, args->words);
    verb.value("--limit",
               args->limit,
               "at most so many, or all (50 on a terminal); the latest, with --since the first",
               {.shown = "N", .offered = {"all"}})
        .examples({"etsyorder events list",
                   "etsyorder events list --since 1042 --json id,name,order,data",
                   "etsyorder events list --name 'status.*' --order 3512345678"})
        .runs([args](Services& services) { return run_list(*args, services); });
}

} // namespace etsyorder
