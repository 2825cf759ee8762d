// SPDX-License-Identifier: MIT
// The use case "would every letter come out whole": looks at each template, and renders it about
// each order it is for. Changes nothing.
#pragma once

#include "orders/order_queries.hpp"
#include "templates/letter.hpp"

#include <functional>
#include <string>
#include <vector>

namespace etsyorder::templates {

struct CheckFinding {
    enum class Kind {
        file,     // it cannot be read or used as a template; `problem` has no place in it
        syntax,   // what is written is no template
        unknown,  // a variable, filter or part that does not exist
        hole,     // a variable that has no value, of some orders
        refused,  // a value of the wrong kind, or a limit, after which the text is left alone
        attach,   // a file to attach is not there
        internal, // a letter to buyers prints a word that only the seller should read
    };
    Kind kind = Kind::syntax;
    std::string name;     // of the template; empty: of a file that is none
    std::string language; // of the text; empty: the base
    liquid::Problem problem;
    std::vector<orders::ReceiptId> orders; // of which it was found; empty: of the text itself
};
[[nodiscard]] std::string_view to_string(CheckFinding::Kind kind);

struct CheckTotals {
    std::int64_t templates = 0; // parts are not counted
    std::int64_t texts = 0;     // of all languages
    std::int64_t orders = 0;
    std::int64_t letters = 0;      // that came out whole
    std::vector<std::string> idle; // templates that were for none of the orders
};

struct CheckScope {
    std::vector<std::string> names; // of templates; empty: all
    std::vector<orders::OrderId> orders;
};

struct CheckResult {
    std::vector<CheckFinding> findings; // by template, then by place
    CheckTotals totals;
};

// Throws Error as db::Database does; what PlacingOf throws of wrong stages is a finding. `progress`
// is told after each order how many are done.
[[nodiscard]] CheckResult check_templates(const Library& library,
                                          Facts& facts,
                                          const CheckScope& scope,
                                          const std::function<void(std::size_t)>& progress);

// Stands for an answer that nobody gave: the example, else something of its type.
[[nodiscard]] liquid::Value
sample_of(const Asked& asked, base::Instant now, const base::Zone& zone);

// Is there such a fact: "order.name", "items[].title"? What stands in a list is not looked at.
[[nodiscard]] bool is_fact(std::string_view path);
[[nodiscard]] std::string nearest_fact(std::string_view path); // empty: none is near
// Is it one that no letter to a buyer should print: "status.stage"?
[[nodiscard]] bool is_internal_fact(std::string_view path);
// Has it facts of its own, as "order", "items" and "order.address" have?
[[nodiscard]] bool has_facts_below(std::string_view path);

} // namespace etsyorder::templates
