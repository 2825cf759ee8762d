// SPDX-License-Identifier: MIT
#include "events/event_log.hpp"
#include "frame/command.hpp"
#include "orders/order_page.hpp"
#include "orders/order_queries.hpp"
#include "orders/order_repository.hpp"
#include "orders/references.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder {

std::vector<std::string> fields_of_orders_show();

namespace {

using frame::ExitCode;
using frame::Services;
using frame::Value;

constexpr std::chrono::hours kStaleAfter{24}; // Etsy's API terms: shown data is at most so old

struct ShowArgs {
    std::vector<std::string> orders;
    bool raw = false;
};

OrderSurroundings
surroundings(const orders::Order& order, Services& services, db::Database& database) {
    OrderSurroundings around;
    around.events = events::EventLog(database).of_order(order.id.value());
    for (const auto& shop : orders::OrderQueries(database).freshness()) {
        if (shop.shop == order.shop) {
            around.synced_at = shop.orders_synced_at;
            around.shop_name = shop.shop_name;
        }
    }
    around.stale = !around.synced_at || services.now() - *around.synced_at > kStaleAfter;
    if (order.is_open && order.ship_by) {
        const auto& zone = services.zone();
        around.days_left = base::days_between(zone.date(services.now()), zone.date(*order.ship_by));
    }
    return around;
}

// What Etsy sent, byte for byte; on a terminal without what could harm it.
void show_raw(const std::vector<orders::Order>& found, Services& services, db::Database& database) {
    const orders::OrderRepository repository(database);
    for (const auto& order : found) {
        const auto text = repository.source_text(order.id);
        if (!text) {
            throw base::Error(
                base::ErrorKind::not_found,
                fmt::format("the source of order {} is not kept", order.receipt.value()));
        }
        services.output().kept_json(*text);
    }
}

ExitCode run_show(const ShowArgs& args, Services& services) {
    if (args.raw && !services.flags().fields.empty()) {
        throw base::Error(base::ErrorKind::usage, "--raw is Etsy's own JSON, it has other fields")
            .hint("choose of it with --jq, such as --jq .transactions[].title");
    }
    services.output().require_fields(fields_of_orders_show());
    db::Database& database = services.database_for_reading();
    const auto receipts = parse_references(args.orders, services.streams());
    const auto found = find_orders(services, database, receipts);
    if (args.raw) {
        show_raw(found.orders, services, database);
    } else if (!found.orders.empty()) {
        frame::Page page;
        Value::List list;
        for (const auto& order : found.orders) {
            const auto around = surroundings(order, services, database);
            if (services.output().json()) {
                list.push_back(order_value(order, around));
                continue;
            }
            if (&order != &found.orders.front()) {
                page.blank().blank();
            }
            add_order(page, order, around, services.zone(), services.now());
        }
        services.output().page("orders", Value::list(std::move(list)), page);
    }
    if (!found.missing.empty()) {
        throw unknown_orders(database, found.missing);
    }
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_orders_show() {
    return frame::member_names(order_value({}, {}));
}

void add_orders_show(frame::Command& orders) {
    auto args = std::make_shared<ShowArgs>();
    orders.verb("show", "Show everything about orders")
        .value("order",
               args->orders,
               "order numbers as Etsy shows them; - reads one a line",
               {.required = true, .live = "order"})
        .flag("--raw", args->raw, "the JSON that Etsy sent, as it was kept")
        .examples({"etsyorder orders show 3512345678",
                   "etsyorder orders list --late | etsyorder orders show -",
                   "etsyorder orders show 3512345678 --json items"})
        .runs([args](Services& services) { return run_show(*args, services); });
}

} // namespace etsyorder
