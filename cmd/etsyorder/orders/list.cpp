// SPDX-License-Identifier: MIT
#include "base/ascii.hpp"
#include "base/nearest.hpp"
#include "base/zone.hpp"
#include "frame/command.hpp"
#include "frame/relative.hpp"
#include "orders/order_queries.hpp"
#include "orders/references.hpp"
#include "orders/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <unordered_set>

namespace etsyorder {
namespace {

using frame::Cell;
using frame::ExitCode;
using frame::Services;
using frame::Tone;
using frame::Value;

constexpr int kSoonDays = 2; // ship by then: yellow
constexpr int kMostOrders = 100'000;
constexpr int kNoLimit = std::numeric_limits<int>::max();

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
    std::vector<std::string> orders;
    bool open = false;
    bool all = false;
    bool late = false;
    bool personalised = false;
    std::optional<std::string> buyer;
    std::optional<std::string> tag;
    std::optional<std::string> status;
    std::optional<int> due;
    std::string limit = "50";
    std::string sort; // empty: what suits the filter
};

// Empty: no limit.
std::optional<int> limit_from(const std::string& text) {
    if (text == "all" || text == "0") {
        return std::nullopt;
    }
    int limit = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, problem] = std::from_chars(text.data(), end, limit);
    if (problem != std::errc{} || stop != end || limit < 1 || limit > kMostOrders) {
        throw base::Error(base::ErrorKind::usage, fmt::format("--limit: \"{}\" is no limit", text))
            .because(fmt::format("it is a number up to {}, or \"all\"", kMostOrders));
    }
    return limit;
}

// What is wrong whatever is stored.
void refuse_wrong_values(const ListArgs& args) {
    (void)limit_from(args.limit);
    if (args.buyer && orders::folded_words(*args.buyer).empty()) {
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

orders::ListFilter filter_from(const ListArgs& args, Services& services, db::Database& database) {
    orders::ListFilter filter;
    filter.shop = chosen_shop(services, database);
    filter.receipts = parse_references(args.orders, services.streams());
    filter.only_open = args.open || (!args.all && !args.status && filter.receipts.empty());
    filter.only_personalised = args.personalised;
    const auto in_days = [&](int days) {
        const auto today = std::chrono::sys_days{services.zone().date(services.now())};
        return services.zone().start_of(base::Date{today + std::chrono::days{days}});
    };
    if (args.late) {
        filter.ship_by_before = in_days(0);
        filter.only_open = true; // what is shipped is no longer late
    } else if (args.due) {
        filter.ship_by_before = in_days(*args.due + 1);
        filter.only_open = true;
    }
    filter.buyer = args.buyer;
    filter.tag = args.tag;
    filter.status = args.status == "cancelled" ? "canceled" : args.status; // as Etsy spells it
    // The soonest ship-by day matters among open orders; of all orders it would be the oldest.
    const bool by_day = args.sort == "ship-by" || (args.sort.empty() && filter.only_open);
    filter.sort = by_day                   ? orders::Sort::ship_by
                  : args.sort == "updated" ? orders::Sort::updated
                                           : orders::Sort::placed;
    const auto limit = limit_from(args.limit);
    filter.limit = limit && filter.receipts.empty() ? *limit : kNoLimit;
    return filter;
}

frame::Table empty_table() {
    return {.name = "orders",
            .columns = {{.field = "order", .heading = "order"},
                        {.field = "buyer", .heading = "buyer", .flexible = true},
                        {.field = "item_count", .piped = true},
                        {.field = "first_item", .heading = "items", .flexible = true},
                        {.field = "personalised", .heading = "pers.", .expendable = true},
                        {.field = "ship_by", .heading = "ship by"},
                        {.field = "status", .heading = "status", .expendable = true},
                        {.field = "tags", .heading = "tags", .flexible = true, .expendable = true},
                        {.field = "gift", .heading = "gift", .expendable = true},
                        {.field = "repeat_buyer", .heading = "repeat", .expendable = true},
                        {.field = "gone_at", .heading = "at Etsy"},
                        {.field = "days_left"},
                        {.field = "late"},
                        {.field = "open"},
                        {.field = "paid"},
                        {.field = "shipped"},
                        {.field = "piece_count"},
                        {.field = "total"},
                        {.field = "country"},
                        {.field = "placed_at"},
                        {.field = "updated_at"},
                        {.field = "shop"},
                        {.field = "url"}},
            .when_empty = "no such orders"};
}

std::string items_in_words(const orders::OrderSummary& order) {
    const std::int64_t others = order.item_count - 1;
    const std::string pieces =
        order.piece_count > 1 && others <= 0 ? fmt::format("{}x ", order.piece_count) : "";
    return pieces + order.first_title + (others > 0 ? fmt::format(" +{}", others) : "");
}

// An empty cell and not "no": the eye shall find the few that matter.
Cell mark(bool truth, const char* word, Tone tone = Tone::plain) {
    return {truth, truth ? word : " ", truth ? tone : Tone::plain};
}

Cell ship_by_cell(const orders::OrderSummary& order,
                  std::optional<int> days_left,
                  const base::Zone& zone) {
    if (!order.ship_by) {
        return {nullptr, " "};
    }
    if (!order.is_open) {
        return {*order.ship_by, base::format_date(zone.date(*order.ship_by)), Tone::faint};
    }
    const Tone tone = *days_left < 0            ? Tone::bad
                      : *days_left <= kSoonDays ? Tone::soon
                                                : Tone::plain;
    return {*order.ship_by, frame::days_left_in_words(*days_left), tone};
}

std::vector<Cell>
row_from(const orders::OrderSummary& order, base::Date today, const base::Zone& zone) {
    std::optional<int> days_left;
    if (order.ship_by && order.is_open) {
        days_left = base::days_between(today, zone.date(*order.ship_by));
    }
    Value::List tags(order.tags.begin(), order.tags.end());
    const auto or_null = [](const std::string& text) {
        return text.empty() ? Value() : Value(text);
    };
    return {order.receipt.value(),
            order.buyer_name,
            order.item_count,
            Cell(order.first_title, items_in_words(order)),
            mark(order.is_personalised, "yes"),
            ship_by_cell(order, days_left, zone),
            order.status,
            Value::list(std::move(tags)),
            mark(order.is_gift, "gift"),
            mark(order.is_repeat_buyer, "repeat", Tone::good),
            order.gone_at ? Cell(*order.gone_at, "no longer known", Tone::bad) : Cell(nullptr, " "),
            days_left,
            days_left && *days_left < 0,
            order.is_open,
            order.is_paid,
            order.is_shipped,
            order.piece_count,
            order.total,
            or_null(order.country),
            order.placed_at,
            order.updated_at,
            order.shop.value(),
            etsy_order_url(order.receipt)};
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

// What may explain that no order has the tag.
std::string about_tag(const std::string& tag, db::Database& database) {
    const auto tags = orders::OrderQueries(database).tags();
    if (std::ranges::find(tags, tag) != tags.end()) {
        return {};
    }
    return fmt::format("no order has the tag \"{}\"{}", tag, nearest_one(tag, tags));
}

ExitCode run_list(const ListArgs& args, Services& services) {
    services.output().require_fields(frame::field_names(empty_table()));
    refuse_wrong_values(args);
    db::Database& database = services.database_for_reading();
    auto filter = filter_from(args, services, database);
    const int limit = filter.limit;
    filter.limit += limit == kNoLimit ? 0 : 1; // one more tells whether there are more
    const base::Date today = services.zone().date(services.now());
    auto missing = filter.receipts;
    std::unordered_set<orders::ReceiptId> listed;
    auto rows = services.output().rows(empty_table());
    int count = 0;
    const auto add = [&](const orders::OrderSummary& order) {
        if (count++ < limit) {
            rows.add(row_from(order, today, services.zone()));
            if (!missing.empty()) {
                listed.insert(order.receipt);
            }
        }
    };
    // No orders on standard input are none, and not those that nobody named.
    const bool names_none = !args.orders.empty() && filter.receipts.empty();
    if (!names_none) {
        orders::OrderQueries(database).list(filter, add);
    }
    if (count == 0 && orders::OrderQueries(database).freshness().empty()) {
        throw frame::nothing_synced(fmt::format("no shop was synced into {} so far",
                                                services.folders().database_file().string()));
    }
    const bool more = count > limit;
    rows.end(more);
    if (count == 0 && filter.status) {
        services.output().note(about_status(*filter.status));
    }
    if (count == 0 && filter.tag) {
        services.output().note(about_tag(*filter.tag, database));
    }
    std::erase_if(missing, [&](orders::ReceiptId receipt) { return listed.contains(receipt); });
    // Left out by another filter is not the same as unknown.
    if (const auto found = find_orders(services, database, missing); !found.missing.empty()) {
        throw unknown_orders(database, found.missing);
    }
    if (more) {
        services.output().note(
            fmt::format("only the first {}: --limit N shows more, --limit all shows all", limit));
    }
    if (const auto unfinished = never_synced_to_the_end(database); !unfinished.empty()) {
        services.output().warn(unfinished); // a script too must not take these orders for all
    } else if (services.streams().err_is_terminal()) {
        services.output().note(staleness(services, database));
    }
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_orders_list() {
    return frame::field_names(empty_table());
}

void add_orders_list(frame::Command& orders) {
    auto args = std::make_shared<ListArgs>();
    orders.verb("list", "List orders; the open ones, soonest ship-by first")
        .value("order", args->orders, "only these orders; - reads one a line", {.live = "order"})
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
        .value("--limit", args->limit, "at most so many (50); all or 0: every one", {.shown = "N"})
        .value("--sort",
               args->sort,
               "ship-by, placed or updated; without it open orders by ship-by, others by placed",
               {.shown = "ORDER", .one_of = {"ship-by", "placed", "updated"}})
        .examples({"etsyorder orders list",
                   "etsyorder orders list --due 3 --personalised",
                   "etsyorder orders list --buyer 'jane d' --all --sort placed",
                   "etsyorder orders list --late --json order,buyer,days_left"})
        .runs([args](Services& services) { return run_list(*args, services); });
}

} // namespace etsyorder
