// SPDX-License-Identifier: MIT
// What a sync did, as JSON, as a page for people, and as lines for a pipe.
#pragma once

#include "etsy/sync.hpp"
#include "frame/page.hpp"
#include "frame/table.hpp"
#include "frame/value.hpp"
#include "sync/sync_watch.hpp"

#include <memory>
#include <string>
#include <vector>

namespace etsyorder {

// What came of one shop's sync.
struct ShopSync {
    std::string name; // for people; empty: nobody said it
    etsy::SyncReport report;
    std::unique_ptr<SyncWatch> watch;
};

[[nodiscard]] std::string shop_in_words(const ShopSync& shop); // "AcornSigns (77)"

// What --json FIELDS takes for a sync, and for its plan.
[[nodiscard]] std::vector<std::string> sync_fields();
[[nodiscard]] std::vector<std::string> plan_fields();

// Of all shops that were synced, at least one.
[[nodiscard]] frame::Value sync_value(const std::vector<ShopSync>& shops);
[[nodiscard]] frame::Page sync_page(const std::vector<ShopSync>& shops);
// "orders: 5 new, 2 changed, 1 unchanged", one a stream.
[[nodiscard]] std::vector<std::string> summary_lines(const etsy::SyncReport& report);
// For a pipe, one line a change of an order: order, buyer, outcome, field, before, after.
[[nodiscard]] frame::Table changes_head(); // without rows
[[nodiscard]] std::vector<std::vector<frame::Cell>> change_rows(const orders::Recorded& recorded);

struct ShopPlan {
    std::string name; // as above
    etsy::SyncPlan plan;
};
[[nodiscard]] frame::Value plan_value(const std::vector<ShopPlan>& shops);
[[nodiscard]] frame::Page plan_page(const std::vector<ShopPlan>& shops);

} // namespace etsyorder
