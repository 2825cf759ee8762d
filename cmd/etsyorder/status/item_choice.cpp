// SPDX-License-Identifier: MIT
#include "status/item_choice.hpp"

#include "base/nearest.hpp"
#include "orders/order_queries.hpp"
#include "status/batches.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <unordered_set>
#include <utility>

namespace etsyorder {
namespace {

using base::Error;
using base::ErrorKind;

// What the words say, before anything is looked for.
struct Typed {
    std::vector<ItemWord> items; // in the order typed
    OrderChoice orders;
    bool empty_input = false; // the lines of an empty standard input name none
};

Typed read_words(const ItemWords& words, frame::Services& services) {
    Typed typed;
    typed.orders.where = words.where;
    each_word(words.words, services.streams(), [&](std::string_view word) {
        typed.items.push_back(split_item_word(std::string(word)));
        typed.orders.words.push_back(typed.items.back().order);
    });
    typed.empty_input = typed.items.empty() && !words.words.empty();
    if (!typed.empty_input && !typed.orders.names_any()) {
        throw Error(ErrorKind::usage, "no item was named")
            .hint("order numbers, 3512345678.2 for the second item of one, - to read them one a "
                  "line, or --where QUERY");
    }
    return typed;
}

// Of each side of an `or` that finds an order the stages that it names. A query that names one
// stage alone is not asked twice.
status::MeantStages stages_of(const OrderChoice& choice,
                              StatusDesk& desk,
                              frame::Services& services,
                              db::Database& database) {
    status::MeantStages meant;
    const auto query =
        query::parse(*choice.where, orders::query_vocabulary(), saved_queries(database));
    if (!query || !orders::every_branch_names_stage(*query)) {
        return meant;
    }
    const auto names = stages_anywhere(desk, database);
    const auto words = orders::stage_words(*query);
    for (const auto& word : words) {
        std::vector<std::string> stages;
        std::copy_if(names.begin(), names.end(), std::back_inserter(stages), [&](const auto& name) {
            return is_meant(word, name);
        });
        if (words.size() == 1) {
            meant.of_any = std::move(stages);
            return meant;
        }
        if (!meant.of_order) { // an order that is in none of the parts has no piece that is meant
            meant.of_order.emplace();
        }
        const auto part = orders::part_with(*query, word);
        for (const auto id : part ? orders_of_part(*part, *query, choice, services, database)
                                  : std::vector<orders::OrderId>()) {
            auto& of_order = (*meant.of_order)[id];
            of_order.insert(of_order.end(), stages.begin(), stages.end());
        }
    }
    return meant;
}

// One order may be named with several of its items.
std::vector<status::ItemChoice> in_the_order_typed(const Typed& typed,
                                                   const std::vector<orders::OrderId>& found,
                                                   frame::Services& services,
                                                   db::Database& database) {
    const orders::OrderQueries queries(database);
    const auto shop = chosen_shop(services, database);
    const std::unordered_set<orders::OrderId> fitting(found.begin(), found.end());
    std::vector<status::ItemChoice> items;
    for (const auto& one : typed.items) {
        for (const auto& reference : parse_references({one.order}, services.streams())) {
            for (const auto id : queries.ids_of(reference.receipt, shop)) {
                if (fitting.contains(id)) {
                    items.push_back({id, one.number});
                }
            }
        }
    }
    return items;
}

void tell_that_none_fits(const std::vector<std::string>& tags,
                         frame::Services& services,
                         db::Database& database) {
    services.output().note("no order fits the query");
    for (const auto& tag : tags) {
        services.output().note(about_tag(tag, database));
    }
}

Error unknown_batch(const std::string& name, db::Database& database) {
    std::vector<std::string> names;
    for (const auto& one : status::BatchRepository(database).all()) {
        names.push_back(one.name);
    }
    const auto meant = base::nearest(name, names);
    return Error(ErrorKind::not_found, fmt::format("there is no batch \"{}\"", shortened(name)))
        .hint(meant ? fmt::format("did you mean \"{}\"?", *meant) : "etsyorder status batch");
}

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
        throw unknown_batch(*words.batch, database);
    }
    if (words.where) {
        auto found = choose_items({{}, words.where, std::nullopt}, desk, services, database);
        std::unordered_set<orders::OrderId> fitting;
        for (const auto& one : found.items) {
            fitting.insert(one.order);
        }
        std::erase_if(chosen.items, [&](const auto& one) { return !fitting.contains(one.order); });
        chosen.stages = std::move(found.stages);
    }
    return chosen;
}

} // namespace

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

ChosenItems choose_items(const ItemWords& words,
                         StatusDesk& desk,
                         frame::Services& services,
                         db::Database& database) {
    if (words.batch) {
        return items_of_batch(words, desk, services, database);
    }
    const auto typed = read_words(words, services);
    ChosenItems chosen;
    if (typed.empty_input) {
        return chosen;
    }
    const auto found = select_orders(typed.orders, WhenNoneNamed::refuse, services, database);
    if (!found.missing.empty()) {
        throw unknown_orders(database, found.missing);
    }
    if (!found.several.empty()) {
        throw several_shops_have(database, found.several.front());
    }
    if (found.ids.empty()) {
        tell_that_none_fits(found.tags, services, database);
        return chosen;
    }
    if (words.where) {
        chosen.stages = stages_of(typed.orders, desk, services, database);
    }
    if (!typed.items.empty()) {
        chosen.items = in_the_order_typed(typed, found.ids, services, database);
        return chosen;
    }
    for (const auto order : found.ids) {
        chosen.items.push_back({order, std::nullopt});
    }
    return chosen;
}

std::vector<status::ItemChoice> choose_whole_items(const ItemWords& words,
                                                   StatusDesk& desk,
                                                   frame::Services& services,
                                                   db::Database& database) {
    auto chosen = choose_items(words, desk, services, database);
    if (chosen.stages.is_everything()) {
        return std::move(chosen.items);
    }
    std::vector<status::ItemChoice> missing;
    std::vector<status::ItemChoice> meant;
    for (const auto& item : status::chosen_items(database, chosen.items, desk.placing(), missing)) {
        if (std::any_of(item.pieces.begin(), item.pieces.end(), [&](const auto& one) {
                return chosen.stages.has(item, one);
            })) {
            meant.push_back({item.order, item.number});
        }
    }
    meant.insert(meant.end(), missing.begin(), missing.end());
    return meant;
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

} // namespace etsyorder
