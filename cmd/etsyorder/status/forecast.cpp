// SPDX-License-Identifier: MIT
#include "status/forecast.hpp"

#include "frame/command.hpp"
#include "orders/references.hpp"
#include "status/desk.hpp"
#include "status/status_repository.hpp"

#include <fmt/format.h>

#include <limits>

namespace etsyorder {

std::vector<std::string> fields_of_status_forecast();

namespace {

using frame::ExitCode;
using frame::Services;
using frame::Value;

struct ForecastArgs {
    std::optional<int> queue;
    std::optional<int> weeks;
};

// Of business days, with one digit behind the point.
std::string days(double value) {
    return fmt::format("{:.1f}", value);
}

Value spread_value(const status::Spread& spread) {
    const auto or_null = [&](double value) {
        return spread.count == 0 ? Value() : Value::from_json(days(value));
    };
    return Value::object(
        {{"count", spread.count}, {"p50", or_null(spread.p50)}, {"p90", or_null(spread.p90)}});
}

Value value_of(const status::Forecast& found, const StatusDesk& desk) {
    Value::List stages;
    for (const auto& one : found.stages) {
        const auto* const pipeline = desk.pipelines().find(one.pipeline);
        const auto at = pipeline == nullptr ? std::nullopt : pipeline->stage(one.stage);
        stages.push_back(
            Value::object({{"pipeline", one.pipeline},
                           {"stage", one.stage},
                           {"took", spread_value(one.took)},
                           {"days", at ? Value(pipeline->stages[*at].days) : Value()}}));
    }
    const auto& queue = found.queue;
    return Value::object(
        {{"stages", Value::list(std::move(stages))},
         {"whole", spread_value(found.whole)},
         {"queue",
          Value::object(
              {{"items", queue.items},
               {"weeks", queue.weeks},
               {"finished_a_day",
                queue.weeks == 0 ? Value() : Value::from_json(days(queue.finished_a_day))},
               {"p50_days", queue.p50_days},
               {"p90_days", queue.p90_days}})}});
}

void add_queue(frame::Page& page, const status::Forecast& found) {
    const auto& queue = found.queue;
    if (!queue.p50_days) {
        page.line("nothing was finished in these weeks before today: what a queue means is not "
                  "known yet");
        return;
    }
    page.line(fmt::format("{:.1f} items were finished a business day, in {} week{} with work",
                          queue.finished_a_day,
                          queue.weeks,
                          queue.weeks == 1 ? "" : "s"));
    page.line(fmt::format("a queue of {} item{} takes {} business day{}, in slow weeks {}",
                          queue.items,
                          queue.items == 1 ? "" : "s",
                          *queue.p50_days,
                          *queue.p50_days == 1 ? "" : "s",
                          *queue.p90_days));
    // A new order waits for the queue, or for its own slowest path through the stages.
    const auto own = static_cast<int>(found.whole.p50 + 0.999);
    page.line(fmt::format("a new order needs a processing time of about {} to {} business days",
                          std::max(own, *queue.p50_days),
                          std::max(static_cast<int>(found.whole.p90 + 0.999), *queue.p90_days)));
}

frame::Page page_of(const status::Forecast& found, const StatusDesk& desk) {
    frame::Page page;
    page.heading(fmt::format("{:<16} {:<16} {:>7} {:>7} {:>7} {:>9}",
                             "pipeline",
                             "stage",
                             "seen",
                             "p50",
                             "p90",
                             "you say"));
    for (const auto& one : found.stages) {
        const auto* const pipeline = desk.pipelines().find(one.pipeline);
        const auto at = pipeline == nullptr ? std::nullopt : pipeline->stage(one.stage);
        const auto said = at ? pipeline->stages[*at].days : std::nullopt;
        page.line(fmt::format("{:<16} {:<16} {:>7} {:>7} {:>7} {:>9}",
                              one.pipeline,
                              one.stage,
                              one.took.count,
                              one.took.count == 0 ? "" : days(one.took.p50),
                              one.took.count == 0 ? "" : days(one.took.p90),
                              said ? std::to_string(*said) : ""));
    }
    page.blank();
    if (found.whole.count > 0) {
        page.line(
            fmt::format("from the order to the last stage: half of {} in {} business days, nine "
                        "of ten in {}",
                        found.whole.count,
                        days(found.whole.p50),
                        days(found.whole.p90)));
    }
    add_queue(page, found);
    return page;
}

ExitCode run_forecast(const ForecastArgs& args, Services& services) {
    services.output().require_fields(fields_of_status_forecast());
    auto& database = services.database_for_reading();
    StatusDesk desk(services, database);
    status::ForecastScope scope;
    scope.pipelines = &desk.pipelines();
    scope.zone = &services.zone();
    scope.shop = chosen_shop(services, database);
    scope.now = services.now();
    scope.weeks = args.weeks.value_or(scope.weeks);
    if (args.queue) {
        scope.queue = *args.queue;
    } else {
        status::StatusRepository(database).open_items(scope.shop, [&](status::WorkItem&& item) {
            desk.placing().place(item);
            const auto* const pipeline = desk.placing().pipeline_of(item);
            const bool done = pipeline != nullptr && item.pieces.size() == 1 &&
                              item.pieces.front().stage == pipeline->stages.back().name;
            scope.open_items += done ? 0 : 1;
        });
    }
    const auto found = status::forecast(database, scope);
    services.output().page("forecast", value_of(found, desk), page_of(found, desk));
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_status_forecast() {
    return {"stages", "whole", "queue"};
}

void add_status_forecast(frame::Command& noun) {
    auto args = std::make_shared<ForecastArgs>();
    noun.verb("forecast", "Say how long stages really take, and what a queue means for new orders")
        .number("--queue",
                args->queue,
                {0, 1'000'000},
                "so many items in front of a new order; without it those that are to be made now",
                {.shown = "N"})
        .number("--weeks",
                args->weeks,
                {1, 520},
                "so many weeks of the past tell the speed; 12 without this flag",
                {.shown = "N"})
        .examples({"etsyorder status forecast",
                   "etsyorder status forecast --queue 60",
                   "etsyorder status forecast --json queue"})
        .runs([args](Services& services) { return run_forecast(*args, services); });
}

} // namespace etsyorder
