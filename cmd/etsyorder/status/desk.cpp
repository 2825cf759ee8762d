// SPDX-License-Identifier: MIT
#include "status/desk.hpp"

#include "base/ascii.hpp"
#include "base/nearest.hpp"
#include "orders/order_cell.hpp"
#include "orders/order_repository.hpp"
#include "orders/query_error.hpp"
#include "status/batches.hpp"
#include "status/pipelines_file.hpp"
#include "status/stage_orders.hpp"
#include "status/status_repository.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <set>
#include <utility>

namespace etsyorder {
namespace {

using base::Error;
using base::ErrorKind;

// Of a pipeline's `match: {query: ...}`, whatever the state of the orders is.
std::vector<orders::OrderId>
orders_of(const std::string& text, frame::Services& services, db::Database& database) {
    auto query = query::parse(text, orders::query_vocabulary(), saved_queries(database));
    if (query && orders::mentions_stage(*query)) {
        throw Error(ErrorKind::usage, fmt::format("a pipeline asks for a stage: \"{}\"", text))
            .because("in which pipeline an item is must be known before its stage is")
            .hint("etsyorder status pipelines");
    }
    OrderChoice choice;
    choice.where = text;
    choice.any_state = true;
    try {
        return select_orders(choice, WhenNoneNamed::refuse, services, database).ids;
    } catch (Error& error) {
        error.add_context(
            fmt::format("reading the `query` of a pipeline in {}",
                        (services.folders().config / status::kPipelinesFile).string()));
        throw;
    }
}

bool is_meant(const orders::StageWord& word, const std::string& stage) {
    const auto wanted = base::ascii_lower(word.text);
    return word.prefix ? stage.starts_with(wanted) : stage == wanted;
}

} // namespace

std::vector<std::string> stages_anywhere(const StatusDesk& desk, db::Database& database) {
    auto names = desk.pipelines().stage_names();
    for (auto& one : status::StatusRepository(database).stages_in_use()) {
        if (std::find(names.begin(), names.end(), one) == names.end()) {
            names.push_back(std::move(one));
        }
    }
    return names;
}

StatusDesk::StatusDesk(frame::Services& services, db::Database& database)
    : pipelines_(status::read_pipelines(services.folders().config)),
      placing_(pipelines_, database, [&services, &database](const std::string& query) {
          return orders_of(query, services, database);
      }) {}

void must_be_stage(const status::Pipelines& pipelines,
                   const std::string& stage,
                   std::string_view flag) {
    const auto names = pipelines.stage_names();
    if (std::find(names.begin(), names.end(), stage) != names.end()) {
        return;
    }
    const auto meant = base::nearest(stage, names);
    throw Error(ErrorKind::usage,
                fmt::format("{}there is no stage \"{}\"",
                            flag.empty() ? "" : fmt::format("{}: ", flag),
                            shortened(stage)))
        .hint(meant ? fmt::format("did you mean \"{}\"?", *meant)
                    : fmt::format("there is {}", fmt::join(names, ", ")));
}

void prepare_stages(const query::Node& query,
                    const std::string& text,
                    frame::Services& services,
                    db::Database& database) {
    if (!orders::mentions_stage(query)) {
        return;
    }
    StatusDesk desk(services, database);
    const auto names = stages_anywhere(desk, database);
    for (const auto& word : orders::stage_words(query)) {
        if (std::none_of(names.begin(), names.end(), [&](const auto& name) {
                return is_meant(word, name);
            })) {
            const auto meant = base::nearest(word.text, names);
            const auto at = text.find(word.text);
            throw query_error({.what = fmt::format("stage: there is no stage \"{}\"", word.text),
                               .hint = meant ? fmt::format("did you mean \"stage:{}\"?", *meant)
                                             : fmt::format("there is {}", fmt::join(names, ", ")),
                               .span = at == std::string::npos ? query::Span{0, text.size()}
                                                               : query::Span{at, word.text.size()},
                               .text = text,
                               .saved = {}});
        }
    }
    status::fill_stage_orders(database, desk.placing());
}

void add_item_words(frame::Command& verb, ItemWords& words) {
    verb.value("item",
               words.words,
               "order numbers, or 3512345678.2 for its second item; - reads one a line",
               {.live = "order"})
        .value("--where",
               words.where,
               "the items of orders that a query finds, such as stage:engraving",
               {.shown = "QUERY", .live = "query"})
        .value("--batch",
               words.batch,
               "the items of a batch; with --where those of them that fit",
               {.shown = "NAME", .live = "batch"});
}

namespace {

// Those of a batch, without those that the query does not find.
ChosenItems items_of_batch(const ItemWords& words,
                           StatusDesk& desk,
                           frame::Services& services,
                           db::Database& database) {
    if (!words.words.empty()) {
        throw Error(ErrorKind::usage, "--batch names the items itself");
    }
    ChosenItems chosen;
    chosen.items = status::BatchRepository(database).items(*words.batch);
    if (chosen.items.empty()) {
        std::vector<std::string> names;
        for (const auto& one : status::BatchRepository(database).all()) {
            names.push_back(one.name);
        }
        const auto meant = base::nearest(*words.batch, names);
        throw Error(ErrorKind::not_found,
                    fmt::format("there is no batch \"{}\"", shortened(*words.batch)))
            .hint(meant ? fmt::format("did you mean \"{}\"?", *meant) : "etsyorder status batch");
    }
    if (words.where) {
        const auto found = choose_items({{}, words.where, std::nullopt}, desk, services, database);
        std::set<std::int64_t> fitting;
        for (const auto& one : found.items) {
            fitting.insert(one.order.value());
        }
        std::erase_if(chosen.items,
                      [&](const auto& one) { return !fitting.contains(one.order.value()); });
        chosen.stages = found.stages;
    }
    return chosen;
}

} // namespace

ChosenItems choose_items(const ItemWords& words,
                         StatusDesk& desk,
                         frame::Services& services,
                         db::Database& database) {
    if (words.batch) {
        return items_of_batch(words, desk, services, database);
    }
    OrderChoice choice;
    choice.where = words.where;
    std::vector<ItemWord> typed;
    each_word(words.words, services.streams(), [&](std::string_view word) {
        typed.push_back(split_item_word(std::string(word)));
        choice.words.push_back(typed.back().order);
    });
    ChosenItems chosen;
    if (typed.empty() && !words.words.empty()) {
        return chosen; // an empty standard input names none
    }
    if (!choice.names_any()) {
        throw Error(ErrorKind::usage, "no item was named")
            .hint("order numbers, 3512345678.2 for the second item of one, - to read them one a "
                  "line, or --where QUERY");
    }
    if (words.where) {
        const auto query =
            query::parse(*words.where, orders::query_vocabulary(), saved_queries(database));
        const auto names = stages_anywhere(desk, database);
        for (const auto& word : query&& orders::every_branch_names_stage(*query)
                                    ? orders::stage_words(*query)
                                    : std::vector<orders::StageWord>()) {
            for (const auto& name : names) {
                if (is_meant(word, name)) {
                    chosen.stages.push_back(name);
                }
            }
        }
    }
    const auto found = select_orders(choice, WhenNoneNamed::refuse, services, database);
    if (!found.missing.empty()) {
        throw unknown_orders(database, found.missing);
    }
    if (!found.several.empty()) {
        throw several_shops_have(database, found.several.front());
    }
    if (typed.empty()) {
        for (const auto order : found.ids) {
            chosen.items.push_back({order, std::nullopt});
        }
        return chosen;
    }
    // In the order typed: one order may be named with several of its items.
    const orders::OrderQueries queries(database);
    const auto shop = chosen_shop(services, database);
    const std::set<std::int64_t> fitting = [&] {
        std::set<std::int64_t> all;
        for (const auto id : found.ids) {
            all.insert(id.value());
        }
        return all;
    }();
    for (const auto& one : typed) {
        for (const auto& reference : parse_references({one.order}, services.streams())) {
            for (const auto id : queries.ids_of(reference.receipt, shop)) {
                if (fitting.contains(id.value())) {
                    chosen.items.push_back({id, one.number});
                }
            }
        }
    }
    return chosen;
}

ItemWord split_item_word(const std::string& word) {
    const auto dot = word.rfind('.');
    if (word.starts_with("http") || dot == std::string::npos || dot == 0) {
        return {word, std::nullopt};
    }
    std::int64_t number = 0;
    const auto* first = word.data() + dot + 1;
    const auto* end = word.data() + word.size();
    const auto [stop, problem] = std::from_chars(first, end, number);
    if (problem != std::errc{} || stop != end || number < 1) {
        return {word, std::nullopt};
    }
    return {word.substr(0, dot), number};
}

std::string item_word(db::Database& database, const status::WorkItem& item) {
    const auto name = order_name(database, item.order, item.receipt);
    return fmt::format("{}.{}",
                       name && is_order_reference(*name) ? *name
                                                         : std::to_string(item.receipt.value()),
                       item.number);
}

base::Error unknown_items(db::Database& database, const std::vector<status::ItemChoice>& missing) {
    const auto& first = missing.front();
    const auto order = orders::OrderRepository(database).load(first.order);
    const auto word =
        order ? order_word(database, order->id, order->receipt) : std::string("the order");
    return Error(ErrorKind::not_found,
                 fmt::format("order {} has no item {} to be made", word, first.number.value_or(0)))
        .because(
            order ? fmt::format("it has {} item{}; digital ones and those taken off are not made",
                                order->items.size(),
                                order->items.size() == 1 ? "" : "s")
                  : std::string())
        .hint("etsyorder status list " + word);
}

} // namespace etsyorder
