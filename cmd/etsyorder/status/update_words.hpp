// SPDX-License-Identifier: MIT
// A line of the history in a seller's words.
#pragma once

#include "status/status_repository.hpp"

#include <string>

namespace etsyorder {

// "moved", "put on hold", "blocked", "resumed", "pipeline changed", "taken back"
[[nodiscard]] inline std::string update_in_words(const status::StatusUpdate& update) {
    return update.kind == "held"       ? "put on hold"
           : update.kind == "migrated" ? "pipeline changed"
           : update.kind == "undone"   ? "taken back"
                                       : update.kind;
}

} // namespace etsyorder
