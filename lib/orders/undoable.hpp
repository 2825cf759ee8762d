// SPDX-License-Identifier: MIT
// UndoableKind: who knows how to read and write one kind of an act's steps. Each use case that
// records acts has one; a program hands those it knows to UndoActs.
#pragma once

#include "base/clock.hpp"
#include "db/database.hpp"
#include "orders/act_repository.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace etsyorder::orders {

class UndoableKind {
public:
    UndoableKind() = default;
    UndoableKind(const UndoableKind&) = delete;
    UndoableKind& operator=(const UndoableKind&) = delete;
    virtual ~UndoableKind() = default;

    [[nodiscard]] virtual std::string_view name() const = 0; // ActStep::kind

    // What stands there now, in the words of ActStep::before and after.
    [[nodiscard]] virtual std::optional<std::string> present(db::Database& database,
                                                             const ActStep& step) const = 0;

    // Writes `after` of each of these steps, which are all of one order, with the event that tells
    // of it. Inside the caller's unit of work.
    virtual void
    write(db::Database& database, std::span<const ActStep> steps, base::Instant now) const = 0;

    // The step in a seller's words: "+urgent", "note 2".
    [[nodiscard]] virtual std::string in_words(const ActStep& step) const = 0;
};

} // namespace etsyorder::orders
