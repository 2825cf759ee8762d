// SPDX-License-Identifier: MIT
// What of an order stands on its packing slip. The slip lies on the workbench first and in the
// parcel afterwards: so no price unless asked for and never on a gift, and no word that is only for
// the seller.
#pragma once

#include "base/zone.hpp"
#include "orders/order.hpp"
#include "orders/order_value.hpp"
#include "paper/slip.hpp"

namespace etsyorder {

enum class Prices { hidden, shown };

struct OrderSlip {
    paper::Slip slip;
    bool is_cut = false;      // a text is longer than what goes onto paper; the slip says so
    bool hides_note = false;  // of the buyer to the shop, left off a gift
    bool hides_price = false; // asked for, left off a gift
};

[[nodiscard]] OrderSlip slip_of(const orders::Order& order,
                                const OrderSurroundings& around,
                                const base::Zone& zone,
                                Prices prices);

} // namespace etsyorder
