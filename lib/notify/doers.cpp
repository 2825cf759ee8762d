// SPDX-License-Identifier: MIT
#include "notify/tell_due.hpp"
#include "orders/order_repository.hpp"
#include "orders/tag_orders.hpp"
#include "status/move_items.hpp"

namespace etsyorder::notify {
namespace {

std::string move_order(db::Database& database,
                       orders::OrderId order,
                       const std::string& stage,
                       const Rule& rule,
                       status::Placing& placing,
                       base::Instant now) {
    status::Move move;
    move.kind = status::Move::Kind::to;
    move.to = stage;
    move.told = {"rule", rule.name, ""};
    const std::vector<status::ItemChoice> items{{order, std::nullopt}};
    const auto plan = status::plan_moves(database, items, move, placing);
    for (const auto& one :
         status::move_items(database, items, move, placing, plan, false, now).items) {
        if (one.fate == status::Fate::refused) {
            return one.why;
        }
    }
    return {};
}

} // namespace

Doers doers_of(db::Database& database, templates::PlacingOf placing_of, base::Instant now) {
    Doers doers;
    doers.set_stage = [&database, placing_of = std::move(placing_of), now](
                          orders::OrderId order, const std::string& stage, const Rule& rule) {
        return move_order(database, order, stage, rule, placing_of(), now);
    };
    doers.add_tag = [&database, now](orders::OrderId order, const std::string& tag) {
        if (auto loaded = orders::OrderRepository(database).load(order)) {
            (void)orders::tag_orders(database, {std::move(*loaded)}, {{tag}, {}}, now);
        }
        return std::string();
    };
    return doers;
}

} // namespace etsyorder::notify
