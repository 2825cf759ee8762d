// SPDX-License-Identifier: MIT
// What a sync did, as JSON, as a page for people, and as lines for a pipe.
#pragma once

#include "etsy/sync.hpp"
#include "frame/page.hpp"
#include "frame/table.hpp"
#include "frame/value.hpp"
#include "sync/sync_watch.hpp"

#include <string>
#include <vector>

namespace etsyorder {

// What --json FIELDS takes for a sync, and for its plan.
[[nodiscard]] std::vector<std::string> sync_fields();
[[nodiscard]] std::vector<std::string> plan_fields();

[[nodiscard]] frame::Value sync_value(const etsy::SyncReport& report, const SyncWatch& watch);
[[nodiscard]] frame::Page sync_page(const etsy::SyncReport& report, const SyncWatch& watch);
// "orders: 5 new, 2 changed, 1 unchanged", one a stream.
[[nodiscard]] std::vector<std::string> summary_lines(const etsy::SyncReport& report);
// For a pipe, one line a change of an order: order, buyer, outcome, field, before, after.
[[nodiscard]] frame::Table changes_head(); // without rows
[[nodiscard]] std::vector<std::vector<frame::Cell>> change_rows(const orders::Recorded& recorded);

[[nodiscard]] frame::Value plan_value(const etsy::SyncPlan& plan);
[[nodiscard]] frame::Page plan_page(const etsy::SyncPlan& plan);

} // namespace etsyorder
