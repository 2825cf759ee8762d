// SPDX-License-Identifier: MIT
#include "status/item_rows.hpp"

#include "frame/relative.hpp"
#include "status/status_repository.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder {

using frame::Cell;
using frame::Tone;
using frame::Value;

void each_item(const ItemWords& words,
               StatusDesk& desk,
               frame::Services& services,
               db::Database& database,
               const std::function<void(status::WorkItem&&)>& take) {
    if (!words.names_any()) {
        const auto shop = chosen_shop(services, database);
        status::StatusRepository(database).open_items(shop, [&](status::WorkItem&& item) {
            desk.placing().place(item);
            take(std::move(item));
        });
        return;
    }
    const auto chosen = choose_items(words, desk, services, database);
    std::vector<status::ItemChoice> missing;
    auto items = status::chosen_items(database, chosen.items, desk.placing(), missing);
    if (!missing.empty()) {
        throw unknown_items(database, missing);
    }
    for (auto& item : items) {
        std::erase_if(item.pieces, [&](const auto& one) { return !chosen.stages.has(item, one); });
        if (!item.pieces.empty()) {
            take(std::move(item));
        }
    }
}

std::string hold_in_words(const status::WorkItem& item) {
    if (!item.hold) {
        return "";
    }
    const auto what = item.hold->is_block() ? fmt::format("waits for {}", item.hold->waits_for)
                                            : std::string("on hold");
    return item.hold->reason.empty() ? what : what + ": " + item.hold->reason;
}

Value hold_value(const status::WorkItem& item) {
    return !item.hold              ? Value()
           : item.hold->is_block() ? Value(item.hold->waits_for)
                                   : Value("hold");
}

Cell ship_by_cell(const status::WorkItem& item, const base::Zone& zone, base::Instant now) {
    constexpr int kSoonDays = 2;
    if (!item.ship_by) {
        return {nullptr, " "};
    }
    const auto left = base::days_between(zone.date(now), zone.date(*item.ship_by));
    const auto tone = !item.is_open       ? Tone::faint
                      : left < 0          ? Tone::bad
                      : left <= kSoonDays ? Tone::soon
                                          : Tone::plain;
    return {*item.ship_by,
            item.is_open ? frame::days_left_in_words(left)
                         : base::format_date(zone.date(*item.ship_by)),
            tone};
}

const status::Stage*
stage_of(const status::WorkItem& item, const std::string& stage, const status::Placing& placing) {
    const auto* const pipeline = placing.pipeline_of(item);
    const auto at = pipeline == nullptr ? std::nullopt : pipeline->stage(stage);
    return at ? &pipeline->stages[*at] : nullptr;
}

} // namespace etsyorder
