// SPDX-License-Identifier: MIT
// What `stage:` of a query asks: the temporary table of orders/order_query.hpp.
#pragma once

#include "status/place_items.hpp"

namespace etsyorder::status {

// Where the pieces of open orders stand now, and those of others where they were left. Fills it
// anew.
void fill_stage_orders(db::Database& database, Placing& placing);

} // namespace etsyorder::status
