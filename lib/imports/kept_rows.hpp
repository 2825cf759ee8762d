// SPDX-License-Identifier: MIT
// What files said of an order, as it is kept.
#pragma once

#include "db/database.hpp"
#include "orders/file_row_repository.hpp"

#include <string>
#include <utility>
#include <vector>

namespace etsyorder::imports {

struct KeptRow {
    orders::FileKind kind = orders::FileKind::sold_items;
    std::vector<std::pair<std::string, std::string>> cells; // name of the column, and what it says
};

// By kind and transaction; none of an order that no file ever told of.
[[nodiscard]] std::vector<KeptRow> kept_rows(db::Database& database, orders::OrderId order);

} // namespace etsyorder::imports
