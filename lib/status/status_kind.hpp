// SPDX-License-Identifier: MIT
// How the stages and the hold of an item are kept in an act, so that it can be undone.
#pragma once

#include "orders/undoable.hpp"
#include "status/work_item.hpp"

namespace etsyorder::status {

// The thing of a step is our number of the item; before and after are stored_state().
class StatusKind final : public orders::UndoableKind {
public:
    static constexpr std::string_view kName = "status";
    [[nodiscard]] std::string_view name() const override { return kName; }
    [[nodiscard]] std::optional<std::string> present(db::Database& database,
                                                     const orders::ActStep& step) const override;
    void write(db::Database& database,
               std::span<const orders::ActStep> steps,
               base::Instant now) const override;
    [[nodiscard]] std::string in_words(const orders::ActStep& step) const override;
};

// As JSON; empty: nobody has touched it.
[[nodiscard]] std::optional<std::string> stored_state(const WorkItem& item);

// The step of an act that has changed it.
[[nodiscard]] orders::ActStep
step_of(const WorkItem& item, std::optional<std::string> before, std::optional<std::string> after);

} // namespace etsyorder::status
