// SPDX-License-Identifier: MIT
// Shop files: a seller's own shop as YAML, and one order as JSON at the control door. Both have the
// same shape, described in etsyorder-sandbox(1). The built-in small and wedding shops are written
// in it too.
#pragma once

#include "sandbox/shop_seed.hpp"

#include <nlohmann/json_fwd.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace etsyorder::sandbox {

// `name` is what errors call the text: a path, or "the built-in shop". Throws Error of kind usage
// that names the place ("orders[2].items[0].listing") and the reason.
[[nodiscard]] ShopSeed read_shop(std::string_view yaml, const std::string& name, base::Instant now);
[[nodiscard]] std::vector<Listing>
read_listings(std::string_view yaml, const std::string& name, base::Instant now);

// One order; `index` is its future place in the store. Throws Error of kind usage.
[[nodiscard]] Order read_order(const nlohmann::json& node,
                               const std::string& place,
                               const ShopInfo& shop,
                               const std::vector<Listing>& listings,
                               std::size_t index,
                               base::Instant now);

// "3d", "-2h", "90m", "45s", "1w". Empty: no span.
[[nodiscard]] std::optional<std::chrono::seconds> parse_span(std::string_view text);

} // namespace etsyorder::sandbox
