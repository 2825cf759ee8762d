// SPDX-License-Identifier: MIT
// Items as work, in the tables and pages of `status`.
#pragma once

#include "base/zone.hpp"
#include "frame/table.hpp"
#include "frame/value.hpp"
#include "orders/shop_zones.hpp"
#include "status/desk.hpp"
#include "status/item_choice.hpp"

#include <functional>
#include <string>
#include <vector>

namespace etsyorder {

// Hands out the items that are meant, placed: of the words and the query, else all that are to be
// made. Only pieces in the stages that the query names are left in them.
void each_item(const ItemWords& words,
               StatusDesk& desk,
               frame::Services& services,
               db::Database& database,
               const std::function<void(status::WorkItem&&)>& take);

// "on hold: the oak is late", "waits for buyer: which font?"; empty: nothing holds it up.
[[nodiscard]] std::string hold_in_words(const status::WorkItem& item);

// As JSON: null, "hold", "buyer", "material", ...
[[nodiscard]] frame::Value hold_value(const status::WorkItem& item);

// "in 2 days", red where it is late.
[[nodiscard]] frame::Cell
ship_by_cell(const status::WorkItem& item, const base::Zone& zone, base::Instant now);

// The stage as its pipeline has it; null: it is no longer in it.
[[nodiscard]] const status::Stage*
stage_of(const status::WorkItem& item, const std::string& stage, const status::Placing& placing);

} // namespace etsyorder
