// SPDX-License-Identifier: MIT
// Several tracking numbers that were pasted as one: "1Z... 1Z...", with a comma or a line's end
// between them, and one number with something else beside it: "LX473124829GB 20261122". Without a
// look they would become one number that nobody has. Used by read_tracking() alone.
#pragma once

#include "orders/tracking_number.hpp"

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace etsyorder::orders {

// Whose number capital letters and digits may be, the likeliest first.
using CandidatesOf = std::function<std::vector<TrackingCandidate>(std::string_view bare)>;

// A number that is written in groups is one.
[[nodiscard]] bool holds_several(std::string_view text, const CandidatesOf& candidates_of);

// The number of one carrier that stands in a text with other words beside it: with a right check
// digit, else with a wrong one. Empty: there is none, or all of the text is one number. `text`: no
// longer than two numbers.
[[nodiscard]] std::optional<TrackingCandidate> number_within(std::string_view text,
                                                             const CandidatesOf& candidates_of);

// Of addresses of carriers' pages.
[[nodiscard]] bool holds_several_addresses(std::string_view text);

} // namespace etsyorder::orders
