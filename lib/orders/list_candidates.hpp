// SPDX-License-Identifier: MIT
// The only orders a list of one shop can be about, where an index tells that they are few: then
// each of them is looked at, and else the orders are walked as the list has them. Used by
// OrderQueries::list() alone; the filter names the shop.
#pragma once

#include "orders/order_queries.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace etsyorder::orders {

// Our numbers, newest first, of the orders of the buyers whom one of the words names; empty: every
// word names many. The words of an order's own row are still to be looked at.
[[nodiscard]] std::optional<std::vector<std::int64_t>> orders_of_few_buyers(
    db::Database& database, const ListFilter& filter, const std::vector<std::string>& words);

// SQL of the fewest of the query's candidates; empty: they are many, or no index tells any.
[[nodiscard]] std::string few_candidates(db::Database& database, const ListFilter& filter);

} // namespace etsyorder::orders
