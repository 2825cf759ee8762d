// SPDX-License-Identifier: MIT
// The ship-by guardian: counts back from the day an item must ship through the usual durations of
// its stages. Pure: the day it is, holidays and pipelines are handed in.
#pragma once

#include "base/business_days.hpp"
#include "base/zone.hpp"
#include "status/pipeline.hpp"
#include "status/work_item.hpp"

#include <optional>
#include <string>
#include <vector>

namespace etsyorder::status {

// A stage that is still to be done.
struct StagePlan {
    std::string stage;
    int days = 0;            // business days it still takes; of the present one what is left
    base::Date last_begin{}; // on that day at the latest, or the item is late
    bool is_known = true;    // false: the pipeline does not say how long it takes
};

enum class Outlook {
    no_day,       // Etsy names no day
    fine,         // it can be made in time
    will_be_late, // what is left takes longer than there is time
    late,         // its day has passed
};
[[nodiscard]] std::string_view to_string(Outlook outlook); // "fine", "will be late", ...

struct ItemPlan {
    Outlook outlook = Outlook::no_day;
    std::optional<base::Date> ship_by;
    int days_needed = 0;           // business days that are still to be worked
    int days_left = 0;             // business days from today to ship_by, both included; negative:
                                   // so many have begun since then
    std::vector<StagePlan> stages; // of the pieces furthest behind, the present one first
    // It should be asked of Etsy now: `extend_until` is the last day on which that is possible,
    // `extend_to` the last day to which. Both empty: no need, or it is too late.
    std::optional<base::Date> extend_until;
    std::optional<base::Date> extend_to;
    std::optional<int> buyer_waited; // business days; set: longer than they should
    bool is_held_near = false;       // it is held up, and its day is near
};

struct Calendar {
    base::Date today;
    const base::Zone* zone = nullptr; // of the shop; must outlive the call
    const ShipByRules* rules = nullptr;
    const base::BusinessDays* days = nullptr;
};

// `pipeline` null: it is not there any more; then nothing is known of its stages.
[[nodiscard]] ItemPlan
plan_item(const WorkItem& item, const Pipeline* pipeline, const Calendar& calendar);

} // namespace etsyorder::status
