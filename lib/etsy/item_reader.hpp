// SPDX-License-Identifier: MIT
// The items of a receipt, with the buyer's answers.
#pragma once

#include "etsy/wire_fields.hpp"
#include "orders/received_order.hpp"

#include <optional>
#include <vector>

namespace etsyorder::etsy {

// Of the value of "transactions". With a fault the items are not all there, or not as Etsy meant
// them: such a receipt is not to be used.
[[nodiscard]] wire::Fault read_items(wire::ondemand::value content,
                                     std::optional<std::vector<orders::ReceivedItem>>& items);

} // namespace etsyorder::etsy
