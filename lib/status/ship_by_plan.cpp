// SPDX-License-Identifier: MIT
#include "status/ship_by_plan.hpp"

#include <algorithm>

namespace etsyorder::status {
namespace {

// The day on which so many business days of work must begin, so that the last of them is `end`. No
// work: `end` itself.
base::Date last_begin(base::Date end, int days, const base::BusinessDays& business) {
    if (days == 0) {
        return end;
    }
    const auto last = business.is_free(end) ? business.after(end, -1).value_or(end) : end;
    return days == 1 ? last : business.after(last, 1 - days).value_or(last);
}

base::Date day_before(base::Date day) {
    return std::chrono::sys_days{day} - std::chrono::days{1};
}

// Of the pieces furthest behind; empty: they stand in a stage that is not there any more.
std::optional<std::size_t> furthest_behind(const WorkItem& item, const Pipeline& pipeline) {
    std::optional<std::size_t> found;
    for (const auto& pieces : item.pieces) {
        const auto at = pipeline.stage(pieces.stage);
        if (at && (!found || *at < *found)) {
            found = at;
        }
    }
    return found;
}

void add_stages(ItemPlan& plan,
                const WorkItem& item,
                const Pipeline& pipeline,
                const Calendar& calendar) {
    const auto first = furthest_behind(item, pipeline);
    if (!first) {
        return;
    }
    for (auto at = *first; at < pipeline.stages.size(); ++at) {
        const auto& stage = pipeline.stages[at];
        int days = stage.days.value_or(0);
        if (at == *first) {
            const auto since = calendar.zone->date(item.at(stage.name)->since);
            const auto worked_until = // nobody works on what is held up
                item.hold ? std::min(calendar.today, calendar.zone->date(item.hold->since))
                          : calendar.today;
            // Worked from the day it came there until yesterday: on a Saturday the Friday is over.
            const auto worked = calendar.days->between(day_before(since), day_before(worked_until));
            days = std::max(0, days - std::max(0, worked));
        }
        plan.stages.push_back({stage.name, days, {}, stage.days.has_value()});
        plan.days_needed += days;
    }
    if (plan.ship_by) {
        int behind = plan.days_needed;
        for (auto& stage : plan.stages) {
            stage.last_begin = last_begin(*plan.ship_by, behind, *calendar.days);
            behind -= stage.days;
        }
    }
}

} // namespace

std::string_view to_string(Outlook outlook) {
    switch (outlook) {
    case Outlook::no_day:
        return "no day";
    case Outlook::fine:
        return "fine";
    case Outlook::will_be_late:
        return "will be late";
    case Outlook::late:
        break;
    }
    return "late";
}

ItemPlan plan_item(const WorkItem& item, const Pipeline* pipeline, const Calendar& calendar) {
    ItemPlan plan;
    const auto& business = *calendar.days;
    if (item.ship_by) {
        plan.ship_by = calendar.zone->date(*item.ship_by);
    }
    if (pipeline != nullptr) {
        add_stages(plan, item, *pipeline, calendar);
    }
    if (item.hold && item.hold->waits_for == "buyer") {
        const auto waited = business.between(calendar.zone->date(item.hold->since), calendar.today);
        if (waited > calendar.rules->buyer_wait_days) {
            plan.buyer_waited = waited;
        }
    }
    if (!plan.ship_by) {
        return plan;
    }
    const auto today = calendar.today;
    plan.days_left = business.between(today, *plan.ship_by) + (business.is_free(today) ? 0 : 1);
    if (*plan.ship_by < today) {
        plan.outlook = Outlook::late;
        plan.days_left = -business.between(*plan.ship_by, today);
        return plan;
    }
    plan.outlook = last_begin(*plan.ship_by, plan.days_needed, business) < today
                       ? Outlook::will_be_late
                       : Outlook::fine;
    // What is held up may take any time: then the date itself is what warns.
    plan.is_held_near =
        item.hold && business.between(today, *plan.ship_by) <= calendar.rules->warn_days;
    const bool may_slip = plan.outlook == Outlook::will_be_late || plan.is_held_near;
    if (may_slip && calendar.rules->extension_days > 0) {
        plan.extend_until = plan.ship_by;
        plan.extend_to = base::Date{std::chrono::sys_days{*plan.ship_by} +
                                    std::chrono::days{calendar.rules->extension_days}};
    }
    return plan;
}

} // namespace etsyorder::status
