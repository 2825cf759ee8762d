// SPDX-License-Identifier: MIT
#include "frame/command.hpp"
#include "orders/chosen_orders.hpp"
#include "orders/order_cell.hpp"
#include "orders/tag_orders.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder {
namespace {

using frame::ExitCode;
using frame::Services;
using frame::Value;

struct TagArgs {
    std::vector<std::string> words; // orders, +tags, and -tags as "+-tag"
    std::optional<std::string> where;
    bool dry_run = false;
};

struct Request {
    OrderChoice choice;
    orders::TagChange change;
};

void add_tag(std::vector<std::string>& tags, const std::string& word) {
    const std::string tag = word.substr(1);
    if (!orders::is_tag(tag)) {
        throw base::Error(base::ErrorKind::usage, fmt::format("\"{}\" is no tag", tag))
            .because("a tag has 1 to 40 bytes, no spaces and no commas")
            .hint("+rose-gold");
    }
    tags.push_back(tag);
}

Request request_from(const TagArgs& args) {
    Request request;
    for (const std::string& word : args.words) {
        if (word.starts_with("+-")) {
            add_tag(request.change.remove, word.substr(1));
        } else if (word.starts_with('+')) {
            add_tag(request.change.add, word);
        } else {
            request.choice.words.push_back(word);
        }
    }
    for (const std::string& tag : request.change.add) {
        if (std::ranges::find(request.change.remove, tag) != request.change.remove.end()) {
            throw base::Error(base::ErrorKind::usage,
                              fmt::format("tag \"{}\" is to be put on and taken off", tag));
        }
    }
    if (request.change.add.empty() && request.change.remove.empty()) {
        throw base::Error(base::ErrorKind::usage, "no tag was named")
            .hint("+urgent adds a tag, -urgent takes it off");
    }
    request.choice.where = args.where;
    if (!request.choice.names_any()) { // of a script's empty variable
        throw base::Error(base::ErrorKind::usage, "no order was named")
            .hint("etsyorder orders tag 3512345678 +urgent, - to read orders one a line, or "
                  "--where QUERY");
    }
    return request;
}

frame::Table empty_table() {
    return {.name = "orders",
            .columns = {{.field = "order", .heading = "order"},
                        {.field = "buyer", .heading = "buyer", .flexible = true},
                        {.field = "outcome", .heading = "outcome"},
                        {.field = "added", .heading = "added"},
                        {.field = "removed", .heading = "removed"},
                        {.field = "tags", .heading = "tags", .flexible = true},
                        {.field = "dry_run"},
                        {.field = "name"}}};
}

frame::Table
as_table(const std::vector<orders::Tagged>& all, bool dry_run, db::Database& database) {
    auto table = empty_table();
    const auto list = [](const std::vector<std::string>& words) {
        return Value::list(Value::List(words.begin(), words.end()));
    };
    for (const auto& tagged : all) {
        const bool changed = !tagged.added.empty() || !tagged.removed.empty();
        const auto& order = tagged.order;
        table.rows.push_back({order_cell(database, order.id, order.receipt),
                              order.buyer_name,
                              !changed  ? "already so"
                              : dry_run ? "would change"
                                        : "changed",
                              list(tagged.added),
                              list(tagged.removed),
                              list(tagged.tags),
                              dry_run,
                              name_value(database, order.id, order.receipt)});
    }
    return table;
}

ExitCode run_tag(const TagArgs& args, Services& services) {
    const Request request = request_from(args);
    services.output().require_fields(frame::field_names(empty_table()), "orders");
    auto& database = services.database_to_change(args.dry_run);
    const auto found = named_orders(request.choice, services, database);
    if (!args.dry_run && !may_change(found.size(), services)) {
        return ExitCode::done;
    }
    const auto tagged = args.dry_run
                            ? orders::plan_tags(found, request.change)
                            : orders::tag_orders(database, found, request.change, services.now());
    services.output().table(as_table(tagged, args.dry_run, database));
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_orders_tag() {
    return frame::field_names(empty_table());
}

void add_orders_tag(frame::Command& orders) {
    auto args = std::make_shared<TagArgs>();
    orders.verb("tag", "Put tags on orders (+TAG) or take them off (-TAG)")
        .without_short_help() // -h... may be a tag
        .value("order",
               args->words,
               "order numbers, - for one a line, and +TAG; -TAG takes a tag off",
               {.required = true, .live = "order or tag"})
        .value("--where",
               args->where,
               "the orders that a query finds; man 7 etsyorder-query",
               {.shown = "QUERY"})
        .flag("--dry-run", args->dry_run, "say what would change, change nothing")
        .examples({"etsyorder orders tag 3512345678 +urgent -later",
                   "etsyorder orders tag --where 'due:<3d is:personalised' +soon",
                   "etsyorder orders list --late | etsyorder orders tag - +late --dry-run"})
        .runs([args](Services& services) { return run_tag(*args, services); });
}

} // namespace etsyorder
