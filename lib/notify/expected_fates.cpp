// SPDX-License-Identifier: MIT
#include "notify/expected_fates.hpp"

namespace etsyorder::notify {

std::optional<Fate> ExpectedFates::of(const Foreseen& one, const Draft& draft) const {
    const auto row = outbox_.find(one.shop, one.rule->name, one.order, one.occurrence.key);
    if (row && row->state != TellingState::queued) {
        return row->state == TellingState::held ? std::optional(Fate{row->state, row->problem})
                                                : std::nullopt;
    }
    // A rule acts from its first run on, for what happens behind that.
    const auto* const kept = known(*one.rule);
    const bool acts =
        row || (kept != nullptr ? acts_for(*kept, one.occurrence) : one.occurrence.event_id == 0);
    if (!acts) {
        return std::nullopt;
    }
    auto leave = leave_of(*one.rule);
    leave.is_released = leave.is_released || (row && row->is_released);
    return fate_of(*one.rule, draft, leave);
}

Fate ExpectedFates::in_the_past(const Foreseen& one, const Draft& draft) const {
    return fate_of(*one.rule, draft, leave_of(*one.rule));
}

const KnownRule* ExpectedFates::known(const Rule& rule) const {
    const auto found = known_.find(rule.name);
    const bool is_same = found != known_.end() && found->second.trigger == trigger_in_words(rule);
    return is_same ? &found->second : nullptr;
}

Leave ExpectedFates::leave_of(const Rule& rule) const {
    const auto* const kept = known(rule);
    if (kept == nullptr) {
        return {};
    }
    const bool same_deed = kept->deed == deed_in_words(rule);
    return {same_deed && kept->released_at.has_value(), kept->paused_at.has_value()};
}

} // namespace etsyorder::notify
