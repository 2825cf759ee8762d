// SPDX-License-Identifier: MIT
// What `orders undo` keeps of merged buyers, when a person is forgotten. Such a step is about an
// account, but hangs on one of its orders: it goes with the account, not with that order.
#pragma once

#include "db/database.hpp"
#include "orders/order.hpp"

#include <cstdint>
#include <set>

namespace etsyorder::orders {

// Steps that hang on this order hang on another of the same account, or of one merged into it, from
// now on; where there is none they stay. Before the order loses its buyer. Inside the caller's unit
// of work, as is the other.
void hang_merges_elsewhere(db::Database& database, OrderId order);

// Before these buyers are deleted: steps that moved one of them go, and others that name one name
// the buyer that it was merged into. Looks at all steps once.
void forget_merges_of(db::Database& database, const std::set<std::int64_t>& buyers);

} // namespace etsyorder::orders
