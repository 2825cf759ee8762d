// SPDX-License-Identifier: MIT
// Lifelike orders by number: order n of a seed is always the same, and can be made without the
// others.
#pragma once

#include "sandbox/shop_seed.hpp"

#include <cstdint>

namespace etsyorder::sandbox {

// `count` orders spread evenly over `span` before now; those of the last two weeks are mostly open.
[[nodiscard]] ShopSeed
generated_shop(std::size_t count, std::chrono::days span, std::uint64_t seed, base::Instant now);

// One order of 60 near-identical coasters, a guest's name each.
[[nodiscard]] ShopSeed wedding_shop(std::uint64_t seed, base::Instant now);

} // namespace etsyorder::sandbox
