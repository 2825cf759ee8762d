// SPDX-License-Identifier: MIT
#include "base/ascii.hpp"
#include "base/nearest.hpp"
#include "frame/command.hpp"
#include "frame/row_limit.hpp"
#include "orders/order_cell.hpp"
#include "orders/order_repository.hpp"
#include "status/batches.hpp"
#include "status/item_rows.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

namespace etsyorder {

std::vector<std::string> fields_of_status_batch();

namespace {

using base::Error;
using base::ErrorKind;
using frame::ExitCode;
using frame::Services;
using frame::Value;

struct BatchArgs {
    ItemWords items;
    std::optional<std::string> name;
    std::vector<std::string> by;
    std::optional<std::string> limit; // of lists
    bool remove = false;
    bool dry_run = false;
};

frame::Table empty_batches() {
    return {.name = "batches",
            .columns = {{.field = "batch", .heading = "batch"},
                        {.field = "items", .heading = "items", .right = true},
                        {.field = "pieces", .heading = "pieces", .right = true}},
            .when_empty = "there is no batch"};
}

frame::Table empty_groups() {
    return {.name = "groups",
            .columns = {{.field = "stage", .heading = "stage"},
                        {.field = "same", .heading = "the same", .flexible = true},
                        {.field = "item_count", .heading = "items", .right = true},
                        {.field = "pieces", .heading = "pieces", .right = true},
                        {.field = "items"}},
            .when_empty = "no two items are the same in that"};
}

frame::Table empty_items() {
    return {.name = "items",
            .columns = {{.field = "item", .heading = "item"},
                        {.field = "title", .heading = "title", .flexible = true},
                        {.field = "batch", .heading = "batch"},
                        {.field = "before", .heading = "before"},
                        {.field = "outcome", .heading = "outcome"},
                        {.field = "order"},
                        {.field = "number"},
                        {.field = "name"},
                        {.field = "dry_run"}}};
}

// What the item has of this: its title, SKU, listing, or the answer to a question such as "Colour".
// Empty: it has none.
std::string
value_of(const status::WorkItem& item, const std::string& what, const orders::Order& order) {
    if (what == "listing") {
        return item.listing_id ? std::to_string(*item.listing_id) : "";
    }
    std::string value = what == "sku" ? item.sku : what == "title" ? item.title : "";
    for (const auto& one : order.items) {
        for (const auto& answer : one.answers) {
            if (value.empty() && one.id == item.item && answer.kind == orders::AnswerKind::option &&
                base::ascii_lower(answer.question) == base::ascii_lower(what)) {
                value = answer.text;
            }
        }
    }
    return value;
}

// What items are grouped by, and which of it any of them has.
class Sameness {
public:
    explicit Sameness(const std::vector<std::string>& by) : by_(by), unseen_(by) {}

    // All values of the item in one text; empty: it has one of them not.
    std::string of(const status::WorkItem& item, const orders::Order& order) {
        learn(item, order);
        std::string same;
        bool whole = true;
        for (const auto& what : by_) {
            const auto value = value_of(item, what, order);
            whole = whole && !value.empty();
            same += (same.empty() ? "" : ", ") + value;
            if (!value.empty()) {
                std::erase(unseen_, what);
            }
        }
        return whole ? same : "";
    }

    // An option that none of the items has is a word that was mistyped. Throws Error of kind
    // not_found.
    void refuse_unseen() const {
        if (!looked_ || unseen_.empty()) {
            return;
        }
        const auto& what = unseen_.front();
        std::vector<std::string> known{"sku", "title", "listing"};
        std::erase_if(known, [&](const auto& one) {
            return std::find(unseen_.begin(), unseen_.end(), one) != unseen_.end();
        });
        known.insert(known.end(), options_.begin(), options_.end());
        const auto meant = base::nearest(what, known);
        throw Error(ErrorKind::not_found,
                    fmt::format("--by: no item that is to be made has \"{}\"", shortened(what)))
            .hint(meant ? fmt::format("did you mean \"{}\"?", *meant)
                        : fmt::format("there is {}", fmt::join(shown_of(known), ", ")));
    }

private:
    static constexpr std::size_t kMostOptions = 1000;
    static constexpr std::size_t kMostShown = 15;

    void learn(const status::WorkItem& item, const orders::Order& order) {
        looked_ = true;
        for (const auto& one : order.items) {
            for (const auto& answer : one.answers) {
                if (one.id == item.item && answer.kind == orders::AnswerKind::option &&
                    !answer.question.empty() && options_.size() < kMostOptions) {
                    options_.insert(answer.question);
                }
            }
        }
    }

    static std::vector<std::string> shown_of(const std::vector<std::string>& known) {
        std::vector<std::string> shown;
        for (const auto& one : known) {
            if (shown.size() < kMostShown) {
                shown.push_back(shortened(one));
            }
        }
        return shown;
    }

    const std::vector<std::string>& by_;
    std::vector<std::string> unseen_;
    std::set<std::string> options_; // of the listings of the items
    bool looked_ = false;           // at any item
};

ExitCode show(frame::Table table, frame::RowLimit limit, Services& services) {
    const auto all = table.rows.size();
    std::size_t shown = 0;
    while (shown < all && limit.takes()) {
        ++shown;
    }
    table.rows.resize(shown, {});
    table.more = limit.cut();
    services.output().table(std::move(table));
    limit.tell(services.output());
    return ExitCode::done;
}

// Items in the same stage that are the same in what was asked.
ExitCode list_groups(const BatchArgs& args, Services& services) {
    services.output().require_fields(frame::field_names(empty_groups()));
    const frame::RowLimit limit(args.limit, services.streams());
    auto& database = services.database_for_reading();
    StatusDesk desk(services, database);
    struct Group {
        Value::List items;
        std::int64_t pieces = 0;
    };
    std::map<std::pair<std::string, std::string>, Group> groups;
    const orders::OrderRepository orders(database);
    Sameness sameness(args.by);
    each_item(args.items, desk, services, database, [&](status::WorkItem&& item) {
        const auto order = orders.load(item.order);
        const auto same = order ? sameness.of(item, *order) : std::string();
        for (const auto& pieces : item.pieces) {
            if (!same.empty()) {
                auto& group = groups[{pieces.stage, same}];
                group.items.emplace_back(item_word(database, item));
                group.pieces += pieces.quantity;
            }
        }
    });
    sameness.refuse_unseen();
    auto table = empty_groups();
    for (auto& [key, group] : groups) {
        if (group.items.size() > 1) {
            table.rows.push_back({key.first,
                                  key.second,
                                  static_cast<std::int64_t>(group.items.size()),
                                  group.pieces,
                                  Value::list(std::move(group.items))});
        }
    }
    std::stable_sort(table.rows.begin(), table.rows.end(), [](const auto& one, const auto& other) {
        return one[2].value.as_integer() > other[2].value.as_integer();
    });
    return show(std::move(table), limit, services);
}

ExitCode list_batches(const BatchArgs& args, Services& services) {
    services.output().require_fields(frame::field_names(empty_batches()));
    const frame::RowLimit limit(args.limit, services.streams());
    auto table = empty_batches();
    for (const auto& batch : status::BatchRepository(services.database_for_reading()).all()) {
        table.rows.push_back({batch.name, batch.items, batch.pieces});
    }
    return show(std::move(table), limit, services);
}

Error closed_items(const std::vector<status::WorkItem>& closed, db::Database& database) {
    const auto item = item_word(database, closed.front());
    return Error(ErrorKind::conflict,
                 closed.size() == 1 ? fmt::format("{} cannot be put into a batch", item)
                                    : fmt::format("{} items cannot be put into a batch, such as {}",
                                                  closed.size(),
                                                  item))
        .because("its order is closed: a batch is of what is to be made")
        .note("nothing was changed")
        .hint("etsyorder orders show " + item.substr(0, item.rfind('.')));
}

ExitCode put(const BatchArgs& args, Services& services) {
    services.output().require_fields(fields_of_status_batch(), "items");
    auto& database = services.database_to_change(args.dry_run);
    StatusDesk desk(services, database);
    const auto name = args.remove ? std::nullopt : args.name;
    const auto chosen = choose_whole_items(args.items, desk, services, database);
    const auto result =
        status::batch_items(database, chosen, name, desk.placing(), args.dry_run, services.now());
    if (!result.missing.empty()) {
        throw unknown_items(database, result.missing);
    }
    if (!result.closed.empty()) {
        throw closed_items(result.closed, database);
    }
    auto table = empty_items();
    for (const auto& one : result.items) {
        table.rows.push_back({item_word(database, one.item),
                              one.item.title,
                              Value(name),
                              Value(one.before),
                              !one.changed   ? "already so"
                              : args.dry_run ? "would change"
                                             : "changed",
                              one.item.receipt.value(),
                              one.item.number,
                              name_value(database, one.item.order, one.item.receipt),
                              args.dry_run});
    }
    services.output().table(table);
    return ExitCode::done;
}

ExitCode run_batch(const BatchArgs& args, Services& services) {
    if (args.name && !status::is_stage_name(*args.name)) {
        throw Error(ErrorKind::usage,
                    fmt::format("\"{}\" cannot be the name of a batch", shortened(*args.name)))
            .hint("one word of small letters, digits and -, such as oak-7");
    }
    if (!args.by.empty()) {
        if (args.name || args.remove) {
            throw Error(ErrorKind::usage,
                        "--by lists what could be made together; it changes nothing");
        }
        return list_groups(args, services);
    }
    if (args.name || args.remove) {
        if (args.limit) {
            throw Error(ErrorKind::usage, "--limit is of lists: all items are put or taken out");
        }
        return put(args, services);
    }
    if (args.items.names_any()) {
        throw Error(ErrorKind::usage, "into which batch?").hint("--name oak-7, or --remove");
    }
    return list_batches(args, services);
}

} // namespace

std::vector<std::string> fields_of_status_batch() {
    return frame::field_names(empty_items());
}

void add_status_batch(frame::Command& noun) {
    auto args = std::make_shared<BatchArgs>();
    auto verb = noun.verb("batch", "Group items that are made together, to move them as one");
    add_item_words(verb, args->items);
    verb.value("--name",
               args->name,
               "put the items into this batch",
               {.shown = "NAME", .live = "batch"})
        .flag("--remove", args->remove, "take the items out of their batch")
        .never_both("--name", "--remove")
        .value("--by",
               args->by,
               "list items in one stage that are the same in this: sku, title, listing, or an "
               "option such as Colour",
               {.shown = "WHAT", .with_commas = true, .offered = {"sku", "title", "listing"}})
        .value("--limit", args->limit, frame::kLimitText, {.shown = "N"})
        .flag("--dry-run", args->dry_run, "say what would change, change nothing")
        .examples({"etsyorder status batch --by sku,Colour --where stage:cutting",
                   "etsyorder status batch --name oak-7 3512345678.1 3512345690",
                   "etsyorder status advance --batch oak-7",
                   "etsyorder status batch"})
        .runs([args](Services& services) { return run_batch(*args, services); });
}

} // namespace etsyorder
