// SPDX-License-Identifier: MIT
// What the query language can ask of orders (etsyorder-query(7)): the fields, and a parsed query as
// a condition on stored orders. Values are bound, never written into SQL.
#pragma once

#include "base/zone.hpp"
#include "query/parse.hpp"
#include "query/tree.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace etsyorder::db {
class Database;
class Statement;
} // namespace etsyorder::db

namespace etsyorder::orders {

[[nodiscard]] const query::Vocabulary& query_vocabulary();

// `first` counts, `end` does not; an empty end is open.
struct InstantRange {
    std::optional<base::Instant> first;
    std::optional<base::Instant> end;

    [[nodiscard]] bool is_unbounded() const { return !first && !end; }
};

// What a query says of an order, `o` in the SQL.
struct OrderCondition {
    std::string where; // of the parameters :q0, :q1, ...
    // Each gives the ids of a superset of the orders of the shop :shop from an index, newest or
    // not; empty: no index tells them.
    std::vector<std::string> candidates;
    std::vector<std::variant<std::int64_t, std::string>> values; // of the parameters

    // What must hold of every order that fits, so that the order of a list can stand on an index.
    InstantRange placed;
    InstantRange updated;
    InstantRange ship_by;
    std::optional<std::string> status;
    bool only_open = false;
    std::vector<std::string> tags; // that it names, wherever; for "did you mean"
    // It says itself whether open orders are meant or others too: by a state, a status, an order
    // number, or a day in the past. Otherwise it is about open orders, like a list without a query.
    bool names_state = false;
};

// The words of `stage:` in a query, each once; where they stand below a `-`, they are not told.
struct StageWord {
    std::string text;
    bool prefix = false; // a star stood behind it

    friend bool operator==(const StageWord&, const StageWord&) = default;
};
[[nodiscard]] std::vector<StageWord> stage_words(const query::Node& query);
[[nodiscard]] bool mentions_stage(const query::Node& query);

// Does every order that the query finds stand in a stage it names? Not where a branch of an `or`
// names none: "stage:cutting or tag:rush" finds orders by their tag alone, too.
[[nodiscard]] bool every_branch_names_stage(const query::Node& query);

// What finds orders by this word: of an `or` the sides that have it, with all that must hold beside
// them. Empty: nothing does.
[[nodiscard]] std::optional<query::Node> part_with(const query::Node& query, const StageWord& word);

// Where pieces stand is not known to this room: a query that mentions a stage asks this temporary
// table when it runs. Whoever runs it makes the table and fills it.
inline constexpr const char* kStageOrdersTable =
    "CREATE TEMPORARY TABLE IF NOT EXISTS stage_orders (stage TEXT NOT NULL, order_id INTEGER NOT "
    "NULL, PRIMARY KEY (stage, order_id)) WITHOUT ROWID";

// Days are those of the zone.
[[nodiscard]] OrderCondition
compile(const query::Node& query, base::Date today, const base::Zone& zone);

// Binds those of the values that the statement (of the text `sql`) has; they must live until
// step().
void bind_values(db::Statement& statement, std::string_view sql, const OrderCondition& condition);

// The function has_words that conditions call. Once a database.
void teach_words(db::Database& database);

} // namespace etsyorder::orders
