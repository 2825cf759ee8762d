// SPDX-License-Identifier: MIT
// Tracking numbers in addresses of carriers' pages, and the bare number within what was typed.
#pragma once

#include "orders/tracking_number.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::orders {

// Also without the spaces of Unicode that copying out of a page brings along.
[[nodiscard]] std::string_view without_space_around(std::string_view text);

// Begins like one: "https://", "www.".
[[nodiscard]] bool is_web_address(std::string_view text);

// Without what stands in front of a colon ("Tracking: 1Z...") or a "#" in front.
[[nodiscard]] std::string_view without_label(std::string_view text);

// In capital letters, without the label: what stands between spaces, dashes and dots.
[[nodiscard]] std::vector<std::string> groups_of(std::string_view text);

// Capital letters and digits alone: spaces, dashes and dots are left out, and what stands in front
// of a colon ("Tracking: 1Z..."). Empty: it has other characters.
[[nodiscard]] std::optional<std::string> bare_number(std::string_view text);

[[nodiscard]] base::Result<TrackingNumber, TrackingProblem>
read_address(std::string_view address, const ShippedBetween& between);

} // namespace etsyorder::orders
