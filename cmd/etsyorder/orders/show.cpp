// SPDX-License-Identifier: MIT
#include "events/event_log.hpp"
#include "frame/command.hpp"
#include "orders/order_page.hpp"
#include "orders/order_queries.hpp"
#include "orders/order_repository.hpp"
#include "orders/references.hpp"
#include "orders/unread_orders.hpp"

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

struct Unread {
    orders::ReceiptId receipt;
    orders::UnreadOrders::Kept kept;
};

// Takes those that came and could not be read out of those that are not here.
std::vector<Unread>
take_unread(std::vector<orders::ReceiptId>& missing, Services& services, db::Database& database) {
    std::vector<Unread> unread;
    const auto shop = missing.empty() ? std::nullopt : chosen_shop(services, database);
    std::erase_if(missing, [&](orders::ReceiptId receipt) {
        auto kept = orders::UnreadOrders(database).find(shop, receipt);
        if (kept) {
            unread.push_back({receipt, *std::move(kept)});
        }
        return kept.has_value();
    });
    return unread;
}

base::Error unread_order(const Unread& unread) {
    return base::Error(
               base::ErrorKind::failed,
               fmt::format("order {} came from Etsy and could not be read", unread.receipt.value()))
        .because(unread.kept.why)
        .hint(fmt::format("see it at {}; what came: etsyorder orders show {} --raw",
                          etsy_order_url(unread.receipt),
                          unread.receipt.value()));
}

// Says of which orders Etsy sent something newer that could not be read.
void note_unread(const std::vector<orders::Order>& found,
                 Services& services,
                 db::Database& database) {
    const orders::UnreadOrders unread(database);
    for (const auto& order : found) {
        if (const auto kept = unread.find(order.shop, order.receipt)) {
            services.output().note(fmt::format("order {} is shown as it was before: what Etsy said "
                                               "last could not be read ({})",
                                               order.receipt.value(),
                                               kept->why));
        }
    }
}

// What Etsy sent, byte for byte; on a terminal without what could harm it.
void show_raw(const FoundOrders& found,
              const std::vector<Unread>& unread,
              Services& services,
              db::Database& database) {
    const orders::OrderRepository repository(database);
    for (const auto& one : unread) {
        services.output().kept_json(one.kept.source);
    }
    for (const auto& order : found.orders) {
        if (const auto newer = orders::UnreadOrders(database).find(order.shop, order.receipt)) {
            services.output().kept_json(newer->source); // the last that Etsy sent
            continue;
        }
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
    auto found = find_orders(services, database, receipts);
    const auto unread = take_unread(found.missing, services, database);
    if (args.raw) {
        show_raw(found, unread, services, database);
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
    if (!args.raw) {
        note_unread(found.orders, services, database);
    }
    if (!unread.empty() && !args.raw) {
        throw unread_order(unread.front());
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
