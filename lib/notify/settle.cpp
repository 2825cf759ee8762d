// SPDX-License-Identifier: MIT
#include "notify/settle.hpp"

#include "notify/outbox_repository.hpp"
#include "notify/telling_events.hpp"

#include <algorithm>

namespace etsyorder::notify {
namespace {

using State = TellingState;

struct Change {
    State to;
    std::vector<State> from;
};

Change change_of(Decision decision) {
    switch (decision) {
    case Decision::done:
        return {State::sent, {State::handed, State::in_doubt}};
    case Decision::cancel:
        return {State::cancelled, {State::queued, State::held, State::handed, State::failed}};
    case Decision::hold:
        return {State::held, {State::queued}};
    case Decision::release:
        break;
    }
    return {State::queued, {State::held}};
}

// What was held longer than it may be late is told now nevertheless: the seller says so.
void let_go(Telling& telling, base::Instant now) {
    telling.is_released = true;
    telling.expires = std::max(telling.expires, now + (telling.expires - telling.due));
    telling.next = telling.due;
}

Settled
settled(const OutboxRepository& outbox, TellingId id, Decision decision, base::Instant now) {
    auto telling = outbox.find(id);
    if (!telling) {
        return {id, Settlement::missing, std::nullopt};
    }
    const auto change = change_of(decision);
    const bool is_so =
        telling->state == change.to && (decision != Decision::release || telling->is_released);
    if (is_so || std::ranges::find(change.from, telling->state) == change.from.end()) {
        return {id, is_so ? Settlement::already : Settlement::refused, std::move(telling)};
    }
    telling->state = change.to;
    telling->problem = decision == Decision::cancel ? "you said so"
                       : decision == Decision::hold ? "you wanted it to wait"
                                                    : "";
    telling->changed_at = now;
    if (decision == Decision::release) {
        let_go(*telling, now);
    }
    return {id, Settlement::changed, std::move(telling)};
}

} // namespace

std::vector<Settled> settle(db::Database& database,
                            const std::vector<TellingId>& ids,
                            Decision decision,
                            SettleHow how,
                            base::Instant now) {
    const auto all_of = [&] {
        std::vector<Settled> all;
        for (const auto id : ids) {
            all.push_back(settled(OutboxRepository(database), id, decision, now));
        }
        return all;
    };
    if (how == SettleHow::rehearse) {
        return all_of();
    }
    db::UnitOfWork work(database);
    auto all = all_of();
    const bool stops = std::ranges::any_of(all, [](const auto& one) {
        return one.outcome == Settlement::missing || one.outcome == Settlement::refused;
    });
    if (stops) {
        return all;
    }
    for (const auto& one : all) {
        if (one.outcome == Settlement::changed) {
            OutboxRepository(database).store(*one.telling);
            tell_event(database, *one.telling, now, "user");
        }
    }
    work.commit();
    return all;
}

std::optional<RuleSettled> settle_rule(db::Database& database,
                                       const std::string& rule,
                                       RuleDecision decision,
                                       base::Instant now) {
    db::UnitOfWork work(database);
    KnownRules repository(database);
    auto known = repository.find(rule);
    if (!known) {
        return std::nullopt;
    }
    auto& at = decision == RuleDecision::release ? known->released_at : known->paused_at;
    const bool wanted = decision != RuleDecision::resume;
    if (at.has_value() == wanted) {
        return RuleSettled{};
    }
    at = wanted ? std::optional(now) : std::nullopt;
    repository.store(*known);
    RuleSettled result{true, 0};
    OutboxRepository outbox(database);
    std::vector<Telling> waiting;
    if (decision != RuleDecision::pause) {
        const auto state = decision == RuleDecision::release ? State::held : State::queued;
        outbox.each({.states = {state}, .rule = rule},
                    [&](const Telling& one) { waiting.push_back(one); });
    }
    for (auto& one : waiting) {
        const bool was_for_this =
            decision == RuleDecision::resume || one.problem == waits_for_release_of(rule);
        if (was_for_this) { // others are held for a reason of their own
            one.state = State::queued;
            one.problem.clear();
            one.next = one.due;
            one.changed_at = now;
            if (decision == RuleDecision::release) {
                let_go(one, now);
            }
            outbox.store(one);
            result.queued += one.due <= now ? 1 : 0;
        }
    }
    work.commit();
    return result;
}

} // namespace etsyorder::notify
