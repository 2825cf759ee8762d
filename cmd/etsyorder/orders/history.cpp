// SPDX-License-Identifier: MIT
#include "frame/command.hpp"
#include "frame/relative.hpp"
#include "orders/history_queries.hpp"
#include "orders/history_words.hpp"
#include "orders/order_cell.hpp"
#include "orders/selection.hpp"
#include "orders/shop_zones.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace etsyorder {

std::vector<std::string> fields_of_orders_history();

namespace {

using base::Error;
using base::ErrorKind;
using frame::Cell;
using frame::ExitCode;
using frame::Services;
using frame::Tone;
using frame::Value;

struct HistoryArgs {
    OrderChoice orders;
    bool all = false;
    std::string since;
};

frame::Table empty_table() {
    return {.name = "history",
            .columns = {{.field = "order", .heading = "order"},
                        {.field = "occurred_at", .heading = "happened"},
                        {.field = "name", .heading = "what"},
                        {.field = "field", .heading = "of", .flexible = true},
                        {.field = "before", .heading = "before", .flexible = true},
                        {.field = "after", .heading = "after", .flexible = true},
                        {.field = "recorded_at", .heading = "learned", .expendable = true},
                        {.field = "source", .heading = "from"},
                        {.field = "item", .piped = true},
                        {.field = "event"},
                        {.field = "shop"}},
            .when_empty = "nothing has happened"};
}

// "2d": so long ago. Empty: it is no such text.
std::optional<std::chrono::seconds> span_of(std::string_view text) {
    constexpr int kMostDigits = 5;
    std::int64_t count = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, problem] = std::from_chars(text.data(), end, count);
    if (problem != std::errc{} || stop + 1 != end || stop - text.data() > kMostDigits ||
        count < 0) {
        return std::nullopt;
    }
    switch (*stop) {
    case 'h':
        return std::chrono::hours{count};
    case 'd':
        return std::chrono::days{count};
    case 'w':
        return std::chrono::weeks{count};
    default:
        return std::nullopt;
    }
}

// Empty: since ever. A bare date is the start of that day in the zone.
std::optional<base::Instant> since_of(const std::string& text, Services& services) {
    constexpr std::size_t kDateLength = 10;
    if (text.empty()) {
        return std::nullopt;
    }
    if (const auto span = span_of(text)) {
        return services.now() - *span;
    }
    const bool digits = std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    const auto instant = digits ? std::nullopt : base::parse_instant(text);
    if (!instant) {
        throw Error(ErrorKind::usage, fmt::format("--since: \"{}\" is no time", shortened(text)))
            .hint("write a span such as 36h, 2d or 1w, a day such as 2026-11-22, or a time such as "
                  "2026-11-22T10:00:00Z");
    }
    return text.size() == kDateLength
               ? services.zone().start_of(std::chrono::floor<std::chrono::days>(*instant))
               : *instant;
}

class HistoryRows {
public:
    HistoryRows(Services& services, db::Database& database)
        : rows_(services.output().rows(empty_table())), zones_(services, database),
          database_(database), queries_(database) {}

    void add(orders::ReceiptId receipt, const events::Event& event) {
        const auto changes = changes_of(event);
        if (changes.empty()) {
            add_row(receipt, event, nullptr);
        }
        for (const auto& change : changes) {
            add_row(receipt, event, &change);
        }
    }
    void end() { rows_.end(); }

private:
    void add_row(orders::ReceiptId receipt, const events::Event& event, const ToldChange* change) {
        // On a terminal only where it was learned later: mostly we are told at once.
        const bool at_once = event.recorded_at - event.occurred_at < std::chrono::minutes{1};
        const auto& zone = zones_.of(orders::ShopId{event.shop_id});
        const auto name = event.order_id
                              ? order_name(database_, orders::OrderId{*event.order_id}, receipt)
                              : std::nullopt;
        const auto item = item_of(event);
        const auto number = item && event.order_id
                                ? queries_.item_number(orders::OrderId{*event.order_id}, *item)
                                : std::nullopt;
        rows_.add(
            {order_cell(receipt, name),
             Cell(event.occurred_at, frame::local_time(event.occurred_at, zone)),
             Cell(event.name, event_in_words(event.name), Tone::strong),
             field_cell(change, number),
             words(change == nullptr ? "" : change->before, Tone::faint),
             words(change == nullptr ? "" : change->after, Tone::plain),
             Cell(event.recorded_at,
                  at_once ? " " : frame::local_time(event.recorded_at, zone),
                  Tone::faint),
             Cell(event.source, source_in_words(event.source)),
             number ? Value(fmt::format(
                          "{}.{}",
                          order_argument(receipt, name.value_or(std::to_string(receipt.value()))),
                          *number))
                    : Value(),
             event.id,
             event.shop_id});
    }

    // "stage of item 2", and "item 2" of an event that says all by its name.
    static Cell field_cell(const ToldChange* change, std::optional<std::int64_t> number) {
        const auto of = number ? fmt::format("item {}", *number) : std::string();
        if (change == nullptr) {
            return {nullptr, of.empty() ? " " : of};
        }
        const auto field = event_in_words(change->field);
        return {change->field, of.empty() ? field : fmt::format("{} of {}", field, of)};
    }

    static Cell words(const std::string& text, Tone tone) {
        return text.empty() ? Cell(nullptr, " ") : Cell(text, text, tone);
    }

    frame::Output::Rows rows_;
    ShopZones zones_;
    db::Database& database_;
    orders::HistoryQueries queries_;
};

ExitCode run_history(const HistoryArgs& args, Services& services) {
    services.output().require_fields(fields_of_orders_history());
    if (args.all && args.orders.names_any()) {
        throw Error(ErrorKind::usage, "--all and orders are given").hint("leave out one of them");
    }
    const auto since = since_of(args.since, services);
    auto& database = services.database_for_reading();
    const orders::HistoryQueries queries(database);
    HistoryRows rows(services, database);
    const auto take = [&rows](orders::ReceiptId receipt, const events::Event& event) {
        rows.add(receipt, event);
    };
    std::vector<OrderReference> missing;
    if (!args.orders.names_any()) {
        queries.of_all({chosen_shop(services, database), !args.all, since}, take);
    } else {
        auto chosen = select_orders(args.orders, WhenNoneNamed::refuse, services, database);
        for (const auto id : chosen.ids) {
            queries.of_order(id, since, take);
        }
        missing = std::move(chosen.missing);
    }
    rows.end();
    services.output().note(staleness(services, database));
    if (!missing.empty()) {
        throw unknown_orders(database, missing);
    }
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_orders_history() {
    return frame::field_names(empty_table());
}

void add_orders_history(frame::Command& orders) {
    auto args = std::make_shared<HistoryArgs>();
    orders.verb("history", "Tell each change of orders, when we learned it and from where")
        .value("order",
               args->orders.words,
               "order numbers, - for one a line; without any the open orders",
               {.live = "order"})
        .value("--where",
               args->orders.where,
               "of the orders that a query finds; man 7 etsyorder-query",
               {.shown = "QUERY"})
        .flag("--all", args->all, "of all orders, open or not")
        .value("--since",
               args->since,
               "what we learned since then: 36h, 2d, 1w, a day or a time",
               {.shown = "WHEN", .offered = {"24h", "2d", "1w"}})
        .examples({"etsyorder orders history 3512345678",
                   "etsyorder orders history --all --since 2d",
                   "etsyorder orders history 3512345678 --json field,before,after",
                   "etsyorder orders history --all --since 2d --format '{{ order }} {{ name }}'"})
        .runs([args](Services& services) { return run_history(*args, services); });
}

} // namespace etsyorder
