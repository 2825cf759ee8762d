// SPDX-License-Identifier: MIT
// Stand-ins: items of a file of another shop that have no numbers of their own and got 1, 2, ...
// Such a file may be a seller's own spreadsheet of Etsy's orders, whose items Etsy numbers: then
// each stands for one of Etsy's, and is no item beside it. Which for which is told by the title;
// among items of one title by the words of the buyer, and never by their places.
#pragma once

#include "imports/mapped_orders.hpp"
#include "orders/file_row_repository.hpp"

#include <string>
#include <vector>

namespace etsyorder::imports {

// Among the rows kept of an order.
[[nodiscard]] std::vector<orders::TransactionId>
stand_ins_among(const orders::FileRowRepository& repository,
                const std::vector<orders::FileRow>& rows);

// Etsy's items come after stand-ins: what those say beyond them is added to `said`, and they are to
// be marked removed; those that are already may be of an item that comes now. What the seller
// should know, a sentence without a full stop each: stand-ins that are none of Etsy's items, and
// words that are others.
[[nodiscard]] std::vector<std::string> take_over(orders::ReceivedOrder& said,
                                                 const std::vector<orders::Item>& stand_ins);

// Who numbered the items that are known: Etsy's files, to which another file may add words, or its
// API, which knows what the buyer wrote and what not.
enum class NumberedBy { files, etsy };

// Stand-ins come after Etsy's items: of each is left in `order`, with the number of Etsy's item,
// what it adds to that. Those that are none of Etsy's items go. What the seller should know, as
// above.
[[nodiscard]] std::vector<std::string>
fit_in(MappedOrder& order, const std::vector<orders::Item>& known, NumberedBy numbered_by);

} // namespace etsyorder::imports
