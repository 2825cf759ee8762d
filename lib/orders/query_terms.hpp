// SPDX-License-Identifier: MIT
// One term of a query about orders as SQL. Used by compile() alone.
#pragma once

#include "orders/order_query.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace etsyorder::orders {

// The rows of query_vocabulary(), in its order.
enum class QueryField : std::size_t {
    order,
    buyer,
    tag,
    status,
    due,
    placed,
    updated,
    total,
    item,
    sku,
    listing,
    text,
    option,
    message,
    country,
    shop,
    quantity,
    stage,
    is,
    has,
};

// The parameters of one condition while it is made.
class Parameters {
public:
    explicit Parameters(OrderCondition& condition) : values_(condition.values) {}

    [[nodiscard]] std::string add(std::int64_t value);
    [[nodiscard]] std::string add(std::string text);

private:
    std::vector<std::variant<std::int64_t, std::string>>& values_;
};

struct Today {
    base::Date date;
    const base::Zone& zone;
};

[[nodiscard]] inline QueryField field_of(const query::Node& term) {
    return static_cast<QueryField>(*term.field);
}

// `column` lies in the range, and equals the text or begins with it.
[[nodiscard]] std::string
in_range(std::string_view column, const query::NumberRange& range, Parameters& parameters);
[[nodiscard]] std::string
equals(std::string_view column, const std::string& text, bool prefix, Parameters& parameters);

// Of a term of QueryField::order: a name is the number that follows from it.
[[nodiscard]] query::NumberRange receipts_of(const query::Node& term);

[[nodiscard]] InstantRange instants(const query::DayRange& range, const Today& today);

// A condition on `o` that is true or false, never null, and that no index is chosen for.
[[nodiscard]] std::string
term_condition(const query::Node& term, const Today& today, Parameters& parameters);

// The parts of it that are about amounts, states and belongings.
[[nodiscard]] std::string total_condition(const query::MoneyRange& money, Parameters& parameters);
[[nodiscard]] std::string
state_condition(std::string_view word, const Today& today, Parameters& parameters);
[[nodiscard]] std::string belonging_condition(std::string_view word);

// Each gives the ids of a superset of the orders of :shop for which the term holds, from an index;
// empty: no index tells them.
[[nodiscard]] std::vector<std::string> term_candidates(const query::Node& term,
                                                       Parameters& parameters);
[[nodiscard]] std::string total_candidates(const query::MoneyRange& money, Parameters& parameters);

// OrderCondition::names_state, of one term.
[[nodiscard]] bool names_state(const query::Node& term);

// As the store writes it: "Cancelled" is "canceled", "partially-refunded" has a blank.
[[nodiscard]] std::string stored_status(std::string_view asked);

} // namespace etsyorder::orders
