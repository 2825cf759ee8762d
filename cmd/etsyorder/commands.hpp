// SPDX-License-Identifier: MIT
// Every command of the program, one row each.
#pragma once

#include "frame/complete.hpp"
#include "frame/nouns.hpp"

#include <vector>

namespace etsyorder {

[[nodiscard]] const std::vector<frame::Noun>& commands();

// What stands in the store, for completions: "order", "shop" and "tag".
[[nodiscard]] std::vector<frame::Candidate>
live_values(frame::Services& services, std::string_view what, const std::string& start);

} // namespace etsyorder
