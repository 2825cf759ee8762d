// SPDX-License-Identifier: MIT
// StatusDesk: the seller's pipelines and where items stand in them, for the verbs of `status`; and
// the queries of all verbs that speak of stages.
#pragma once

#include "frame/services.hpp"
#include "orders/selection.hpp"
#include "query/tree.hpp"
#include "status/move_items.hpp"
#include "status/place_items.hpp"

#include <optional>
#include <string>
#include <vector>

namespace etsyorder {

// The pipelines of the configuration. Throws Error of kind usage where they are wrong.
class StatusDesk {
public:
    StatusDesk(frame::Services& services, db::Database& database);
    StatusDesk(const StatusDesk&) = delete;
    StatusDesk& operator=(const StatusDesk&) = delete;
    ~StatusDesk() = default;

    [[nodiscard]] const status::Pipelines& pipelines() const { return pipelines_; }
    [[nodiscard]] status::Placing& placing() { return placing_; }

private:
    status::Pipelines pipelines_;
    status::Placing placing_;
};

// Throws Error of kind usage, with the nearest one, for a stage that no pipeline has. `flag`: where
// it was typed; empty: among the words.
void must_be_stage(const status::Pipelines& pipelines,
                   const std::string& stage,
                   std::string_view flag);

// Of the pipelines, and those in which pieces still stand although no pipeline has them any more.
[[nodiscard]] std::vector<std::string> stages_anywhere(const StatusDesk& desk,
                                                       db::Database& database);

// Makes what a query that mentions a stage asks; does nothing for others. Throws Error of kind
// usage for a stage that there is nowhere.
void prepare_stages(const query::Node& query,
                    const std::string& text,
                    frame::Services& services,
                    db::Database& database);

// How the verbs that change items are told which: "3512345678" (all of its items), "3512345678.2",
// "-", and --where.
struct ItemWords {
    std::vector<std::string> words;
    std::optional<std::string> where;
    std::optional<std::string> batch;

    [[nodiscard]] bool names_any() const { return !words.empty() || where || batch; }
};
void add_item_words(frame::Command& verb, ItemWords& words);

struct ChosenItems {
    std::vector<status::ItemChoice> items; // in the order typed, else as `orders list` has them
    std::vector<std::string> stages;       // that the query names: only pieces there are meant
};

// Throws Error: usage for wrong words and where none is named, not_found for an order that is not
// here. "-" is read to its end.
[[nodiscard]] ChosenItems choose_items(const ItemWords& words,
                                       StatusDesk& desk,
                                       frame::Services& services,
                                       db::Database& database);

// "3512345678.2" in its parts: an order as it is typed, and the number of an item, from 1.
struct ItemWord {
    std::string order;
    std::optional<std::int64_t> number; // empty: all of its items
};
[[nodiscard]] ItemWord split_item_word(const std::string& word);

// "3512345678.2"; its name in place of the number where the order has one that is typed as a word.
[[nodiscard]] std::string item_word(db::Database& database, const status::WorkItem& item);

// Items that are not there. Of kind not_found.
[[nodiscard]] base::Error unknown_items(db::Database& database,
                                        const std::vector<status::ItemChoice>& missing);

} // namespace etsyorder
