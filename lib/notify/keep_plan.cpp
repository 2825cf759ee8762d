// SPDX-License-Identifier: MIT
#include "notify/keep_plan.hpp"

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
        plan_times();
        PlanCursor(database_).store(place);
        work.commit();
        return changes_;
    }

private:
    // A rule that is not in the file any more is remembered: it may come back.
    void note_rules(std::int64_t newest) {
        KnownRules repository(database_);
        known_ = repository.all();
        for (const auto& rule : rules_.all) {
            const auto trigger = trigger_in_words(rule);
            const auto deed = deed_in_words(rule);
            auto& known = known_[rule.name];
            if (known.trigger == trigger && known.deed == deed) {
                continue;
            }
            if (known.trigger != trigger) { // a new rule of an old name
                take_away_rule(rule.name);
                known.since_event = newest;
                known.since = now_;
            }
            if (known.deed != deed) {
                known.released_at.reset(); // the seller has not seen what it tells now
            }
            known.name = rule.name;
            known.trigger = trigger;
            known.deed = deed;
            repository.store(known);
        }
        for (const auto& [name, known] : known_) {
            if (rules_.find(name) == nullptr) {
                take_away_rule(name);
            }
        }
    }

    void take_away_rule(const std::string& rule) {
        std::vector<Telling> waiting;
        outbox_.each({.states = {TellingState::queued, TellingState::held}, .rule = rule},
                     [&](const Telling& one) { waiting.push_back(one); });
        for (auto& one : waiting) {
            drop(one, kRuleGone);
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
        std::map<std::string, Telling>
            there; // by rule and key; those that are wanted are taken out
        for (auto& one : outbox_.of_order(order)) {
            const auto* const rule = rules_.find(one.rule);
            if (rule == nullptr || !std::holds_alternative<AtTimes>(rule->trigger)) {
                there.emplace(one.rule + ' ' + one.key, std::move(one));
            }
        }
        if (life) { // else it was forgotten
            const auto& calendar = surroundings_.calendar_of(life->shop);
            for (const auto& rule : rules_.all) {
                const auto since = known_.at(rule.name).since_event;
                for (const auto& one : occurrences(rule, *life, calendar, since)) {
                    const auto found = there.find(rule.name + ' ' + one.key);
                    if (found == there.end()) {
                        queue(rule, *life, one);
                    } else {
                        follow(found->second, rule, one);
                        there.erase(found);
                    }
                }
            }
        }
        for (auto& [name, one] : there) {
            drop(one, kReasonGone);
        }
    }

    void queue(const Rule& rule, const OrderLife& life, const Occurrence& one) {
        if (acts_for(known_.at(rule.name), one) && !one.ended_by && one.expires >= now_) {
            outbox_.add(telling_of(rule, life.shop, life.id, one));
            ++changes_.queued;
        }
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

    void follow(Telling& telling, const Rule& rule, const Occurrence& one) {
        const bool is_back = telling.state == TellingState::cancelled &&
                             (telling.problem == kRuleGone || telling.problem == kReasonGone) &&
                             acts_for(known_.at(rule.name), one) && !one.ended_by &&
                             one.expires >= now_;
        if (!is_waiting(telling) && !is_back) {
            return;
        }
        if (one.ended_by) {
            return cancel(telling, *one.ended_by + " came first");
        }
        const auto wanted = telling_of(rule, telling.shop, telling.order, one);
        // What the seller let go has its own time.
        const bool has_moved = !telling.is_released &&
                               (telling.due != wanted.due || telling.expires != wanted.expires);
        const bool is_other_letter =
            telling.recipient != wanted.recipient || telling.template_name != wanted.template_name;
        if (!is_back && !has_moved && !is_other_letter) {
            return;
        }
        telling.is_released = telling.is_released && !is_other_letter;
        if (is_back) {
            telling.state = TellingState::queued;
            telling.problem.clear();
        }
        if (is_back || has_moved) {
            telling.due = telling.next = wanted.due;
            telling.expires = wanted.expires;
        }
        telling.recipient = wanted.recipient;
        telling.template_name = wanted.template_name;
        telling.changed_at = now_;
        outbox_.store(telling);
        ++changes_.moved;
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
    void drop(Telling& telling, const char* why) {
        if (telling.state == TellingState::queued) {
            outbox_.remove(telling.id);
            ++changes_.dropped;
        } else if (telling.state == TellingState::held) {
            cancel(telling, why);
        }
    }

    // Of each cron line the next time of each shop. Of several that were slept through only the
    // last one.
    void plan_times() {
        for (const auto& known : orders::known_shops(database_)) {
            for (const auto& rule : rules_.all) {
                if (const auto* const times = std::get_if<AtTimes>(&rule.trigger)) {
                    plan_time(rule, *times, known.shop);
                }
            }
        }
    }

    void plan_time(const Rule& rule, const AtTimes& times, orders::ShopId shop) {
        const auto latest = outbox_.latest_time(shop, rule.name);
        auto since = std::max(known_.at(rule.name).since, latest.value_or(base::Instant{}));
        if (since > now_) {
            return; // the next one is there
        }
        const auto& calendar = surroundings_.calendar_of(shop);
        since = std::max(since, before(now_, rule.expires, calendar));
        auto next = times.line.next(since, calendar.zone);
        std::optional<base::Instant> slept; // the last of them
        while (next && *next <= now_) {
            slept = next;
            next = times.line.next(*next, calendar.zone);
        }
        for (const auto& time : {slept, next}) {
            if (time) {
                outbox_.add(telling_of(rule, shop, std::nullopt, time_of(rule, *time, calendar)));
                ++changes_.queued;
            }
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
