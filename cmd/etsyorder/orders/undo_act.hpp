// SPDX-License-Identifier: MIT
// Takes an act back and tells how it went: for every verb `undo`.
#pragma once

#include "frame/exit_code.hpp"
#include "frame/services.hpp"
#include "orders/act_repository.hpp"

#include <string>
#include <vector>

namespace etsyorder {

[[nodiscard]] std::vector<std::string> fields_of_undoing();

// `dry_run`: changes nothing. Throws Error of kind conflict when all of it was changed since.
frame::ExitCode
undo_act(const orders::Act& act, bool dry_run, frame::Services& services, db::Database& database);

} // namespace etsyorder
