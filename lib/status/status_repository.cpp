// SPDX-License-Identifier: MIT
#include "status/status_repository.hpp"

#include "events/event_log.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace etsyorder::status {
namespace {

using base::from_utc_seconds;
using base::utc_seconds;

// A number counts the items that `orders show` counts: those taken off keep theirs.
constexpr std::string_view kColumns =
    "SELECT o.shop_id, o.order_id, o.receipt_id, i.item_id, i.position, i.quantity, i.title, "
    "i.sku, "
    "i.listing_id, o.buyer_name, o.ship_by_utc_s, o.placed_at_utc_s, o.is_open, s.stage, "
    "s.pipeline, s.quantity, s.since_utc_s, h.waits_for, h.reason, h.since_utc_s, EXISTS "
    "(SELECT 1 FROM parcels p WHERE p.order_id = o.order_id AND p.state IN ('sent', 'by_hand')), "
    "o.is_shipped FROM ";
constexpr std::string_view kJoins =
    " CROSS JOIN items i ON i.order_id = o.order_id LEFT JOIN item_stages s ON s.item_id = "
    "i.item_id "
    "LEFT JOIN item_holds h ON h.item_id = i.item_id WHERE i.removed_at_utc_s IS NULL AND "
    "i.is_digital = 0 ";

WorkItem item_from(const db::Statement& row) {
    WorkItem item;
    item.shop = orders::ShopId{row.integer(0)};
    item.order = orders::OrderId{row.integer(1)};
    item.receipt = orders::ReceiptId{row.integer(2)};
    item.item = orders::ItemId{row.integer(3)};
    item.number = row.integer(4) + 1;
    item.quantity = row.integer(5);
    item.title = row.text(6);
    item.sku = row.text(7);
    item.listing_id = row.maybe_integer(8);
    item.buyer_name = row.text(9);
    if (const auto day = row.maybe_integer(10)) {
        item.ship_by = from_utc_seconds(*day);
    }
    item.placed_at = from_utc_seconds(row.integer(11));
    item.is_open = row.integer(12) != 0;
    item.is_told_shipped = row.integer(20) != 0;
    item.is_shipped = row.integer(21) != 0;
    item.pipeline = row.text(14);
    if (!row.is_null(17)) {
        item.hold = Hold{row.string(17), row.string(18), from_utc_seconds(row.integer(19))};
    }
    return item;
}

// The rows of one item follow each other: one for each stage in which it has pieces.
void hand_out(db::Statement& rows, const StatusRepository::Take& take) {
    std::optional<WorkItem> item;
    while (rows.step()) {
        if (!item || item->item.value() != rows.integer(3)) {
            if (item) {
                take(std::move(*item));
            }
            item = item_from(rows);
        }
        if (!rows.is_null(13)) {
            item->pieces.push_back(
                {rows.string(13), rows.integer(15), from_utc_seconds(rows.integer(16))});
        }
    }
    if (item) {
        take(std::move(*item));
    }
}

std::string event_data(const StatusUpdate& update) {
    nlohmann::ordered_json data{{"item", update.item.value()},
                                {"pipeline", update.pipeline},
                                {"from", update.from},
                                {"to", update.to},
                                {"quantity", update.quantity}};
    if (!update.by_whom.empty()) {
        data["by"] = update.by_whom;
    }
    if (!update.reason.empty()) {
        data["reason"] = update.reason;
    }
    return data.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

} // namespace

void StatusRepository::open_items(std::optional<orders::ShopId> shop, const Take& take) const {
    std::string sql(kColumns);
    sql += "orders o";
    sql += kJoins;
    sql += "AND o.is_open = 1 ";
    sql += shop ? "AND o.shop_id = :shop " : "";
    sql += "ORDER BY o.ship_by_utc_s IS NULL, o.ship_by_utc_s, o.order_id, i.position, s.stage";
    auto rows = database_->statement(sql);
    if (shop) {
        rows.bind(":shop", shop->value());
    }
    hand_out(rows, take);
}

std::vector<WorkItem> StatusRepository::items_of(std::span<const orders::OrderId> orders) const {
    std::string sql(kColumns);
    sql += "orders o";
    sql += kJoins;
    sql += "AND o.order_id = :order ORDER BY i.position, s.stage";
    auto rows = database_->statement(sql);
    std::vector<WorkItem> all;
    for (const auto order : orders) {
        rows.bind(":order", order.value());
        hand_out(rows, [&](WorkItem&& item) { all.push_back(std::move(item)); });
        rows.reset();
    }
    return all;
}

void StatusRepository::store_pieces(const WorkItem& item) const {
    auto gone = database_->statement("DELETE FROM item_stages WHERE item_id = :item");
    gone.bind(":item", item.item.value()).run();
    auto insert =
        database_->statement("INSERT INTO item_stages (shop_id, order_id, item_id, stage, "
                             "pipeline, quantity, since_utc_s) "
                             "VALUES (:shop, :order, :item, :stage, :pipeline, :quantity, :since)");
    for (const auto& pieces : item.pieces) {
        insert.bind(":shop", item.shop.value())
            .bind(":order", item.order.value())
            .bind(":item", item.item.value())
            .bind(":stage", pieces.stage)
            .bind(":pipeline", item.pipeline)
            .bind(":quantity", pieces.quantity)
            .bind(":since", utc_seconds(pieces.since))
            .run();
    }
}

void StatusRepository::store_hold(const WorkItem& item) const {
    auto gone = database_->statement("DELETE FROM item_holds WHERE item_id = :item");
    gone.bind(":item", item.item.value()).run();
    if (item.hold) {
        auto insert = database_->statement(
            "INSERT INTO item_holds (shop_id, order_id, item_id, waits_for, reason, since_utc_s) "
            "VALUES (:shop, :order, :item, :waits, :reason, :since)");
        insert.bind(":shop", item.shop.value())
            .bind(":order", item.order.value())
            .bind(":item", item.item.value())
            .bind(":waits", item.hold->waits_for)
            .bind(":reason", item.hold->reason)
            .bind(":since", utc_seconds(item.hold->since))
            .run();
    }
}

void StatusRepository::append(const StatusUpdate& update) const {
    auto insert = database_->statement(
        "INSERT INTO status_updates (shop_id, order_id, item_id, kind, pipeline, from_stage, "
        "to_stage, quantity, source, by_whom, reason, at_utc_s) VALUES (:shop, :order, :item, "
        ":kind, "
        ":pipeline, :from, :to, :quantity, :source, :by, :reason, :at)");
    insert.bind(":shop", update.shop.value())
        .bind(":order", update.order.value())
        .bind(":item", update.item.value())
        .bind(":kind", update.kind)
        .bind(":pipeline", update.pipeline)
        .bind(":from", update.from)
        .bind(":to", update.to)
        .bind(":quantity", update.quantity)
        .bind(":source", update.source)
        .bind(":by", update.by_whom)
        .bind(":reason", update.reason)
        .bind(":at", utc_seconds(update.at))
        .run();
    events::EventLog(*database_)
        .append({0,
                 update.shop.value(),
                 "status." + update.kind,
                 update.order.value(),
                 update.item.value(),
                 update.at,
                 update.at,
                 update.source,
                 event_data(update)});
}

std::vector<StatusUpdate> StatusRepository::history(orders::OrderId order) const {
    auto rows = database_->statement(
        "SELECT update_id, shop_id, item_id, kind, pipeline, from_stage, to_stage, quantity, "
        "source, "
        "by_whom, reason, at_utc_s FROM status_updates WHERE order_id = :order ORDER BY update_id");
    rows.bind(":order", order.value());
    std::vector<StatusUpdate> all;
    while (rows.step()) {
        all.push_back({rows.integer(0),
                       orders::ShopId{rows.integer(1)},
                       order,
                       orders::ItemId{rows.integer(2)},
                       rows.string(3),
                       rows.string(4),
                       rows.string(5),
                       rows.string(6),
                       rows.integer(7),
                       rows.string(8),
                       rows.string(9),
                       rows.string(10),
                       from_utc_seconds(rows.integer(11))});
    }
    return all;
}

std::vector<std::string> StatusRepository::stages_in_use() const {
    auto rows = database_->statement(
        "SELECT DISTINCT s.stage FROM item_stages s JOIN orders o ON o.order_id = s.order_id WHERE "
        "o.is_open = 1 ORDER BY s.stage");
    std::vector<std::string> all;
    while (rows.step()) {
        all.push_back(rows.string(0));
    }
    return all;
}

} // namespace etsyorder::status
