// SPDX-License-Identifier: MIT
// Silence: a code that a seller does not want to see again, of one order or of all orders of one
// listing, and why.
#pragma once

#include "base/clock.hpp"
#include "orders/order.hpp"

#include <optional>
#include <string>

namespace etsyorder::lint {

// Exactly one of order and listing is set.
struct SilenceTarget {
    orders::ShopId shop{0};
    std::optional<orders::OrderId> order;
    std::optional<orders::ReceiptId> receipt; // of the order
    std::optional<std::int64_t> listing;      // Etsy's

    friend bool operator==(const SilenceTarget&, const SilenceTarget&) = default;
};

struct Silence {
    SilenceTarget target;
    std::string code; // a name of Code, or one that an earlier version knew
    std::string reason;
    base::Instant since{};
};

} // namespace etsyorder::lint
