// SPDX-License-Identifier: MIT
// A whole order for a person to read.
#pragma once

#include "base/zone.hpp"
#include "frame/page.hpp"
#include "orders/order.hpp"
#include "orders/order_value.hpp"

namespace etsyorder {

// Adds the order to the page. Days and times are those of the zone.
void add_order(frame::Page& page,
               const orders::Order& order,
               const OrderSurroundings& around,
               const base::Zone& zone,
               base::Instant now);

} // namespace etsyorder
