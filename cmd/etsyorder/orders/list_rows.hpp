// SPDX-License-Identifier: MIT
// The rows of `orders list`.
#pragma once

#include "base/zone.hpp"
#include "frame/services.hpp"
#include "frame/table.hpp"
#include "orders/order_making.hpp"
#include "orders/order_queries.hpp"
#include "orders/surroundings.hpp"

#include <string>
#include <unordered_map>
#include <vector>

namespace etsyorder {

[[nodiscard]] frame::Table list_head(); // without rows

// What shops are called, for a person who looks at the orders of several.
struct ShopNames {
    std::unordered_map<orders::ShopId, std::string> labels; // orders/shop_choice.hpp
    bool on_screen = false;                                 // the rows may be of several
};
[[nodiscard]] ShopNames shop_names(const std::optional<orders::ShopId>& only,
                                   db::Database& database);

// `zone` is that of the order's shop; `name` what another shop calls it, where that is no number.
[[nodiscard]] std::vector<frame::Cell> list_row(const orders::OrderSummary& order,
                                                const std::optional<std::string>& name,
                                                base::Instant now,
                                                const base::Zone& zone,
                                                const ShopNames& names,
                                                const ShopFreshness& freshness,
                                                const StageOfOpenOrders& stages);

} // namespace etsyorder
