// SPDX-License-Identifier: MIT
#include "frame/command.hpp"
#include "imports/kept_rows.hpp"
#include "lint/lint_orders.hpp"
#include "orders/order_page.hpp"
#include "orders/order_repository.hpp"
#include "orders/order_row_facts.hpp"
#include "orders/references.hpp"
#include "orders/selection.hpp"
#include "orders/surroundings.hpp"
#include "orders/unread_orders.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace etsyorder {

std::vector<std::string> fields_of_orders_show();

namespace {

using frame::ExitCode;
using frame::Services;
using frame::Value;

struct ShowArgs {
    OrderChoice orders;
    bool raw = false;
};

struct Unread {
    orders::ReceiptId receipt;
    orders::UnreadOrders::Kept kept;
};

// Takes those that came and could not be read out of those that are not here.
std::vector<Unread>
take_unread(std::vector<OrderReference>& missing, Services& services, db::Database& database) {
    std::vector<Unread> unread;
    const auto shop = missing.empty() ? std::nullopt : chosen_shop(services, database);
    std::erase_if(missing, [&](const OrderReference& one) {
        auto kept = orders::UnreadOrders(database).find(shop, one.receipt);
        const bool came = kept.has_value();
        if (came) {
            unread.push_back({one.receipt, *std::move(kept)});
        }
        return came;
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

// What files say of an order that Etsy never sent, as JSON; empty: nothing is kept.
std::string rows_as_json(db::Database& database, const orders::Order& order) {
    auto rows = nlohmann::ordered_json::array();
    for (const auto& row : imports::kept_rows(database, order.id)) {
        nlohmann::ordered_json cells = nlohmann::ordered_json::object();
        for (const auto& [name, text] : row.cells) {
            cells[name] = text;
        }
        const char* kind = row.kind == orders::FileKind::sold_items    ? "sold_order_items"
                           : row.kind == orders::FileKind::sold_orders ? "sold_orders"
                                                                       : "mapped";
        rows.push_back({{"kind", kind}, {"cells", std::move(cells)}});
    }
    if (rows.empty()) {
        return "";
    }
    const nlohmann::ordered_json all = {{"order", order.receipt.value()},
                                        {"rows", std::move(rows)}};
    return all.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
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
        auto text = repository.source_text(order.id);
        if (!text) {
            text = rows_as_json(database, order);
        }
        if (text->empty()) {
            throw base::Error(
                base::ErrorKind::not_found,
                fmt::format("the source of order {} is not kept", order.receipt.value()));
        }
        services.output().kept_json(*text);
    }
}

// The codes of what lint finds in each open order, the worst first. A machine without ICU shows
// orders all the same.
std::map<orders::OrderId, std::vector<std::string>>
lint_codes_of(const std::vector<orders::Order>& found, db::Database& database) {
    lint::LintOptions options;
    options.scope.orders.emplace();
    for (const auto& order : found) {
        if (order.is_open) {
            options.scope.orders->push_back(order.id);
        }
    }
    std::map<orders::OrderId, std::vector<std::string>> codes;
    const auto keep = [&](const lint::LintOrder& order,
                          const std::vector<lint::OrderFinding>& findings) {
        std::set<std::pair<int, std::string>> all;
        for (const auto& one : findings) {
            const auto& code = lint::info(one.finding.code);
            all.emplace(-static_cast<int>(code.severity), std::string(code.name));
        }
        for (const auto& [severity, code] : all) {
            codes[order.id].push_back(code);
        }
    };
    try {
        lint::lint_orders(database, options, keep);
    } catch (const base::Error&) {
        codes.clear(); // `orders lint` says what it lacks
    }
    return codes;
}

FoundOrders wanted_orders(const OrderChoice& choice, Services& services, db::Database& database) {
    auto chosen = select_orders(choice, WhenNoneNamed::refuse, services, database);
    FoundOrders found{{}, std::move(chosen.missing)};
    const orders::OrderRepository repository(database);
    for (const auto id : chosen.ids) {
        if (auto order = repository.load(id)) {
            found.orders.push_back(*std::move(order));
        }
    }
    return found;
}

ExitCode run_show(const ShowArgs& args, Services& services) {
    if (args.raw && !services.flags().fields.empty()) {
        throw base::Error(base::ErrorKind::usage, "--raw is what came, it has other fields")
            .hint("choose of it with --jq, such as --jq .transactions[].title");
    }
    if (args.raw) {
        services.output().refuse_format();
    }
    services.output().require_fields(fields_of_orders_show(), "orders");
    refuse_none_named(args.orders);
    db::Database& database = services.database_for_reading();
    auto found = wanted_orders(args.orders, services, database);
    const auto unread = take_unread(found.missing, services, database);
    if (args.raw) {
        show_raw(found, unread, services, database);
    } else if (!found.orders.empty()) {
        frame::Page page;
        Value::List list;
        std::vector<std::string> names; // of the orders in the list
        const Surroundings surroundings(services, database);
        const bool is_page = !services.output().json();
        auto codes = is_page ? lint_codes_of(found.orders, database)
                             : std::map<orders::OrderId, std::vector<std::string>>();
        MakingOfOrders making(services, database);
        for (const auto& order : found.orders) {
            auto around = surroundings.of(order);
            around.making = making.of(order);
            around.lint_codes = std::move(codes[order.id]);
            if (!is_page) {
                list.push_back(order_value(order, around));
                names.push_back(around.name);
                continue;
            }
            if (&order != &found.orders.front()) {
                page.blank().blank();
            }
            add_order(page,
                      order,
                      around,
                      services.zone_of({order.shop.value(), around.shop_name}),
                      services.now());
        }
        OrderRowFacts facts(services, services.database_for_reading());
        services.output().page("orders", Value::list(std::move(list)), page, [&](std::size_t row) {
            const auto& order = found.orders[row];
            return facts.of({order.id, order.receipt, names[row], order.buyer_name});
        });
    }
    if (!args.raw) {
        services.output().note(staleness(services, database, ShownToo::reviews));
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
    OrderSurroundings around;
    around.making.emplace();
    return frame::member_names(order_value({}, around));
}

void add_orders_show(frame::Command& orders) {
    auto args = std::make_shared<ShowArgs>();
    auto verb = orders.verb("show", "Show everything about orders");
    add_order_choice(verb, args->orders);
    verb.flag("--raw", args->raw, "the JSON that Etsy sent, or the rows of imported files, as kept")
        .examples(
            {"etsyorder orders show 3512345678",
             "etsyorder orders show --where 'due:<2d is:personalised'",
             "etsyorder orders list --late | etsyorder orders show -",
             "etsyorder orders show 3512345678 --json items",
             "etsyorder orders show 3512345678 --format "
             "'{% for item in items %}{{ item.quantity }} x {{ item.title }}\\n{% endfor %}'"})
        .runs([args](Services& services) { return run_show(*args, services); });
}

} // namespace etsyorder
