// SPDX-License-Identifier: MIT
// What `status set`, `advance` and `back` have in common: flags, the move, and how it is told.
#pragma once

#include "frame/command.hpp"
#include "status/desk.hpp"
#include "status/item_choice.hpp"

#include <optional>
#include <string>
#include <vector>

namespace etsyorder {

struct MoveArgs {
    ItemWords items;
    std::optional<std::string> from;
    std::optional<std::string> if_stage;
    std::optional<int> quantity;
    std::optional<std::string> reason;
    std::optional<std::string> by;
    bool anyway = false;
    bool keep_going = false;
    bool each = false; // lines of standard input one by one, as they come
    bool dry_run = false;
};

void add_move_flags(frame::Command& verb, MoveArgs& args);

// Who a status update comes from: --by, else ETSYORDER_BY, else nobody is named. Throws Error of
// kind usage for what is no text, or too long.
[[nodiscard]] status::Told told_by(const std::optional<std::string>& by,
                                   const std::optional<std::string>& reason,
                                   frame::Services& services);

// Throws Error of kind usage for --anyway without a reason.
void check_anyway(bool anyway, const std::optional<std::string>& reason);

[[nodiscard]] std::vector<std::string> fields_of_moves();

// `to`: a stage; empty: on or back by one. Throws Error of kind conflict where something is
// refused; then nothing was changed, or with --keep-going everything else was.
[[nodiscard]] frame::ExitCode run_move(const MoveArgs& args,
                                       status::Move::Kind kind,
                                       const std::string& to,
                                       frame::Services& services);

} // namespace etsyorder
