// SPDX-License-Identifier: MIT
#include "base/ascii.hpp"
#include "base/nearest.hpp"
#include "base/zone.hpp"
#include "frame/command.hpp"
#include "frame/relative.hpp"
#include "frame/row_limit.hpp"
#include "orders/list_rows.hpp"
#include "orders/order_cell.hpp"
#include "orders/order_queries.hpp"
#include "orders/order_row_facts.hpp"
#include "orders/references.hpp"
#include "orders/selection.hpp"
#include "orders/shop_zones.hpp"
#include "orders/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace etsyorder {
namespace {

using frame::ExitCode;
using frame::RowLimit;
using frame::Services;

// Etsy's statuses as they are stored. Source: ShopReceipt.status of Etsy's Open API v3; others may
// come and are kept.
const std::vector<std::string> kStatuses = {"paid",
                                            "completed",
                                            "open",
                                            "payment processing",
                                            "canceled",
                                            "fully refunded",
                                            "partially refunded"};

struct ListArgs {
    std::vector<std::string> words; // order numbers, or a query; "-x" comes as "+-x"
    std::optional<std::string> where;
    bool open = false;
    bool all = false;
    bool late = false;
    bool personalised = false;
    std::optional<std::string> buyer;
    std::optional<std::string> tag;
    std::optional<std::string> status;
    std::optional<int> due;
    std::optional<std::string> limit;
    std::string sort; // empty: what suits the filter
};

// "-is:gift" as it was typed.
std::string typed(const std::string& word) {
    return word.starts_with("+-") ? word.substr(1) : word;
}

// The words are orders, or all together one query.
bool are_references(const std::vector<std::string>& words, Services& services) {
    return std::ranges::all_of(words, [&](const std::string& word) {
        return word == "-" || word.starts_with("https://") || names_order(word, services);
    });
}

std::vector<std::string> queries_from(const ListArgs& args, Services& services) {
    std::vector<std::string> queries;
    if (!are_references(args.words, services)) {
        queries.push_back(joined_words(args.words));
    }
    if (args.where) {
        queries.push_back(typed(*args.where));
    }
    return queries;
}

RowLimit limit_from(const ListArgs& args, Services& services) {
    return {args.limit ? std::optional(typed(*args.limit)) : std::nullopt, services.streams()};
}

// What is wrong whatever is stored.
void refuse_wrong_values(const ListArgs& args, Services& services) {
    (void)limit_from(args, services);
    if (args.buyer && orders::folded_words(typed(*args.buyer)).empty()) {
        throw base::Error(base::ErrorKind::usage,
                          fmt::format("--buyer: there is no word in \"{}\"", *args.buyer))
            .hint("it takes words that begin words of the buyer's name");
    }
    // An empty variable of a script must not widen the list.
    for (const auto& [flag, value] :
         {std::pair("--tag", args.tag), std::pair("--status", args.status)}) {
        if (value && value->empty()) {
            throw base::Error(base::ErrorKind::usage, fmt::format("{} is empty", flag))
                .hint(fmt::format("leave {} out to list them all", flag));
        }
    }
}

// What the words and flags say of days, in one zone.
orders::ShopDays days_from(const ListArgs& args,
                           Services& services,
                           db::Database& database,
                           const base::Zone& zone) {
    orders::ShopDays days;
    if (const auto queries = queries_from(args, services); !queries.empty()) {
        days.query = condition_from(queries, services, database, zone);
    }
    if (args.late || args.due) {
        const auto today = std::chrono::sys_days{zone.date(services.now())};
        const std::chrono::days after{args.late ? 0 : *args.due + 1};
        days.ship_by_before = zone.start_of(base::Date{today + after});
    }
    return days;
}

orders::ListFilter filter_from(const ListArgs& args,
                               const std::vector<OrderReference>& named,
                               Services& services,
                               db::Database& database,
                               const ShopZones& zones) {
    orders::ListFilter filter;
    filter.shop = chosen_shop(services, database);
    for (const auto& one : named) {
        filter.receipts.push_back(one.receipt);
    }
    zones.set_days(
        filter, [&](const base::Zone& zone) { return days_from(args, services, database, zone); });
    const bool names_state =
        args.status || !filter.receipts.empty() || (filter.query && filter.query->names_state);
    filter.only_open = args.open || (!args.all && !names_state);
    filter.only_personalised = args.personalised;
    if (args.late || args.due) {
        filter.only_open = true; // what is shipped is no longer late
    }
    if (args.buyer) {
        filter.buyer = typed(*args.buyer);
    }
    filter.tag = args.tag;
    filter.status = args.status == "cancelled" ? "canceled" : args.status; // as Etsy spells it
    filter.sort = args.sort == "ship-by"   ? orders::Sort::ship_by
                  : args.sort == "updated" ? orders::Sort::updated
                  : args.sort == "placed"  ? orders::Sort::placed
                                           : natural_sort(filter);
    return filter;
}

// "; did you mean ...?", or nothing where no known word is near.
std::string nearest_one(const std::string& word, const std::vector<std::string>& known) {
    const auto meant = base::nearest(word, known);
    return meant ? fmt::format("; did you mean \"{}\"?", *meant) : "";
}

// Etsy may come to have statuses that nobody here knows, so an unknown one is no error.
std::string about_status(const std::string& status) {
    const auto asked = base::ascii_lower(status);
    if (asked == "open") {
        return "\"open\" is a status that Etsy gives to hardly any order; the orders that are "
               "to be made: etsyorder orders list";
    }
    if (std::ranges::find(kStatuses, asked) != kStatuses.end()) {
        return {};
    }
    return fmt::format("\"{}\" is no status of Etsy's that is known here{}",
                       status,
                       nearest_one(asked, kStatuses));
}

void tell_why_none(const orders::ListFilter& filter, Services& services, db::Database& database) {
    if (const auto status = filter.status  ? filter.status
                            : filter.query ? filter.query->status
                                           : std::nullopt) {
        services.output().note(about_status(*status));
    }
    auto tags = filter.query ? filter.query->tags : std::vector<std::string>();
    if (filter.tag) {
        tags.push_back(*filter.tag);
    }
    for (const auto& tag : tags) {
        services.output().note(about_tag(tag, database));
    }
    if (filter.query && filter.only_open && !filter.query->only_open) {
        services.output().note("only open orders were looked at: --all looks at the others too");
    }
}

ExitCode run_list(const ListArgs& args, Services& services) {
    services.output().require_fields(frame::field_names(list_head()));
    refuse_wrong_values(args, services);
    db::Database& database = services.database_for_reading();
    const ShopZones zones(services, database);
    const bool names_orders = !args.words.empty() && are_references(args.words, services);
    auto missing = names_orders ? parse_references(args.words, services.streams())
                                : std::vector<OrderReference>();
    auto filter = filter_from(args, missing, services, database, zones);
    const auto names = shop_names(filter.shop, database);
    auto limit = filter.receipts.empty() ? limit_from(args, services) : RowLimit();
    filter.limit = limit.most() == RowLimit::kNone
                       ? RowLimit::kNone
                       : limit.most() + 1; // one more tells whether there are more
    const auto now = services.now();
    std::unordered_set<orders::ReceiptId> listed;
    auto rows = services.output().rows(list_head());
    const auto freshness = // only JSON carries it: a table has a note below it
        services.output().json() ? ShopFreshness(services, database) : ShopFreshness();
    const bool asks_stage = std::ranges::count(services.flags().fields, "stage") > 0;
    const auto stages =
        asks_stage ? StageOfOpenOrders(services, database) : StageOfOpenOrders(); // a read of all
    OrderRowFacts facts(services, database);
    bool any = false;
    const auto add = [&](const orders::OrderSummary& order) {
        any = true;
        if (limit.takes()) {
            const auto name = order_name(database, order.id, order.receipt);
            rows.add(
                list_row(order, name, now, zones.of(order.shop), names, freshness, stages), [&] {
                    return facts.of({order.id, order.receipt, name.value_or(""), order.buyer_name});
                });
            if (!missing.empty()) {
                listed.insert(order.receipt);
            }
        }
    };
    // No orders on standard input are none, and not those that nobody named.
    const bool names_none = names_orders && filter.receipts.empty();
    const bool every_shop_synced =
        names_none ? orders::OrderQueries(database).every_shop_synced()
                   : orders::OrderQueries(database).list(filter, add).every_shop_synced;
    if (!any && orders::OrderQueries(database).freshness().empty()) {
        throw frame::nothing_synced(fmt::format("no shop was synced into {} so far",
                                                services.folders().database_file().string()));
    }
    rows.end(limit.cut());
    if (!any) {
        tell_why_none(filter, services, database);
    }
    std::erase_if(missing, [&](const OrderReference& one) { return listed.contains(one.receipt); });
    // Left out by another filter is not the same as unknown.
    if (const auto found = find_orders(services, database, missing); !found.missing.empty()) {
        throw unknown_orders(database, found.missing);
    }
    limit.tell(services.output());
    if (!every_shop_synced) {
        services.output().warn(
            never_synced_to_the_end(database)); // a script too must not take these orders for all
    } else {
        services.output().note(staleness(services, database));
    }
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_orders_list() {
    return frame::field_names(list_head());
}

void add_orders_list(frame::Command& orders) {
    auto args = std::make_shared<ListArgs>();
    orders.verb("list", "List orders; the open ones, soonest ship-by first")
        .value("what",
               args->words,
               "a query (man 7 etsyorder-query), or order numbers; - reads numbers one a line",
               {.live = "query"})
        .value("--where",
               args->where,
               "a query beside order numbers",
               {.shown = "QUERY", .live = "query"})
        .flag("--open", args->open, "open orders only (also without this flag)")
        .flag("--all", args->all, "open or not")
        .never_both("--all", "--open")
        .flag("--late", args->late, "open orders past their ship-by day")
        .flag(
            "--personalised,--personalized", args->personalised, "orders with words of the buyer's")
        .value(
            "--buyer", args->buyer, "words that begin words of the buyer's name", {.shown = "TEXT"})
        .value("--tag", args->tag, "orders with this tag", {.shown = "TAG", .live = "tag"})
        .value("--status",
               args->status,
               "Etsy's status, such as paid or completed; open or not",
               {.shown = "STATUS", .offered = kStatuses})
        .number("--due",
                args->due,
                {0, 3650},
                "open orders to ship within so many days; 0 is today",
                {.shown = "DAYS"})
        .value("--limit", args->limit, frame::kLimitText, {.shown = "N"})
        .value("--sort",
               args->sort,
               "ship-by, placed or updated; without it open orders by ship-by, others by placed",
               {.shown = "ORDER", .one_of = {"ship-by", "placed", "updated"}})
        .examples({"etsyorder orders list",
                   "etsyorder orders list 'due:<3d tag:wedding -is:gift'",
                   "etsyorder orders list --due 3 --personalised",
                   "etsyorder orders list --buyer 'jane d' --all --sort placed",
                   "etsyorder orders list --late --json order,buyer,days_left",
                   "etsyorder orders list --format '{{ order.id }} {{ order.buyer.name }}'"})
        .runs([args](Services& services) { return run_list(*args, services); });
}

} // namespace etsyorder
