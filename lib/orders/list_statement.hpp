// SPDX-License-Identifier: MIT
// What OrderQueries::list_statement() leaves open: the values of the query in the filter.
#pragma once

#include "orders/order_queries.hpp"

#include <string_view>

namespace etsyorder::orders {

// `sql` is that of the statement. The condition must live until its last step().
void bind_query(db::Statement& rows, std::string_view sql, const OrderCondition& condition);

} // namespace etsyorder::orders
