// SPDX-License-Identifier: MIT
#include "notify/plan.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder::notify {
namespace {

bool is_one_of(const std::vector<std::string>& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
}

const LifeEvent* latest(const OrderLife& life, std::string_view name) {
    const auto found = std::find_if(life.events.rbegin(), life.events.rend(), [&](const auto& one) {
        return one.name == name;
    });
    return found == life.events.rend() ? nullptr : &*found;
}

class Planner {
public:
    Planner(const Rule& rule,
            const OrderLife& life,
            const ShopCalendar& calendar,
            std::int64_t since_event)
        : rule_(rule), life_(life), calendar_(calendar), since_event_(since_event) {}

    std::vector<Occurrence> plan() {
        if (const auto* const on = std::get_if<OnEvent>(&rule_.trigger)) {
            add_events(*on);
        } else if (const auto* const at = std::get_if<AtMoment>(&rule_.trigger)) {
            add_moment(at->moment);
        }
        std::ranges::stable_sort(all_, {}, &Occurrence::due);
        return std::move(all_);
    }

private:
    void add_events(const OnEvent& on) {
        for (const auto& event : life_.events) {
            const bool is_early = rule_.once && event.id <= since_event_;
            if (is_early || !is_one_of(on.names, event.name)) {
                continue;
            }
            Occurrence first;
            first.key = rule_.once ? "once" : fmt::format("event {}", event.id);
            first.due = after(event.occurred_at, rule_.after, calendar_);
            first.reason = event.name;
            first.reason_at = event.occurred_at;
            first.event_id = event.id;
            add(first);
            if (rule_.once) {
                return;
            }
        }
    }

    void add_moment(const Moment& moment) {
        const auto anchor = anchor_of(moment.anchor);
        if (!anchor) {
            return;
        }
        Occurrence first;
        // In UTC: another zone of the shop must not make another occurrence of it.
        const auto day = base::format_date(
            base::Date{std::chrono::floor<std::chrono::days>(anchor->occurred_at)});
        const auto name = to_string(moment.anchor);
        first.key = rule_.once ? "once" : fmt::format("{} {}", name, day);
        first.due =
            after(moment_from(moment, anchor->occurred_at, calendar_), rule_.after, calendar_);
        first.reason = name;
        first.reason_at = anchor->occurred_at;
        add(first);
    }

    // As an event without a number.
    std::optional<LifeEvent> anchor_of(Anchor anchor) const {
        const auto at = [](base::Instant instant) { return LifeEvent{0, {}, instant}; };
        if (anchor == Anchor::placed) {
            return at(life_.placed_at);
        }
        if (anchor == Anchor::ship_by) {
            const bool was_open = life_.is_open || latest(life_, "order.shipped") != nullptr ||
                                  latest(life_, "order.canceled") != nullptr;
            return was_open && life_.ship_by ? std::optional(at(*life_.ship_by)) : std::nullopt;
        }
        const auto* const event =
            latest(life_, anchor == Anchor::paid ? "order.paid" : "order.shipped");
        return event == nullptr ? std::nullopt : std::optional(at(event->occurred_at));
    }

    // `first` and its repeats.
    void add(const Occurrence& first) {
        const int times = rule_.repeat ? rule_.repeat->max : 1;
        auto due = first.due;
        for (int time = 1; time <= times; ++time) {
            auto one = first;
            if (time > 1) {
                due = after(due, rule_.repeat->every, calendar_);
                one.key += fmt::format(" #{}", time);
            }
            one.due = rule_.quiet ? out_of_quiet(due, *rule_.quiet, calendar_.zone) : due;
            one.expires = after(one.due, rule_.expires, calendar_);
            one.ended_by = end_before(one);
            all_.push_back(std::move(one));
        }
    }

    std::optional<std::string> end_before(const Occurrence& one) const {
        for (const auto& event : life_.events) {
            if (event.id > one.event_id && event.occurred_at <= one.due && ends(event.name)) {
                return event.name;
            }
        }
        return std::nullopt;
    }

    // Once it is shipped or canceled, nothing must be shipped by any day.
    bool ends(const std::string& name) const {
        const auto* const at = std::get_if<AtMoment>(&rule_.trigger);
        const bool is_ship_by = at != nullptr && at->moment.anchor == Anchor::ship_by;
        return is_one_of(rule_.until, name) ||
               (is_ship_by && (name == "order.shipped" || name == "order.canceled"));
    }

    const Rule& rule_;
    const OrderLife& life_;
    const ShopCalendar& calendar_;
    std::int64_t since_event_;
    std::vector<Occurrence> all_;
};

} // namespace

std::vector<Occurrence> occurrences(const Rule& rule,
                                    const OrderLife& life,
                                    const ShopCalendar& calendar,
                                    std::int64_t since_event) {
    return Planner(rule, life, calendar, since_event).plan();
}

Occurrence time_of(const Rule& rule, base::Instant time, const ShopCalendar& calendar) {
    Occurrence one;
    one.key = "time " + base::format_instant(time);
    one.reason = "time";
    one.reason_at = time;
    one.due = after(time, rule.after, calendar);
    if (rule.quiet) {
        one.due = out_of_quiet(one.due, *rule.quiet, calendar.zone);
    }
    one.expires = after(one.due, rule.expires, calendar);
    return one;
}

std::chrono::seconds looks_back(const Rule& rule) {
    auto span = most_time(rule.after) + most_time(rule.expires);
    if (const auto* const at = std::get_if<AtMoment>(&rule.trigger)) {
        span += most_time(at->moment.offset) + std::chrono::days{1}; // a time of the day
    }
    if (rule.repeat) {
        span += most_time(rule.repeat->every) * (rule.repeat->max - 1);
    }
    return rule.quiet ? span + std::chrono::days{1} : span;
}

} // namespace etsyorder::notify
