// SPDX-License-Identifier: MIT
#include "frame/command.hpp"
#include "frame/relative.hpp"
#include "frame/row_limit.hpp"
#include "status/item_rows.hpp"
#include "status/update_words.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace etsyorder {

std::vector<std::string> fields_of_status_history();

namespace {

using frame::Cell;
using frame::ExitCode;
using frame::Services;
using frame::Tone;
using frame::Value;

struct HistoryArgs {
    ItemWords items;
    std::optional<std::string> limit;
};

frame::Table empty_table() {
    return {.name = "updates",
            .columns = {{.field = "item", .heading = "item"},
                        {.field = "at", .heading = "when"},
                        {.field = "kind", .heading = "what"},
                        {.field = "from", .heading = "from"},
                        {.field = "to", .heading = "to"},
                        {.field = "quantity", .heading = "pieces", .right = true},
                        {.field = "by", .heading = "by"},
                        {.field = "reason", .heading = "why", .flexible = true},
                        {.field = "source"},
                        {.field = "pipeline"},
                        {.field = "update"},
                        {.field = "order"},
                        {.field = "number"}},
            .when_empty = "nobody has moved it yet"};
}

// Of all orders on one time line.
std::vector<status::StatusUpdate> updates_of(const std::set<std::int64_t>& orders,
                                             const std::map<std::int64_t, status::WorkItem>& items,
                                             db::Database& database) {
    const status::StatusRepository repository(database);
    std::vector<status::StatusUpdate> all;
    for (const auto order : orders) {
        for (auto& update : repository.history(orders::OrderId{order})) {
            if (items.contains(update.item.value())) { // else of an item that is not meant
                all.push_back(std::move(update));
            }
        }
    }
    std::sort(all.begin(), all.end(), [](const auto& one, const auto& other) {
        return std::pair(one.at, one.id) < std::pair(other.at, other.id);
    });
    return all;
}

ExitCode run_history(const HistoryArgs& args, Services& services) {
    services.output().require_fields(fields_of_status_history());
    frame::RowLimit limit(args.limit, services.streams());
    auto& database = services.database_for_reading();
    StatusDesk desk(services, database);
    std::map<std::int64_t, status::WorkItem> items; // by our number, each once
    std::set<std::int64_t> orders;
    each_item(args.items, desk, services, database, [&](status::WorkItem&& item) {
        orders.insert(item.order.value());
        items.emplace(item.item.value(), std::move(item));
    });
    auto rows = services.output().rows(empty_table());
    const ShopZones zones(services, database);
    for (const auto& update : updates_of(orders, items, database)) {
        if (!limit.takes()) {
            break;
        }
        const auto& item = items.at(update.item.value());
        rows.add({item_word(database, item),
                  Cell(update.at, frame::local_time(update.at, zones.of(item.shop))),
                  Cell(update.kind, update_in_words(update), Tone::strong),
                  Value::text_or_null(update.from),
                  Value::text_or_null(update.to),
                  update.quantity,
                  Value::text_or_null(update.by_whom),
                  Value::text_or_null(update.reason),
                  update.source,
                  update.pipeline,
                  update.id,
                  item.receipt.value(),
                  item.number});
    }
    rows.end(limit.cut());
    limit.tell(services.output());
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_status_history() {
    return frame::field_names(empty_table());
}

void add_status_history(frame::Command& noun) {
    auto args = std::make_shared<HistoryArgs>();
    auto verb = noun.verb("history", "List every status update of items, oldest first");
    add_item_words(verb, args->items);
    verb.value("--limit", args->limit, frame::kLimitText, {.shown = "N"})
        .examples({"etsyorder status history 3512345678",
                   "etsyorder status history 3512345678.2 --json at,from,to,by"})
        .runs([args](Services& services) { return run_history(*args, services); });
}

} // namespace etsyorder
