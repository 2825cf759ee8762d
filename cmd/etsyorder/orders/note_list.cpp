// SPDX-License-Identifier: MIT
#include "orders/note_list.hpp"

#include "frame/relative.hpp"
#include "orders/order_cell.hpp"
#include "orders/order_repository.hpp"
#include "orders/shop_zones.hpp"

namespace etsyorder {
namespace {

using frame::Cell;
using frame::Value;

frame::Table empty_table() {
    return {.name = "notes",
            .columns = {{.field = "order", .heading = "order"},
                        {.field = "buyer", .heading = "buyer", .flexible = true},
                        {.field = "number", .heading = "note", .right = true},
                        {.field = "written_at", .heading = "written"},
                        {.field = "text", .heading = "text", .flexible = true},
                        {.field = "changed_at"}},
            .when_empty = "no notes"};
}

void add_notes(frame::Output::Rows& rows,
               const Cell& order,
               const std::string& buyer,
               const std::vector<orders::Note>& notes,
               const base::Zone& zone) {
    for (const auto& note : notes) {
        rows.add({order,
                  buyer,
                  note.number,
                  Cell(note.written_at, frame::local_time(note.written_at, zone)),
                  note.text,
                  note.changed_at});
    }
}

} // namespace

frame::ExitCode list_notes(const OrderChoice& choice, frame::Services& services) {
    services.output().require_fields(frame::field_names(empty_table()));
    auto& database = services.database_for_reading();
    const orders::NoteRepository notes(database);
    auto rows = services.output().rows(empty_table());
    std::vector<OrderReference> missing;
    const ShopZones zones(services, database);
    if (!choice.names_any()) {
        for (const auto& one : notes.of_open_orders(chosen_shop(services, database))) {
            add_notes(rows,
                      order_cell(database, one.order, one.receipt),
                      one.buyer_name,
                      notes.of_order(one.order),
                      zones.of(one.shop));
        }
    } else {
        auto chosen = select_orders(choice, WhenNoneNamed::refuse, services, database);
        for (const auto id : chosen.ids) {
            if (const auto order = orders::OrderRepository(database).load(id)) {
                add_notes(rows,
                          order_cell(database, id, order->receipt),
                          order->buyer_name,
                          notes.of_order(id),
                          zones.of(order->shop));
            }
        }
        missing = std::move(chosen.missing);
    }
    rows.end();
    if (!missing.empty()) {
        throw unknown_orders(database, missing);
    }
    return frame::ExitCode::done;
}

Value notes_value(const std::vector<orders::Note>& notes) {
    Value::List list;
    for (const auto& note : notes) {
        list.push_back(Value::object({{"number", note.number},
                                      {"text", note.text},
                                      {"written_at", note.written_at},
                                      {"changed_at", note.changed_at}}));
    }
    return Value::list(std::move(list));
}

} // namespace etsyorder
