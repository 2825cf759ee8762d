// SPDX-License-Identifier: MIT
#include "notify/drafts.hpp"

#include "orders/order_repository.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace etsyorder::notify {
namespace {

void hold(Draft& draft, liquid::Problem problem) {
    draft.verdict = Draft::Verdict::held;
    draft.problem = std::move(problem);
}

} // namespace

std::string_view to_string(Draft::Verdict verdict) {
    switch (verdict) {
    case Draft::Verdict::comes:
        return "comes";
    case Draft::Verdict::condition:
        return "if says no";
    case Draft::Verdict::not_for:
        return "not for this order";
    case Draft::Verdict::held:
        return "would be held";
    case Draft::Verdict::gone:
        return "the order is gone";
    }
    return "";
}

// By the first channel that is possible; in this version a person's hand is the only one.
Fate fate_of(const Rule& rule, const Draft& draft, Leave leave) {
    if (leave.is_paused) {
        return {TellingState::queued, "the rule is paused"};
    }
    if (draft.verdict == Draft::Verdict::held) {
        return {TellingState::held, draft.problem ? draft.problem->what : std::string()};
    }
    if (draft.verdict != Draft::Verdict::comes) {
        return {TellingState::cancelled, std::string(to_string(draft.verdict))};
    }
    if (std::holds_alternative<Run>(rule.deed)) {
        return {TellingState::held, "this version runs no programs"};
    }
    const auto* const send = std::get_if<Send>(&rule.deed);
    if (send == nullptr) {
        return {TellingState::done, {}};
    }
    if (rule.is_to_buyer() && !leave.is_released) {
        return {TellingState::held, waits_for_release_of(rule.name)};
    }
    if (std::ranges::find(send->via, "hand") == send->via.end()) {
        return {TellingState::held,
                fmt::format("this version cannot send by {}", fmt::join(send->via, " or "))};
    }
    return {TellingState::handed, {}};
}

Draft Drafts::draft(const Foreseen& foreseen) {
    Draft draft;
    if (foreseen.order) {
        draft.order = orders::OrderRepository(database_).load(*foreseen.order);
        if (!draft.order || draft.order->forgotten_at) {
            draft.verdict = Draft::Verdict::gone;
            return draft;
        }
    }
    facts_.go_to(foreseen.occurrence.due);
    const auto& own = facts_.shop(foreseen.shop).settings;
    const bool has_currency = draft.order && !draft.order->amounts.currency.empty();
    templates::LetterSettings settings;
    settings.language = own.language;
    settings.currency = has_currency ? draft.order->amounts.currency : own.currency;
    settings.now = foreseen.occurrence.due;
    settings.zone = own.zone;
    draft.used = std::make_shared<templates::UsedFacts>();
    templates::Wanted wanted;
    wanted.used = draft.used.get();
    const auto data =
        draft.order ? facts_.of(*draft.order, wanted) : facts_.without_order(foreseen.shop, wanted);
    const auto& rule = *foreseen.rule;
    if (rule.condition) {
        auto holds = rule.condition->holds(data, templates::letter_options(data, settings));
        if (!holds) {
            hold(draft, std::move(holds.error()));
            return draft;
        }
        if (!*holds) {
            draft.verdict = Draft::Verdict::condition;
            return draft;
        }
    }
    if (std::holds_alternative<Send>(rule.deed)) {
        write(draft, foreseen, data, settings);
    }
    return draft;
}

void Drafts::write(Draft& draft,
                   const Foreseen& foreseen,
                   const liquid::Value& data,
                   const templates::LetterSettings& settings) {
    const auto& name = std::get<Send>(foreseen.rule->deed).template_name;
    if (!library_.has(name)) {
        liquid::Problem problem;
        problem.what = "there is no template \"" + name + '"';
        return hold(draft, std::move(problem));
    }
    auto found = library_.find(name, settings.language);
    if (!found) {
        return hold(draft, std::move(found.error()));
    }
    const auto& source = **found;
    auto of_letter = settings;
    of_letter.language = templates::language_of(source, settings.language);
    of_letter.as = source.format_is_guessed() ? templates::TextFormat::text : source.format();
    auto applies = templates::is_for(source, data, of_letter);
    if (!applies) {
        return hold(draft, std::move(applies.error()));
    }
    if (!*applies) {
        draft.verdict = Draft::Verdict::not_for;
        return;
    }
    auto letter = templates::write_letter(library_, source, data, of_letter);
    if (!letter) {
        return hold(draft, std::move(letter.error()));
    }
    draft.letter = std::move(*letter);
}

} // namespace etsyorder::notify
