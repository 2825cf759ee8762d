// SPDX-License-Identifier: MIT
// The use case "which orders would come out wrong": reads orders, applies the rules and the
// seller's silences. Changes nothing.
#pragma once

#include "lint/finding.hpp"
#include "lint/lint_queries.hpp"
#include "lint/silence.hpp"

#include <functional>

namespace etsyorder::lint {

struct OrderFinding {
    std::size_t item = 0; // of the order's items
    Finding finding;
    std::optional<Silence> silence; // empty: not silenced
};

enum class SilencedOnes { left_out, told };

struct LintOptions {
    LintScope scope;
    Severity least = Severity::hint;
    SilencedOnes silenced = SilencedOnes::left_out;
};

struct LintTotals {
    std::int64_t orders = 0; // looked at
    std::int64_t orders_with_findings = 0;
    std::int64_t errors = 0, warnings = 0, hints = 0; // those that are not silenced
    std::int64_t silenced = 0;

    [[nodiscard]] std::int64_t findings() const { return errors + warnings + hints; }
};

// Hands out the orders of which there is something to tell. Throws Error as db::Database and
// Linter do.
LintTotals
lint_orders(db::Database& database,
            const LintOptions& options,
            const std::function<void(const LintOrder&, const std::vector<OrderFinding>&)>& take);

} // namespace etsyorder::lint
