// SPDX-License-Identifier: MIT
// How findings look: a page for people with the places marked, rows for pipes and JSON.
#pragma once

#include "base/zone.hpp"
#include "frame/page.hpp"
#include "frame/table.hpp"
#include "lint/lint_orders.hpp"

#include <vector>

namespace etsyorder {

struct LintLook {
    int width = 80; // columns of the terminal
    base::Instant now{};
    const base::Zone* zone = nullptr; // the shop's; not null
    std::optional<std::string> name;  // of the order, where that is no number
};

// One order with what was found in it.
void add_findings(frame::Page& page,
                  const lint::LintOrder& order,
                  const std::vector<lint::OrderFinding>& found,
                  const LintLook& look);

[[nodiscard]] frame::Table empty_findings_table();
struct FindingFacts {
    std::optional<std::string> name; // as in LintLook
    bool stale = false; // what is known of the order is older than Etsy allows shown data to be
};
[[nodiscard]] std::vector<frame::Cell> findings_row(const lint::LintOrder& order,
                                                    const lint::OrderFinding& found,
                                                    const FindingFacts& facts);

[[nodiscard]] frame::Value code_value(const lint::CodeInfo& code);
[[nodiscard]] frame::Page code_page(const lint::CodeInfo& code, int width);

} // namespace etsyorder
