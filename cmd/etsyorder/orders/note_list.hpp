// SPDX-License-Identifier: MIT
// `orders note --list`, and notes as JSON (docs/json-output.md).
#pragma once

#include "frame/exit_code.hpp"
#include "frame/services.hpp"
#include "frame/value.hpp"
#include "orders/note_repository.hpp"
#include "orders/selection.hpp"

#include <string>
#include <vector>

namespace etsyorder {

// None chosen: the open ones that have notes.
frame::ExitCode list_notes(const OrderChoice& choice, frame::Services& services);

// For orders show: `number`, `text`, `written_at`, `changed_at`.
[[nodiscard]] frame::Value notes_value(const std::vector<orders::Note>& notes);

} // namespace etsyorder
