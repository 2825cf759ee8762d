// SPDX-License-Identifier: MIT
// The use cases "do not tell me this again" and "tell me again": one unit of work, one event for
// each silence that changed, and an act that can be undone. What already is so is left alone.
#pragma once

#include "db/database.hpp"
#include "lint/codes.hpp"
#include "lint/silence.hpp"
#include "orders/undoable.hpp"

#include <vector>

namespace etsyorder::lint {

struct Silenced {
    SilenceTarget target;
    std::string reason; // of the silence that is there afterwards, or was taken away
    bool changed = false;
};

// `reason` empty: the silence is taken away. `plan_` changes nothing.
struct SilenceChange {
    Code code{};
    std::vector<SilenceTarget> targets;
    std::string reason;
};
[[nodiscard]] std::vector<Silenced> plan_silence(db::Database& database,
                                                 const SilenceChange& change);
// Throws Error as db::UnitOfWork does.
std::vector<Silenced>
change_silence(db::Database& database, const SilenceChange& change, base::Instant now);

// The thing of a step is the code, for a listing with its number behind it ("emoji 1234"); before
// and after are reasons.
class SilenceKind final : public orders::UndoableKind {
public:
    static constexpr std::string_view kName = "silence";
    [[nodiscard]] std::string_view name() const override { return kName; }
    [[nodiscard]] std::optional<std::string> present(db::Database& database,
                                                     const orders::ActStep& step) const override;
    void write(db::Database& database,
               std::span<const orders::ActStep> steps,
               base::Instant now) const override;
    [[nodiscard]] std::string in_words(const orders::ActStep& step) const override;
};

} // namespace etsyorder::lint
