// SPDX-License-Identifier: MIT
// OpenWork: where the pieces of all open orders stand, for who counts them: the board, and queries
// of a stage. It reads one small table, and so costs a fraction of StatusRepository::open_items().
#pragma once

#include "status/place_items.hpp"

#include <functional>
#include <optional>
#include <string_view>

namespace etsyorder::status {

// Some pieces of an item that stand in one stage. Its texts live until it is handed back.
struct OpenPieces {
    orders::ShopId shop{0};
    orders::OrderId order{0};
    orders::ItemId item{0};
    std::string_view pipeline;
    std::string_view stage;
    std::int64_t quantity = 0;
    std::optional<base::Instant> ship_by;
    bool is_held = false;
};

// Those of an item that was placed.
void each_pieces(const WorkItem& item, const std::function<void(const OpenPieces&)>& take);

// Each stage of each item that is to be made, of one shop or of all, in no order that means
// anything. What nobody has moved, or has more or fewer pieces now, is placed as everywhere.
void each_open_pieces(db::Database& database,
                      std::optional<orders::ShopId> shop,
                      Placing& placing,
                      const std::function<void(const OpenPieces&)>& take);

} // namespace etsyorder::status
