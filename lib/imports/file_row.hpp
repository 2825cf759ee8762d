// SPDX-License-Identifier: MIT
// One row of a download in our words.
#pragma once

#include "base/result.hpp"
#include "base/zone.hpp"
#include "imports/cells.hpp"
#include "imports/header.hpp"
#include "orders/received_order.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::imports {

// Of a row of items the order has that one item.
struct ReadRow {
    orders::FileKind kind = orders::FileKind::sold_items;
    orders::ReceivedOrder order;
    std::string full_name; // of the buyer; the order's name is whom it is sent to
    std::optional<base::Instant> shipped;
    std::optional<base::Instant> paid;
    bool tells_shipping = false, tells_payment = false; // the file has such columns
    std::string note; // what the seller should know of a row that goes in; empty: nothing

    [[nodiscard]] orders::TransactionId transaction() const {
        return order.items && !order.items->empty() ? order.items->front().transaction
                                                    : orders::TransactionId{0};
    }
};

// Of a file that is read for the first time: what may not come in, where it may stay once it is
// here.
struct Gate {
    base::Instant now{};
    std::uint64_t line = 0;       // of the row that is read
    std::uint64_t mixed_line = 0; // the first with a date of the other order; 0: none so far
};

constexpr std::int64_t kMostPieces = 1'000'000; // of an item: more is a mistake

struct RowRules {
    const base::Zone* zone = nullptr; // whose days the file has; must outlive the reading
    DateOrder dates = DateOrder::month_first;
    std::string currency = {}; // of amounts in a file without a column for it; empty: not known
    Gate* gate = nullptr;      // empty: the row was let in before
};

// Or why the row cannot be used, a sentence without a full stop that names the column.
[[nodiscard]] base::Result<ReadRow, std::string>
read_row(const Header& header, std::span<const std::string_view> row, const RowRules& rules);

} // namespace etsyorder::imports
