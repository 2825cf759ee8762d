// SPDX-License-Identifier: MIT
#include "notify/drafts.hpp"

#include "orders/order_repository.hpp"

namespace etsyorder::notify {
namespace {

Draft held(liquid::Problem problem) {
    return {Draft::Verdict::held, std::nullopt, std::move(problem)};
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

Draft Drafts::draft(const Foreseen& foreseen) {
    std::optional<orders::Order> order;
    if (foreseen.order) {
        order = orders::OrderRepository(database_).load(*foreseen.order);
        if (!order || order->forgotten_at) {
            return {Draft::Verdict::gone, {}, {}};
        }
    }
    facts_.go_to(foreseen.occurrence.due);
    const auto& own = facts_.shop(foreseen.shop).settings;
    templates::LetterSettings settings;
    settings.language = own.language;
    settings.currency =
        order && !order->amounts.currency.empty() ? order->amounts.currency : own.currency;
    settings.now = foreseen.occurrence.due;
    settings.zone = own.zone;
    const templates::Wanted wanted;
    const auto data =
        order ? facts_.of(std::move(*order), wanted) : facts_.without_order(foreseen.shop, wanted);
    const auto& rule = *foreseen.rule;
    if (rule.condition) {
        auto holds = rule.condition->holds(data, templates::letter_options(data, settings));
        if (!holds) {
            return held(std::move(holds.error()));
        }
        if (!*holds) {
            return {Draft::Verdict::condition, {}, {}};
        }
    }
    return std::holds_alternative<Send>(rule.deed) ? write(foreseen, data, settings) : Draft{};
}

Draft Drafts::write(const Foreseen& foreseen,
                    const liquid::Value& data,
                    const templates::LetterSettings& settings) {
    const auto& name = std::get<Send>(foreseen.rule->deed).template_name;
    if (!library_.has(name)) {
        liquid::Problem problem;
        problem.what = "there is no template \"" + name + '"';
        return held(std::move(problem));
    }
    auto found = library_.find(name, settings.language);
    if (!found) {
        return held(std::move(found.error()));
    }
    const auto& source = **found;
    auto of_letter = settings;
    of_letter.language = templates::language_of(source, settings.language);
    of_letter.as = source.format_is_guessed() ? templates::TextFormat::text : source.format();
    auto applies = templates::is_for(source, data, of_letter);
    if (!applies) {
        return held(std::move(applies.error()));
    }
    if (!*applies) {
        return {Draft::Verdict::not_for, {}, {}};
    }
    auto letter = templates::write_letter(library_, source, data, of_letter);
    if (!letter) {
        return held(std::move(letter.error()));
    }
    return {Draft::Verdict::comes, std::move(*letter), {}};
}

} // namespace etsyorder::notify
