// SPDX-License-Identifier: MIT
// Every command, one row each, in two tables: those that only read and write what is stored, and
// all of them.
#pragma once

#include "frame/complete.hpp"
#include "frame/nouns.hpp"

#include <vector>

namespace etsyorder {

[[nodiscard]] const std::vector<frame::Noun>& offline_commands();
[[nodiscard]] const std::vector<frame::Noun>& commands(); // of etsyorder-online

// What stands in the store, for completions: "order", "shop", "tag" and "backup".
[[nodiscard]] std::vector<frame::Candidate>
live_values(frame::Services& services, std::string_view what, const std::string& start);

} // namespace etsyorder
