// SPDX-License-Identifier: MIT
// The use case "take back what a command did". What others have changed since is left alone and
// named. An undoing is an act too, so it can be undone.
#pragma once

#include "orders/act_repository.hpp"
#include "orders/undoable.hpp"

#include <functional>
#include <string>
#include <vector>

namespace etsyorder::orders {

enum class StepFate {
    undone,        // it is as before again
    already_so,    // it was as before
    changed_since, // it is neither as before nor as the act left it: left alone
    no_order,      // the order is no longer here
};
[[nodiscard]] std::string_view to_string(StepFate fate); // "undone", "already so", ...

struct UndoneStep {
    ActStep step; // as the act did it
    std::string words;
    StepFate fate = StepFate::already_so;
    ReceiptId receipt{0}; // 0: the order is no longer here
};

enum class UndoResult {
    undone,     // all of it is as before
    partly,     // and some was changed since and left alone
    already_so, // it was undone earlier, or everything is as before anyway
    refused,    // everything was changed since, or forgotten: nothing was done
};

struct Undoing {
    Act act;
    UndoResult result = UndoResult::already_so;
    std::vector<UndoneStep> steps; // empty when the act was undone earlier
    std::int64_t forgotten = 0;    // so many more steps were of persons forgotten since
};

class UndoActs {
public:
    // The kinds must outlive this.
    UndoActs(db::Database& database, std::vector<std::reference_wrapper<const UndoableKind>> kinds)
        : database_(&database), kinds_(std::move(kinds)) {}

    // What undo() would do; changes nothing.
    [[nodiscard]] Undoing plan(const Act& act) const;
    // One unit of work. Throws Error as db::UnitOfWork does.
    Undoing undo(ActId act, base::Instant now);

private:
    [[nodiscard]] const UndoableKind* kind_of(const ActStep& step) const;
    void write(const std::vector<UndoneStep>& steps, base::Instant now);

    db::Database* database_;
    std::vector<std::reference_wrapper<const UndoableKind>> kinds_;
};

} // namespace etsyorder::orders
