// SPDX-License-Identifier: MIT
// WorkItem: an item of an order as work: where its pieces stand, and what holds them up.
#pragma once

#include "orders/order.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::status {

// Some pieces of an item that stand in one stage.
struct PiecesAt {
    std::string stage;
    std::int64_t quantity = 0; // 1 and more; 0 only for an item of no pieces
    base::Instant since{};     // the last of them came there

    friend bool operator==(const PiecesAt&, const PiecesAt&) = default;
};

// Why an item is not to go on.
struct Hold {
    std::string waits_for; // empty: the seller put it on hold; else "buyer", "material", ...
    std::string reason;    // the seller's words; may be empty for a hold
    base::Instant since{};

    [[nodiscard]] bool is_block() const { return !waits_for.empty(); }
    friend bool operator==(const Hold&, const Hold&) = default;
};

// What a block may wait for.
[[nodiscard]] const std::vector<std::string>& things_to_wait_for();

struct WorkItem {
    orders::ShopId shop{0};
    orders::OrderId order{0};
    orders::ReceiptId receipt{0};
    orders::ItemId item{0};
    std::int64_t number = 0; // in its order, from 1, as `orders show` counts
    std::int64_t quantity = 0;
    std::string title;
    std::string sku;
    std::optional<std::int64_t> listing_id;
    std::string buyer_name;
    std::optional<base::Instant> ship_by;
    base::Instant placed_at{};
    bool is_told_shipped = false; // by `orders ship`, of a parcel at least; Etsy may not say so yet
    bool is_shipped = false;      // Etsy says so
    bool is_open = false;         // its order
    std::string pipeline;         // empty: it has none yet
    std::vector<PiecesAt> pieces; // by the name of the stage; empty: it has no stage yet
    bool untouched = false;       // nobody has moved it: where it stands follows from its pipeline
    std::optional<Hold> hold;

    [[nodiscard]] const PiecesAt* at(std::string_view stage) const; // null: no piece stands there
};

} // namespace etsyorder::status
