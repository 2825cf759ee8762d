// SPDX-License-Identifier: MIT
// What is wrong with a query, as the error a person sees: the query with a caret under the place.
#pragma once

#include "base/error.hpp"
#include "query/parse.hpp"

namespace etsyorder {

// Of kind usage, with its position.
[[nodiscard]] base::Error query_error(const query::Problem& problem);

} // namespace etsyorder
