// SPDX-License-Identifier: MIT
// What belongs to an order of a local shop goes to the same order of Etsy's.
#include "events/event_log.hpp"
#include "orders/forget_repository.hpp"
#include "orders/local_shop_repository.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <charconv>

namespace etsyorder::orders {
namespace {

std::int64_t number_of(std::string_view text) {
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

// "note 1" of an event's changes becomes "note 4".
std::string with_later_notes(const std::string& data, std::int64_t by) {
    constexpr std::string_view kNote = "note ";
    auto said = nlohmann::ordered_json::parse(data, nullptr, false);
    if (!said.is_object() || !said.contains("changes") || !said["changes"].is_array()) {
        return data;
    }
    for (auto& change : said["changes"]) {
        if (!change.is_object() || !change.contains("field") || !change["field"].is_string()) {
            continue;
        }
        const auto field = change["field"].get<std::string>();
        if (field.starts_with(kNote)) {
            change["field"] = fmt::format("note {}", number_of(field.substr(kNote.size())) + by);
        }
    }
    return said.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string with_item(const std::string& data, std::int64_t item) {
    auto said = nlohmann::ordered_json::parse(data, nullptr, false);
    if (!said.is_object() || !said.contains("item")) {
        return data;
    }
    said["item"] = item;
    return said.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

} // namespace

void LocalShopRepository::move_belongings(const Order& from, const Order& to) {
    move_notes(from, to);
    move_parcels(from, to);
    move_file_rows(from, to);
    move_status(from, to);
    for (const auto* sql :
         {"INSERT INTO order_tags (shop_id, tag, order_id) SELECT :shop, t.tag, :to FROM "
          "order_tags t WHERE t.order_id = :from AND NOT EXISTS (SELECT 1 FROM order_tags o WHERE "
          "o.order_id = :to AND o.tag = t.tag)",
          "UPDATE act_steps SET order_id = :to, shop_id = :shop WHERE order_id = :from",
          "UPDATE letters SET order_id = :to, shop_id = :shop WHERE order_id = :from",
          "DELETE FROM outbox WHERE order_id = :from AND EXISTS (SELECT 1 FROM outbox o WHERE "
          "o.order_id = :to AND o.rule = outbox.rule AND o.occurrence = outbox.occurrence)",
          "UPDATE outbox SET order_id = :to, shop_id = :shop WHERE order_id = :from",
          "UPDATE lint_silences SET order_id = :to, shop_id = :shop WHERE order_id = :from AND NOT "
          "EXISTS (SELECT 1 FROM lint_silences o WHERE o.order_id = :to AND o.code = "
          "lint_silences.code)",
          "UPDATE order_names SET order_id = :to, shop_id = :shop WHERE order_id = :from AND NOT "
          "EXISTS (SELECT 1 FROM order_names o WHERE o.order_id = :to)",
          "DELETE FROM events WHERE order_id = :from AND name = 'order.placed'", // the other has it
          "UPDATE events SET order_id = :to, shop_id = :shop WHERE order_id = :from"}) {
        run(sql, from, to);
    }
}

void LocalShopRepository::move_notes(const Order& from, const Order& to) {
    std::int64_t behind = 0;
    {
        auto row = database_->statement(
            "SELECT coalesce(max(number), 0) FROM order_notes WHERE order_id = :to");
        row.bind(":to", to.id.value());
        behind = row.step() ? row.integer(0) : 0;
    }
    database_
        ->statement("UPDATE order_notes SET order_id = :to, shop_id = :shop, number = number + "
                    ":behind WHERE order_id = :from")
        .bind(":to", to.id.value())
        .bind(":shop", to.shop.value())
        .bind(":behind", behind)
        .bind(":from", from.id.value())
        .run();
    if (behind == 0) {
        return;
    }
    database_
        ->statement("UPDATE act_steps SET thing = CAST(CAST(thing AS INTEGER) + :behind AS TEXT) "
                    "WHERE order_id = :from AND kind = 'note'")
        .bind(":behind", behind)
        .bind(":from", from.id.value())
        .run();
    for (const auto& event : events::EventLog(*database_).of_order(from.id.value())) {
        if (event.name == "order.noted") {
            ForgetRepository(*database_)
                .replace_event_data(event.id, with_later_notes(event.data, behind));
        }
    }
}

// Of two of one tracking code the other order's stays.
void LocalShopRepository::move_parcels(const Order& from, const Order& to) {
    for (const auto* sql :
         {"DELETE FROM parcels WHERE order_id = :from AND tracking_code IN (SELECT p.tracking_code "
          "FROM parcels p WHERE p.order_id = :to)",
          "UPDATE parcels SET order_id = :to, shop_id = :shop, number = number + (SELECT "
          "coalesce(max(p.number), 0) FROM parcels p WHERE p.order_id = :to) WHERE order_id = "
          ":from"}) {
        run(sql, from, to);
    }
}

// Of two rows of the same thing the one imported later.
void LocalShopRepository::move_file_rows(const Order& from, const Order& to) {
    for (const auto* sql :
         {"DELETE FROM file_rows WHERE order_id = :to AND EXISTS (SELECT 1 FROM file_rows f WHERE "
          "f.order_id = :from AND f.kind = file_rows.kind AND f.transaction_id = "
          "file_rows.transaction_id AND f.imported_at_utc_s > file_rows.imported_at_utc_s)",
          "UPDATE file_rows SET order_id = :to, shop_id = :shop WHERE order_id = :from AND NOT "
          "EXISTS (SELECT 1 FROM file_rows f WHERE f.order_id = :to AND f.kind = file_rows.kind "
          "AND f.transaction_id = file_rows.transaction_id)"}) {
        run(sql, from, to);
    }
}

// Pieces of an item stand where they stood, unless somebody has moved those of its twin in the
// other order; so do its hold and its batch. An item has one twin, and no two have the same.
void LocalShopRepository::move_status(const Order& from, const Order& to) {
    const auto twin_of = [](std::string_view item) {
        return fmt::format(
            "(SELECT t.item_id FROM items f JOIN items t ON t.order_id = :to AND (t.transaction_id "
            "= f.transaction_id OR (t.position = f.position AND NOT EXISTS (SELECT 1 FROM items x "
            "WHERE x.order_id = :to AND x.transaction_id = f.transaction_id) AND NOT EXISTS "
            "(SELECT 1 "
            "FROM items y WHERE y.order_id = :from AND y.transaction_id = t.transaction_id))) "
            "WHERE "
            "f.item_id = {} LIMIT 1)",
            item);
    };
    for (const auto* table : {"item_stages", "item_holds", "item_batches", "status_updates"}) {
        const bool is_history = std::string_view(table) == "status_updates";
        const auto twin = twin_of(fmt::format("{}.item_id", table));
        run(fmt::format("UPDATE {0} SET item_id = {1}, order_id = :to, shop_id = :shop WHERE "
                        "order_id = :from AND {1} IS NOT NULL{2}",
                        table,
                        twin,
                        is_history ? ""
                                   : fmt::format(" AND NOT EXISTS (SELECT 1 FROM {} o WHERE "
                                                 "o.order_id = :to AND o.item_id = {})",
                                                 table,
                                                 twin)),
            from,
            to);
    }
    const auto told_of = twin_of("events.subject_id");
    run(fmt::format("UPDATE events SET subject_id = {0} WHERE order_id = :from AND name LIKE "
                    "'status.%' AND {0} IS NOT NULL",
                    told_of),
        from,
        to);
    for (const auto& event : events::EventLog(*database_).of_order(from.id.value())) {
        if (event.name.starts_with("status.") && event.subject_id) {
            ForgetRepository(*database_)
                .replace_event_data(event.id, with_item(event.data, *event.subject_id));
        }
    }
    // So that what was done can still be undone.
    const auto twin = twin_of("CAST(act_steps.thing AS INTEGER)");
    run(fmt::format("UPDATE act_steps SET thing = CAST({0} AS TEXT) WHERE order_id = :from AND "
                    "kind IN ('status', 'batch') AND {0} IS NOT NULL",
                    twin),
        from,
        to);
}

} // namespace etsyorder::orders
