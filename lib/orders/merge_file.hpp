// SPDX-License-Identifier: MIT
// Pure rules for what a file says of an order. A file is worse than Etsy: it has days for moments
// and lacks most of what Etsy says, so it fills gaps and replaces nothing. In whichever order the
// two come, the order is the same in the end.
#pragma once

#include "orders/order.hpp"
#include "orders/received_order.hpp"

namespace etsyorder::orders {

// Of an order that Etsy never told of: what files say replaces what files said, but nothing full
// with nothing, and no closed state (completed, canceled, refunded) with an earlier one. Items that
// are not named stay. `file` is what all files together say.
void merge_file(Order& order, const ReceivedOrder& file, base::Instant now);

// Of an order that Etsy told of: what is absent is taken from files, of an address only where what
// is known of it is the same place. Items that Etsy does not name
// are added as removed, as they would be had the file come first.
void fill_from_file(Order& order, const ReceivedOrder& file, base::Instant now);

// After Etsy's word was merged over an order that files had told of: what Etsy leaves empty stays
// as it was, amounts in another currency than Etsy's go, and so does an address of another place.
void keep_words_of_file(Order& order, const Order& before, const ReceivedOrder& etsy);

} // namespace etsyorder::orders
