// SPDX-License-Identifier: MIT
#include "auth/scopes.hpp"

#include <array>

namespace etsyorder {

std::span<const NeededScope> needed_scopes() {
    static constexpr std::array kNeeded{
        NeededScope{"transactions_r", "orders cannot be read", true},
        NeededScope{"transactions_w", "shipments cannot be told to Etsy", false},
        NeededScope{"shops_r", "Etsy does not say whose shop it is", true},
        NeededScope{"listings_r", "listings and the questions they ask cannot be read", false}};
    return kNeeded;
}

} // namespace etsyorder
