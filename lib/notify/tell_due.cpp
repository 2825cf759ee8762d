// SPDX-License-Identifier: MIT
#include "notify/tell_due.hpp"

#include "base/error.hpp"
#include "notify/known_rules.hpp"
#include "notify/life_queries.hpp"
#include "notify/telling_events.hpp"
#include "templates/letter_log.hpp"

#include <set>

namespace etsyorder::notify {
namespace {

constexpr int kAtOnce = 500;

class Teller {
public:
    Teller(db::Database& database,
           const Rules& rules,
           const Surroundings& surroundings,
           Drafts& drafts,
           const Doers& doers,
           base::Instant now)
        : database_(database), outbox_(database), rules_(rules), surroundings_(surroundings),
          drafts_(drafts), doers_(doers), now_(now) {}

    // Empty: somebody else had it meanwhile.
    std::optional<Telling> tell(TellingId id) {
        auto telling = waiting(id);
        if (!telling) {
            return std::nullopt;
        }
        const auto* const rule = rules_.find(telling->rule);
        if (rule != nullptr && (std::holds_alternative<SetStage>(rule->deed) ||
                                std::holds_alternative<AddTag>(rule->deed))) {
            return act(id, *rule);
        }
        db::UnitOfWork work(database_);
        telling = waiting(id);
        if (telling) {
            decide(*telling, rule, Mark::all);
            work.commit();
        }
        return telling;
    }

private:
    std::optional<Telling> waiting(TellingId id) const {
        auto telling = outbox_.find(id);
        const bool waits =
            telling && telling->state == TellingState::queued && telling->next <= now_;
        return waits ? std::move(telling) : std::nullopt;
    }

    void end(Telling& telling, TellingState state, std::string problem = {}) {
        telling.state = state;
        telling.problem = std::move(problem);
        telling.changed_at = now_;
        outbox_.store(telling);
        tell_event(database_, telling, now_, "rule");
    }

    // A deed is done first and marked then: cut off in between, it is done again and found so.
    std::optional<Telling> act(TellingId id, const Rule& rule) {
        std::optional<Telling> telling;
        {
            db::UnitOfWork work(database_);
            telling = waiting(id);
            if (!telling) {
                return std::nullopt;
            }
            decide(*telling, &rule, Mark::unless_done);
            work.commit();
        }
        if (telling->state != TellingState::done || !telling->order) {
            return telling;
        }
        const auto* const set = std::get_if<SetStage>(&rule.deed);
        const auto refused = set != nullptr
                                 ? doers_.set_stage(*telling->order, set->stage, rule)
                                 : doers_.add_tag(*telling->order, std::get<AddTag>(rule.deed).tag);
        db::UnitOfWork work(database_);
        end(*telling, refused.empty() ? TellingState::done : TellingState::held, refused);
        work.commit();
        return telling;
    }

    Foreseen foreseen(const Telling& telling, const Rule& rule) const {
        Occurrence occurrence;
        occurrence.key = telling.key;
        occurrence.due = now_; // the letter is of now, however late it comes
        occurrence.expires = telling.expires;
        occurrence.reason = telling.reason;
        occurrence.reason_at = telling.reason_at;
        occurrence.event_id = telling.event_id;
        return {&rule, telling.shop, telling.order, std::nullopt, std::move(occurrence)};
    }

    // False: it was ended or put off.
    bool may_come(Telling& telling, const Rule* rule) {
        if (rule == nullptr) {
            end(telling, TellingState::cancelled, kRuleGone);
            return false;
        }
        if (now_ > telling.expires) {
            end(telling, TellingState::expired);
            return false;
        }
        const auto known = KnownRules(database_).find(rule->name);
        if (known && known->paused_at) {
            telling.next = telling.expires + std::chrono::seconds{1};
            outbox_.store(telling);
            return false;
        }
        return is_still_planned(telling, *rule);
    }

    // The plan itself is asked again: something may have happened since.
    bool is_still_planned(Telling& telling, const Rule& rule) {
        const bool is_time = telling.key.starts_with("time ");
        if (is_time != std::holds_alternative<AtTimes>(rule.trigger)) {
            end(telling, TellingState::cancelled, kReasonGone); // another rule by now
            return false;
        }
        if (is_time) {
            return true;
        }
        const auto life =
            telling.order ? LifeQueries(database_).find(*telling.order) : std::nullopt;
        bool is_planned = false;
        if (life) {
            const auto known = KnownRules(database_).find(rule.name);
            const auto all = occurrences(
                rule, *life, surroundings_.calendar_of(life->shop), known ? known->since_event : 0);
            for (const auto& one : all) {
                if (one.key == telling.key && one.ended_by) {
                    end(telling, TellingState::cancelled, *one.ended_by + " came first");
                    return false;
                }
                if (is_planned && is_due_repeat_of(one, telling)) {
                    end(telling, TellingState::expired, "a later time of it is due, too");
                    return false;
                }
                is_planned = is_planned || one.key == telling.key;
            }
        }
        if (!is_planned) {
            end(telling, TellingState::cancelled, kReasonGone);
        }
        return is_planned;
    }

    // Of repeats that were slept through only the last one is told.
    bool is_due_repeat_of(const Occurrence& later, const Telling& telling) const {
        const auto of = [](const std::string& key) { return key.substr(0, key.find(" #")); };
        return of(later.key) == of(telling.key) && !later.ended_by && later.due <= now_;
    }

    // Of a time of the shop that is about orders: one for each of them.
    void spread(Telling& telling, const Rule& rule) {
        const auto& times = std::get<AtTimes>(rule.trigger);
        auto one = telling;
        std::vector<orders::OrderId> found;
        try {
            found = surroundings_.orders_of(*times.orders);
        } catch (const base::Error& wrong) { // must not keep other rules from acting
            if (wrong.kind() != base::ErrorKind::usage) {
                throw;
            }
            return end(telling, TellingState::held, wrong.summary());
        }
        for (const auto order : found) {
            const auto life = LifeQueries(database_).find(order);
            if (life && life->shop == telling.shop) {
                one.order = order;
                outbox_.add(one);
            }
        }
        end(telling, TellingState::done);
    }

    // Whether what was done is marked here, or by whoever does it.
    enum class Mark { all, unless_done };

    void decide(Telling& telling, const Rule* rule, Mark mark) {
        if (!may_come(telling, rule)) {
            return;
        }
        const auto* const times = std::get_if<AtTimes>(&rule->trigger);
        if (times != nullptr && times->orders && !telling.order) {
            return spread(telling, *rule);
        }
        const auto known = KnownRules(database_).find(rule->name);
        const bool is_released = telling.is_released || (known && known->released_at);
        const auto draft = drafts_.draft(foreseen(telling, *rule));
        auto fate = fate_of(*rule, draft, {is_released, false});
        if (draft.letter) {
            keep_letter(telling, draft);
        }
        if (fate.state == TellingState::handed) {
            telling.channel = "hand";
            ++telling.tries;
        }
        if (fate.state == TellingState::done && mark == Mark::unless_done) {
            telling.state = TellingState::done; // to be stored once it is so
            return;
        }
        end(telling, fate.state, std::move(fate.problem));
    }

    void keep_letter(Telling& telling, const Draft& draft) {
        telling.subject = draft.letter->subject;
        telling.text = draft.letter->text;
        templates::LetterAbout about;
        about.order = draft.order ? &*draft.order : nullptr;
        about.shop = telling.shop;
        telling.letter = templates::LetterLog(database_)
                             .rendered(*draft.letter, about, {draft.used.get(), {}, false}, now_)
                             .value();
    }

    db::Database& database_;
    OutboxRepository outbox_;
    const Rules& rules_;
    const Surroundings& surroundings_;
    Drafts& drafts_;
    const Doers& doers_;
    base::Instant now_;
};

} // namespace

int tell_due(db::Database& database,
             const Rules& rules,
             const Surroundings& surroundings,
             Drafts& drafts,
             const Doers& doers,
             base::Instant now,
             const TellingListener& listener,
             const base::StopSignal* stop) {
    Teller teller(database, rules, surroundings, drafts, doers, now);
    std::set<TellingId> seen; // each at most once a call: what stays due must not come round again
    int count = 0;
    while (true) {
        bool is_any_new = false;
        for (const auto id : OutboxRepository(database).due(now, kAtOnce)) {
            if (!seen.insert(id).second) {
                continue;
            }
            is_any_new = true;
            if (stop != nullptr && stop->requested()) {
                return count;
            }
            if (const auto telling = teller.tell(id)) {
                ++count;
                listener(*telling);
            }
        }
        if (!is_any_new) {
            return count;
        }
    }
}

} // namespace etsyorder::notify
