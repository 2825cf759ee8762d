// SPDX-License-Identifier: MIT
// How every verb of `orders` is told which orders it is about: numbers as words, "-" for numbers
// one a line on standard input, and --where QUERY (etsyorder-query(7)).
//
//     struct NoteArgs { OrderChoice orders; std::string text; };
//     auto note = orders.verb("note", "Write a note");
//     add_order_choice(note, args->orders);           // the words, and --where
//     ...
//     const auto chosen = select_orders(args.orders, WhenNoneNamed::refuse, services, database);
//     if (!chosen.missing.empty()) { throw unknown_orders(database, chosen.missing); }
//     for (const auto id : chosen.ids) { ... }        // ids only: a million fit
#pragma once

#include "frame/command.hpp"
#include "frame/services.hpp"
#include "orders/order_queries.hpp"
#include "orders/references.hpp"

#include <optional>
#include <string>
#include <vector>

namespace etsyorder {

struct OrderChoice {
    std::vector<std::string> words;   // numbers and "-"
    std::optional<std::string> where; // a query; with words: those of them that fit
    bool any_state = false;           // open or not, where neither words nor the query say which

    [[nodiscard]] bool names_any() const { return !words.empty() || where; }
};

// Tells a verb the words and --where.
void add_order_choice(frame::Command& verb, OrderChoice& choice);

// What is wrong whatever is stored: throws Error of kind usage when nothing was named.
void refuse_none_named(const OrderChoice& choice);

enum class WhenNoneNamed { open_orders, refuse };

struct SelectedOrders {
    std::vector<orders::OrderId> ids;    // each once, in the order of `orders list`
    std::vector<OrderReference> missing; // that were named and are not here
    std::vector<OrderReference> several; // that name an order of each of several shops
    std::vector<std::string> tags;       // that the query names
};

// Of the shop of --shop, else of all shops. Throws Error of kind usage for a wrong word or query,
// and when nothing was named and `none` refuses that. Numbers on an empty standard input are none.
[[nodiscard]] SelectedOrders select_orders(const OrderChoice& choice,
                                           WhenNoneNamed none,
                                           frame::Services& services,
                                           db::Database& database);

// Those that a part of the choice's query finds, whatever its words are; `whole`: that query, as
// which states are meant. For a query that select_orders() has made ready to be asked.
[[nodiscard]] std::vector<orders::OrderId> orders_of_part(const query::Node& part,
                                                          const query::Node& whole,
                                                          const OrderChoice& choice,
                                                          frame::Services& services,
                                                          db::Database& database);

// What may explain that no order with this tag was found: there is none at all. Else empty.
[[nodiscard]] std::string about_tag(const std::string& tag, db::Database& database);

// Words of a command line as one query; "-is:gift" comes from the parser as "+-is:gift".
[[nodiscard]] std::string joined_words(const std::vector<std::string>& words);

// Those of the store; it must live as long.
[[nodiscard]] query::SavedQueries saved_queries(db::Database& database);

// Queries, all of which must hold, as one condition, with the days of the zone. Throws Error of
// kind usage that points at what is wrong.
[[nodiscard]] orders::OrderCondition condition_from(const std::vector<std::string>& queries,
                                                    frame::Services& services,
                                                    db::Database& database,
                                                    const base::Zone& zone);

// The order of a list that nobody asked for another one: the soonest day of open orders; of others
// the day that the query is about, else the latest placed first.
[[nodiscard]] orders::Sort natural_sort(const orders::ListFilter& filter);

} // namespace etsyorder
