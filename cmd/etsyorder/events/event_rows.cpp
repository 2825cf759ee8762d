// SPDX-License-Identifier: MIT
#include "events/event_rows.hpp"

#include "base/nearest.hpp"
#include "events/event_names.hpp"
#include "frame/relative.hpp"
#include "orders/history_words.hpp"
#include "orders/order_cell.hpp"
#include "orders/order_repository.hpp"
#include "orders/references.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace etsyorder {
namespace {

using base::Error;
using base::ErrorKind;
using frame::Cell;
using frame::Tone;
using frame::Value;

std::int64_t number_from(const std::string& text) {
    std::int64_t number = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, problem] = std::from_chars(text.data(), end, number);
    if (problem != std::errc{} || stop != end || number < 0) {
        throw Error(ErrorKind::usage,
                    fmt::format("--since: \"{}\" is no number of an event", shortened(text)))
            .hint("it is the id of the last event that was seen; 0 is before all of them");
    }
    return number;
}

Error unknown_name(const std::string& pattern) {
    auto known = events::subject_patterns();
    for (const auto& one : events::event_names()) {
        known.emplace_back(one.name);
    }
    const auto meant = base::nearest(pattern, known);
    return Error(ErrorKind::usage,
                 fmt::format("--name: no event is called \"{}\"", shortened(pattern)))
        .because("names are such as order.placed, or order.* for all of orders")
        .hint(meant ? fmt::format("did you mean \"{}\"?", *meant)
                    : "man 7 etsyorder-events has all of them");
}

} // namespace

void add_event_words(frame::Command& verb, EventWords& words) {
    verb.value("--since",
               words.since,
               "only those after the event of this number; 0: from the first on",
               {.shown = "ID"})
        .value("--name",
               words.names,
               "only of this name, or all that fit order.* or *.changed; may be repeated",
               {.shown = "PATTERN", .live = "event name", .one_each = true})
        .value(
            "--order", words.order, "only about this order", {.shown = "ORDER", .live = "order"});
}

events::EventFilter filter_from(const EventWords& words) {
    events::EventFilter filter;
    filter.after = words.since ? number_from(*words.since) : 0;
    for (const auto& pattern : words.names) {
        const auto names = events::names_like(pattern);
        if (names.empty()) {
            throw unknown_name(pattern);
        }
        filter.names.insert(filter.names.end(), names.begin(), names.end());
    }
    std::ranges::sort(filter.names); // each once, whatever patterns it fits
    filter.names.erase(std::unique(filter.names.begin(), filter.names.end()), filter.names.end());
    return filter;
}

void complete_filter(events::EventFilter& filter,
                     const EventWords& words,
                     frame::Services& services,
                     db::Database& database) {
    filter.up_to = events::EventQueries(database).newest();
    refuse_unknown_event(filter.after, filter.up_to);
    if (const auto shop = chosen_shop(services, database)) {
        filter.shop = shop->value();
    }
    if (!words.order) {
        return;
    }
    // One number may be an order of each of several shops: all of them are told of.
    const auto references = parse_references({*words.order}, services.streams(), 1);
    const auto found = find_orders(services, database, references);
    if (!found.missing.empty()) {
        throw unknown_orders(database, found.missing);
    }
    filter.orders.clear();
    for (const auto& order : found.orders) {
        filter.orders.push_back(order.id.value());
    }
}

void refuse_unknown_event(std::int64_t number, std::int64_t newest) {
    if (number <= newest) {
        return;
    }
    throw Error(ErrorKind::not_found, fmt::format("there is no event {} yet", number))
        .because(newest == 0 ? "nothing was told so far"
                             : fmt::format("the newest event is {}", newest))
        .note("after a restore the database has fewer events than before it, and gives their "
              "numbers again")
        .hint(fmt::format("look at what is here, then go on with --since {}", newest));
}

frame::Table event_table() {
    return {.name = "events",
            .columns = {{.field = "id", .heading = "event", .right = true},
                        {.field = "occurred_at", .heading = "happened"},
                        {.field = "name", .heading = "name"},
                        {.field = "order", .heading = "order"},
                        {.field = "what", .heading = "what", .flexible = true},
                        {.field = "order_name"},
                        {.field = "subject"},
                        {.field = "shop"},
                        {.field = "recorded_at"},
                        {.field = "source"},
                        {.field = "data"}},
            .when_empty = "no such events"};
}

std::vector<Cell> EventRows::row_of(const events::Event& event) const {
    const auto order =
        event.order_id ? std::optional(orders::OrderId{*event.order_id}) : std::nullopt;
    const auto receipt =
        order ? orders::OrderRepository(database_).receipt_of(*order) : std::nullopt;
    const auto name = receipt ? order_name(database_, *order, *receipt) : std::nullopt;
    const auto when =
        time_ == ShownTime::relative
            ? frame::relative_time(now_, event.occurred_at)
            : frame::local_time(event.occurred_at, zones_.of(orders::ShopId{event.shop_id}));
    return {event.id,
            Cell(event.occurred_at, when),
            Cell(event.name, event.name, Tone::strong),
            receipt ? order_cell(*receipt, name) : Cell(nullptr, " "),
            event_in_one_line(event),
            name,
            event.subject_id,
            event.shop_id,
            event.recorded_at,
            event.source,
            Value::from_json(event.data)};
}

} // namespace etsyorder
