// SPDX-License-Identifier: MIT
#include "notify/keep_plan.hpp"

#include "events/event_log.hpp"
#include "events/event_queries.hpp"
#include "notify/known_rules.hpp"
#include "notify/life_queries.hpp"
#include "notify/outbox_repository.hpp"
#include "notify/plan_cursor.hpp"
#include "notify/telling_events.hpp"
#include "orders/local_shops.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace etsyorder::notify {
namespace {

std::string hash_of(const std::string& settings) {
    std::array<unsigned char, crypto_generichash_BYTES> hash{};
    crypto_generichash(hash.data(),
                       hash.size(),
                       reinterpret_cast<const unsigned char*>(settings.data()),
                       settings.size(),
                       nullptr,
                       0);
    std::string text;
    for (const auto byte : hash) {
        text += fmt::format("{:02x}", byte);
    }
    return text;
}

constexpr std::size_t kOrdersAtOnce = 500; // in one unit of work

bool is_waiting(const Telling& telling) {
    return telling.state == TellingState::queued || telling.state == TellingState::held;
}

class Keeping {
public:
    Keeping(db::Database& database,
            const Rules& rules,
            const Surroundings& surroundings,
            base::Instant now)
        : database_(database), lives_(database), outbox_(database), rules_(rules),
          surroundings_(surroundings), now_(now) {}

    PlanChanges keep(const std::string& settings) {
        const auto before = PlanCursor(database_).load();
        PlanPlace place{0, settings};
        {
            db::UnitOfWork work(database_);
            place.event = events::EventQueries(database_).newest();
            note_rules(place.event);
            work.commit();
        }
        const bool all_anew = !before || before->settings != settings;
        const auto orders = all_anew ? all_orders() : changed_orders(before->event, place.event);
        for (std::size_t at = 0; at < orders.size(); at += kOrdersAtOnce) {
            db::UnitOfWork work(database_);
            const auto end = std::min(orders.size(), at + kOrdersAtOnce);
            for (std::size_t i = at; i < end; ++i) {
                plan_order(orders[i]);
            }
            work.commit();
        }
        db::UnitOfWork work(database_);
        plan_times(before.has_value());
        PlanCursor(database_).store(place);
        work.commit();
        return changes_;
    }

private:
    void note_rules(std::int64_t newest) {
        KnownRules repository(database_);
        known_ = repository.all();
        for (const auto& rule : rules_.all) {
            const auto trigger = trigger_in_words(rule);
            const auto found = known_.find(rule.name);
            if (found == known_.end() || found->second.trigger != trigger) {
                auto fresh =
                    found == known_.end() ? KnownRule{rule.name, {}, 0, {}, {}, {}} : found->second;
                fresh.trigger = trigger;
                fresh.since_event = newest;
                fresh.since = now_;
                repository.store(fresh);
                known_[rule.name] = fresh;
            }
        }
        std::erase_if(known_, [&](const auto& one) {
            const bool gone = rules_.find(one.first) == nullptr;
            if (gone) {
                take_away_rule(one.first);
                repository.remove(one.first);
            }
            return gone;
        });
    }

    void take_away_rule(const std::string& rule) {
        std::vector<Telling> waiting;
        outbox_.each({.states = {TellingState::queued, TellingState::held}, .rule = rule},
                     [&](const Telling& one) { waiting.push_back(one); });
        for (auto& one : waiting) {
            cancel(one, "the rule is gone");
        }
    }

    // Every order that any rule may act about, or has something waiting.
    std::vector<orders::OrderId> all_orders() const {
        auto all = lives_.candidates(rules_, now_, std::nullopt);
        const auto waiting = outbox_.orders_waiting();
        all.insert(all.end(), waiting.begin(), waiting.end());
        std::ranges::sort(all);
        all.erase(std::unique(all.begin(), all.end()), all.end());
        return all;
    }

    std::vector<orders::OrderId> changed_orders(std::int64_t after, std::int64_t up_to) const {
        std::set<orders::OrderId> changed;
        events::EventQueries(database_).each(
            {.after = after, .up_to = up_to}, std::nullopt, [&](events::Event&& event) {
                if (event.order_id) {
                    changed.insert(orders::OrderId(*event.order_id));
                }
            });
        return {changed.begin(), changed.end()};
    }

    void plan_order(orders::OrderId order) {
        ++changes_.orders;
        const auto life = lives_.find(order);
        auto there = outbox_.of_order(order, orders::ShopId(0));
        if (!life) { // forgotten
            std::ranges::for_each(there, [&](Telling& one) { drop(one); });
            return;
        }
        const auto& calendar = surroundings_.calendar_of(life->shop);
        std::set<std::int64_t> wanted; // of the rows that are there
        for (const auto& rule : rules_.all) {
            for (const auto& one : occurrences(rule, *life, calendar)) {
                const auto found = std::ranges::find_if(there, [&](const Telling& telling) {
                    return telling.rule == rule.name && telling.key == one.key;
                });
                if (found != there.end()) {
                    wanted.insert(found->id.value());
                    follow(*found, one);
                } else {
                    queue(rule, *life, one);
                }
            }
        }
        for (auto& one : there) {
            const auto* const rule = rules_.find(one.rule);
            const bool of_times = rule != nullptr && std::holds_alternative<AtTimes>(rule->trigger);
            if (!of_times && !wanted.contains(one.id.value())) {
                drop(one);
            }
        }
    }

    void queue(const Rule& rule, const OrderLife& life, const Occurrence& one) {
        const auto& known = known_.at(rule.name);
        const bool is_new =
            one.event_id > 0 ? one.event_id > known.since_event : one.due >= known.since;
        if (!is_new || one.ended_by || one.expires < now_) {
            return;
        }
        outbox_.add(telling_of(rule, life.shop, life.id, one));
        ++changes_.queued;
    }

    Telling telling_of(const Rule& rule,
                       orders::ShopId shop,
                       std::optional<orders::OrderId> order,
                       const Occurrence& one) const {
        const auto* const send = std::get_if<Send>(&rule.deed);
        Telling telling;
        telling.shop = shop;
        telling.rule = rule.name;
        telling.order = order;
        telling.key = one.key;
        telling.event_id = one.event_id;
        telling.reason = one.reason;
        telling.reason_at = one.reason_at;
        telling.recipient = send == nullptr ? "" : to_string(send->to);
        telling.template_name = send == nullptr ? "" : send->template_name;
        telling.due = telling.next = one.due;
        telling.expires = one.expires;
        telling.created_at = telling.changed_at = now_;
        return telling;
    }

    void follow(Telling& telling, const Occurrence& one) {
        if (!is_waiting(telling)) {
            return;
        }
        if (one.ended_by) {
            cancel(telling, *one.ended_by + " came first");
        } else if (telling.due != one.due || telling.expires != one.expires) {
            telling.due = telling.next = one.due;
            telling.expires = one.expires;
            telling.changed_at = now_;
            outbox_.store(telling);
            ++changes_.moved;
        }
    }

    void cancel(Telling& telling, std::string why) {
        telling.state = TellingState::cancelled;
        telling.problem = std::move(why);
        telling.changed_at = now_;
        outbox_.store(telling);
        tell_event(database_, telling, now_, "rule");
        ++changes_.cancelled;
    }

    // What nobody heard of goes without a trace.
    void drop(Telling& telling) {
        if (telling.state == TellingState::queued) {
            outbox_.remove(telling.id);
            ++changes_.dropped;
        } else if (telling.state == TellingState::held) {
            cancel(telling, "its reason is gone");
        }
    }

    // Of each cron line the next time of each shop. Of several that were slept through only the
    // last one.
    void plan_times(bool has_planned_before) {
        for (const auto& known : orders::known_shops(database_)) {
            const auto there = outbox_.of_order(std::nullopt, known.shop);
            for (const auto& rule : rules_.all) {
                if (const auto* const times = std::get_if<AtTimes>(&rule.trigger)) {
                    plan_time(rule, *times, known.shop, there, has_planned_before);
                }
            }
        }
    }

    void plan_time(const Rule& rule,
                   const AtTimes& times,
                   orders::ShopId shop,
                   const std::vector<Telling>& there,
                   bool has_planned_before) {
        auto since = has_planned_before ? known_.at(rule.name).since : now_;
        for (const auto& one : there) {
            if (one.rule == rule.name) {
                if (one.state == TellingState::queued) {
                    return;
                }
                since = std::max(since, one.reason_at);
            }
        }
        const auto& calendar = surroundings_.calendar_of(shop);
        since = std::max(since, before(now_, rule.expires, calendar));
        auto next = times.line.next(since, calendar.zone);
        for (auto later = next; later && *later <= now_;
             later = times.line.next(*later, calendar.zone)) {
            next = later;
        }
        if (next) {
            outbox_.add(telling_of(rule, shop, std::nullopt, time_of(rule, *next, calendar)));
            ++changes_.queued;
        }
    }

    db::Database& database_;
    LifeQueries lives_;
    OutboxRepository outbox_;
    const Rules& rules_;
    const Surroundings& surroundings_;
    base::Instant now_;
    std::map<std::string, KnownRule> known_;
    PlanChanges changes_;
};

} // namespace

PlanChanges keep_plan(db::Database& database,
                      const Rules& rules,
                      const Surroundings& surroundings,
                      const std::string& settings,
                      base::Instant now) {
    return Keeping(database, rules, surroundings, now).keep(hash_of(settings));
}

} // namespace etsyorder::notify
