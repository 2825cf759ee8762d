// SPDX-License-Identifier: MIT
#include "status/open_work.hpp"
#include "status/status_repository.hpp"

#include <set>
#include <string>
#include <vector>

namespace etsyorder::status {
namespace {

constexpr std::string_view kWork =
    "SELECT shop_id, order_id, item_id, pipeline, stage, quantity, ship_by_utc_s, is_held, "
    "listing_id, sku, is_changed FROM open_work";

std::optional<base::Instant> ship_by_of(const db::Statement& row) {
    const auto day = row.maybe_integer(6);
    return day ? std::optional(base::from_utc_seconds(*day)) : std::nullopt;
}

OpenPieces pieces_from(const db::Statement& row) {
    return {orders::ShopId{row.integer(0)},
            orders::OrderId{row.integer(1)},
            orders::ItemId{row.integer(2)},
            row.text(3),
            row.text(4),
            row.integer(5),
            ship_by_of(row),
            row.integer(7) != 0};
}

} // namespace

void each_pieces(const WorkItem& item, const std::function<void(const OpenPieces&)>& take) {
    for (const auto& pieces : item.pieces) {
        take({item.shop,
              item.order,
              item.item,
              item.pipeline,
              pieces.stage,
              pieces.quantity,
              item.ship_by,
              item.hold.has_value()});
    }
}

void each_open_pieces(db::Database& database,
                      std::optional<orders::ShopId> shop,
                      Placing& placing,
                      const std::function<void(const OpenPieces&)>& take) {
    std::set<orders::ItemId> changed;
    std::set<orders::OrderId> orders;
    auto rows = database.statement(shop ? std::string(kWork) + " WHERE shop_id = :shop"
                                        : std::string(kWork));
    if (shop) {
        rows.bind(":shop", shop->value());
    }
    while (rows.step()) {
        auto pieces = pieces_from(rows);
        if (rows.integer(10) != 0) {
            changed.insert(pieces.item);
            orders.insert(pieces.order);
            continue;
        }
        if (pieces.stage.empty()) {
            const auto& pipeline =
                placing.choose({pieces.order, rows.maybe_integer(8), rows.text(9)});
            pieces.pipeline = pipeline.name;
            pieces.stage = pipeline.stages.front().name;
        }
        take(pieces);
    }
    const std::vector<orders::OrderId> of_orders(orders.begin(), orders.end());
    for (auto& item : StatusRepository(database).items_of(of_orders)) {
        if (changed.contains(item.item)) {
            placing.place(item);
            each_pieces(item, take);
        }
    }
}

} // namespace etsyorder::status
