// SPDX-License-Identifier: MIT
// Reads one order of a shop file.
#pragma once

#include "sandbox/model.hpp"
#include "sandbox/shop_reader.hpp"

#include <vector>

namespace etsyorder::sandbox {

// `divisor` is that of the shop's currency. Throws Error of kind usage.
[[nodiscard]] Order read_order_node(const Node& node,
                                    const std::vector<Listing>& listings,
                                    std::size_t index,
                                    base::Instant now,
                                    std::int64_t divisor);

} // namespace etsyorder::sandbox
