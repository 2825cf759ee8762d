// SPDX-License-Identifier: MIT
// StatusDesk: the seller's pipelines and where items stand in them, for the verbs of `status`; and
// the queries of all verbs that speak of stages.
#pragma once

#include "frame/services.hpp"
#include "orders/order_query.hpp"
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

// Does `stage:` with this word mean the stage? Capitals do not matter.
[[nodiscard]] bool is_meant(const orders::StageWord& word, const std::string& stage);

// Makes what a query that mentions a stage asks; does nothing for others. Throws Error of kind
// usage for a stage that there is nowhere.
void prepare_stages(const query::Node& query,
                    const std::string& text,
                    frame::Services& services,
                    db::Database& database);

// "3512345678.2"; its name in place of the number where the order has one that is typed as a word.
[[nodiscard]] std::string item_word(db::Database& database, const status::WorkItem& item);

// Items that are not there. Of kind not_found.
[[nodiscard]] base::Error unknown_items(db::Database& database,
                                        const std::vector<status::ItemChoice>& missing);

} // namespace etsyorder
