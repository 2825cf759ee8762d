// SPDX-License-Identifier: MIT
// The use case "a file of another shop": orders out of its rows are merged with what is known, as
// those of Etsy's downloads are.
#pragma once

#include "imports/import_orders.hpp"
#include "imports/mapped_orders.hpp"

#include <vector>

namespace etsyorder::imports {

// Commits some hundred orders at a time. Of an order whose items Etsy numbers, items without
// numbers of their own are its items once more (imports/stand_ins.hpp): they fill what Etsy's files
// leave open. A name that leads to the number of another order is refused.
void import_mapped(db::Database& database,
                   std::vector<MappedOrder> orders,
                   const ImportOptions& options,
                   ImportListener& listener);

} // namespace etsyorder::imports
