// SPDX-License-Identifier: MIT
#include "browser.hpp"
#include "frame/command.hpp"
#include "orders/chosen_orders.hpp"
#include "orders/order_cell.hpp"
#include "orders/references.hpp"
#include "orders/surroundings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>

namespace etsyorder {

std::vector<std::string> fields_of_orders_open();

namespace {

using frame::ExitCode;
using frame::Services;
using frame::Value;

constexpr std::size_t kManyPages = 5;
constexpr std::chrono::milliseconds kPatience{1000}; // a browser that cannot start says so by then

struct OpenArgs {
    OrderChoice orders;
    bool print = false;
};

frame::Table empty_table() {
    return {.name = "orders",
            .columns = {{.field = "order", .heading = "order"},
                        {.field = "outcome", .heading = "outcome"},
                        {.field = "url", .heading = "address"},
                        {.field = "name"}}};
}

std::string named(const std::vector<std::string>& orders) {
    constexpr std::size_t kMostNamed = 10;
    const std::span<const std::string> first(orders.data(), std::min(orders.size(), kMostNamed));
    return fmt::format(
        "{}{}",
        fmt::join(first, ", "),
        orders.size() > kMostNamed ? fmt::format(" and {} more", orders.size() - kMostNamed) : "");
}

// A pipe wants the addresses, and nobody looks at a screen there.
bool may_open(const OpenArgs& args, Services& services) {
    return !args.print && !services.output().json() && services.streams().out_is_terminal();
}

ExitCode run_open(const OpenArgs& args, Services& services) {
    services.output().require_fields(fields_of_orders_open(), "orders");
    refuse_none_named(args.orders);
    auto& database = services.database_for_reading();
    const auto found = named_orders(args.orders, services, database);
    bool opens = may_open(args, services);
    if (opens && found.size() > kManyPages &&
        !services.confirm(fmt::format("Open {} pages in the browser?", found.size()))) {
        services.output().note("nothing was opened");
        return ExitCode::done;
    }
    auto table = empty_table();
    const bool wanted = opens;
    const Surroundings surroundings(services, database);
    std::vector<std::string> without_page;
    std::string urls;
    for (const auto& order : found) {
        const auto cell = order_cell(database, order.id, order.receipt);
        const auto name = name_value(database, order.id, order.receipt);
        if (!surroundings.without_events(order).has_etsy_page) {
            table.rows.push_back({cell, "no page at Etsy", Value(), name});
            without_page.push_back(order_word(database, order.id, order.receipt));
            continue;
        }
        const auto url = etsy_order_url(order.receipt);
        urls += url + '\n';
        opens = opens && open_in_browser(url, services.variables(), kPatience);
        table.rows.push_back({cell, opens ? "opened" : "not opened", url, name});
    }
    if (wanted || services.output().json()) {
        services.output().table(table);
    } else {
        services.streams().out(urls);
    }
    if (wanted && !opens) {
        services.output().note("no browser could be started here: open the address yourself");
    }
    if (!without_page.empty()) {
        services.output().warn(fmt::format("Etsy has no page of {}: {} of another shop",
                                           named(without_page),
                                           without_page.size() == 1 ? "it is" : "they are"));
        return ExitCode::findings;
    }
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_orders_open() {
    return frame::field_names(empty_table());
}

void add_orders_open(frame::Command& orders) {
    auto args = std::make_shared<OpenArgs>();
    auto verb = orders.verb("open", "Open the page of orders at Etsy in the browser");
    add_order_choice(verb, args->orders);
    verb.flag("--print", args->print, "print the addresses, open nothing; so it is in a pipe too")
        .examples({"etsyorder orders open 3512345678",
                   "etsyorder orders open --where 'due:<1d is:gift'",
                   "etsyorder orders open --print 3512345678"})
        .runs([args](Services& services) { return run_open(*args, services); });
}

} // namespace etsyorder
