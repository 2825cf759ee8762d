// SPDX-License-Identifier: MIT
// Which items the verbs of `status` are about: "3512345678" (all of its items), "3512345678.2",
// "-",
// --where and --batch.
#pragma once

#include "frame/command.hpp"
#include "orders/selection.hpp"
#include "status/desk.hpp"

#include <optional>
#include <string>
#include <vector>

namespace etsyorder {

struct ItemWords {
    std::vector<std::string> words;
    std::optional<std::string> where;
    std::optional<std::string> batch;

    [[nodiscard]] bool names_any() const { return !words.empty() || where || batch; }
};
void add_item_words(frame::Command& verb, ItemWords& words);

struct ChosenItems {
    std::vector<status::ItemChoice> items; // in the order typed, else as `orders list` has them
    status::MeantStages stages;            // of the query: of each side of an `or` its own
};

// Throws Error: usage for wrong words and where none is named, not_found for an order that is not
// here. "-" is read to its end. Says so where a query finds no order.
[[nodiscard]] ChosenItems choose_items(const ItemWords& words,
                                       StatusDesk& desk,
                                       frame::Services& services,
                                       db::Database& database);

// The same for what is done with whole items: those without a piece in the stages are left out.
[[nodiscard]] std::vector<status::ItemChoice> choose_whole_items(const ItemWords& words,
                                                                 StatusDesk& desk,
                                                                 frame::Services& services,
                                                                 db::Database& database);

// "3512345678.2" in its parts: an order as it is typed, and the number of an item, from 1.
struct ItemWord {
    std::string order;
    std::optional<std::int64_t> number; // empty: all of its items
};
[[nodiscard]] ItemWord split_item_word(const std::string& word);

} // namespace etsyorder
