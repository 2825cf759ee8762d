// SPDX-License-Identifier: MIT
#include "notify/plan_cursor.hpp"

namespace etsyorder::notify {

std::optional<PlanPlace> PlanCursor::load() const {
    auto row = database_->statement("SELECT event_id, settings FROM rule_plans WHERE shop_id = 0");
    return row.step() ? std::optional(PlanPlace{row.integer(0), row.string(1)}) : std::nullopt;
}

void PlanCursor::store(const PlanPlace& place) {
    database_
        ->statement("INSERT INTO rule_plans (shop_id, event_id, settings) VALUES (0, :event, "
                    ":settings) ON CONFLICT (shop_id) DO UPDATE SET event_id = :event, settings = "
                    ":settings")
        .bind(":event", place.event)
        .bind(":settings", place.settings)
        .run();
}

} // namespace etsyorder::notify
