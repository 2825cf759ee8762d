// SPDX-License-Identifier: MIT
// What could stand at the end of a query that is being typed.
#pragma once

#include "db/database.hpp"
#include "frame/complete.hpp"

#include <string>
#include <vector>

namespace etsyorder {

// Each with the whole text before it, as shells replace the whole word.
[[nodiscard]] std::vector<frame::Candidate> query_candidates(db::Database& database,
                                                             const std::string& start);

} // namespace etsyorder
