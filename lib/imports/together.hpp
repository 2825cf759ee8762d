// SPDX-License-Identifier: MIT
// What all rows of an order say together. Pure.
#pragma once

#include "imports/file_row.hpp"

#include <vector>

namespace etsyorder::imports {

// Did the download of `known` surely come after that of `other`? A row only ever gains dates, and a
// closed order stays closed. A column that the other file does not have proves nothing.
[[nodiscard]] bool is_newer(const ReadRow& known, const ReadRow& other);

// The rows of one order, at least one, in any order; of each kind and transaction one. Amounts of
// the whole order, which stand on each of its rows, are taken once.
[[nodiscard]] orders::ReceivedOrder together(std::vector<ReadRow> rows);

} // namespace etsyorder::imports
