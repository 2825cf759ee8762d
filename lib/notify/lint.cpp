// SPDX-License-Identifier: MIT
#include "notify/lint.hpp"

#include "base/nearest.hpp"
#include "liquid/uses.hpp"
#include "templates/check.hpp"
#include "templates/letter_filters.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace etsyorder::notify {
namespace {

using Events = std::vector<std::string>;

// The events that a rule itself makes happen. What a program does is not known.
Events makes_happen(const Rule& rule) {
    if (std::holds_alternative<SetStage>(rule.deed)) {
        return {"status.moved", "telling.done", "telling.held"};
    }
    if (std::holds_alternative<AddTag>(rule.deed)) {
        return {"order.tagged", "telling.done"};
    }
    return {"telling.handed", "telling.held", "telling.sent", "letter.rendered"};
}

bool is_set_off_by(const Rule& rule, const Events& events) {
    const auto* const on = std::get_if<OnEvent>(&rule.trigger);
    return on != nullptr && std::ranges::any_of(events, [&](const auto& event) {
               return std::ranges::find(on->names, event) != on->names.end();
           });
}

class Linter {
public:
    Linter(const Rules& rules,
           const templates::Library& library,
           const status::Pipelines& pipelines)
        : rules_(rules), library_(library), pipelines_(pipelines) {}

    std::vector<RuleFinding> lint() {
        for (const auto& rule : rules_.all) {
            rule_ = &rule;
            look_at_deed(rule);
            look_at_condition(rule);
            look_at_end(rule);
            look_for_circle(rule);
        }
        return std::move(findings_);
    }

private:
    void find(const char* code, std::string text, std::string hint = {}) {
        findings_.push_back({rule_->name, rule_->line, code, std::move(text), std::move(hint)});
    }

    static std::string did_you_mean(const std::string& word,
                                    const std::vector<std::string>& known,
                                    std::string otherwise) {
        const auto meant = base::nearest(word, known);
        return meant ? fmt::format("did you mean \"{}\"?", *meant) : std::move(otherwise);
    }

    void look_at_deed(const Rule& rule) {
        if (const auto* const send = std::get_if<Send>(&rule.deed)) {
            look_at_send(*send);
        } else if (const auto* const set = std::get_if<SetStage>(&rule.deed)) {
            const auto stages = pipelines_.stage_names();
            if (std::ranges::find(stages, set->stage) == stages.end()) {
                find("unknown_stage",
                     fmt::format("there is no stage \"{}\"", set->stage),
                     did_you_mean(set->stage, stages, "etsyorder status pipelines"));
            }
        }
    }

    void look_at_send(const Send& send) {
        if (!library_.has(send.template_name)) {
            return find(
                "unknown_template",
                fmt::format("there is no template \"{}\"", send.template_name),
                did_you_mean(send.template_name, library_.names(), "etsyorder templates list"));
        }
        const auto found = library_.find(send.template_name, "");
        if (!found) {
            return find("bad_template",
                        fmt::format("the template \"{}\" cannot be used: {}",
                                    send.template_name,
                                    found.error().what),
                        "etsyorder templates check " + send.template_name);
        }
        const bool is_for_seller = (*found)->audience() == templates::Audience::seller;
        if (is_for_seller && send.to == Recipient::buyer) {
            find("wrong_audience",
                 fmt::format("the template \"{}\" is written for you, and the buyer would get it",
                             send.template_name),
                 "to: seller");
        }
        if (!(*found)->front().asked.empty()) {
            find("asks",
                 fmt::format("the template \"{}\" asks for {}, and nobody is there to answer",
                             send.template_name,
                             (*found)->front().asked.front().name),
                 "each telling would be held until you give it");
        }
    }

    void look_at_condition(const Rule& rule) {
        if (rule.condition_text.empty()) {
            return;
        }
        liquid::CompileOptions options;
        options.filters = &templates::letter_filters();
        const auto source = liquid::Template::compile(
            fmt::format("{{% if {} %}}{{% endif %}}", rule.condition_text), "if", options);
        if (!source) {
            return;
        }
        for (const auto& use : liquid::uses_of(*source).variables) {
            if (!templates::is_fact(use.path)) {
                const auto meant = templates::nearest_fact(use.path);
                find("unknown_fact",
                     fmt::format("\"if\" asks for \"{}\", which is no fact", use.path),
                     meant.empty() ? "etsyorder-facts(5) has them all"
                                   : fmt::format("did you mean \"{}\"?", meant));
            }
        }
    }

    // A buyer whose order is canceled wants to hear no more of it.
    void look_at_end(const Rule& rule) {
        const bool waits =
            !rule.after.is_zero() || rule.repeat || std::holds_alternative<AtMoment>(rule.trigger);
        const bool about_canceled = is_set_off_by(rule, {"order.canceled", "order.refunded"});
        if (!rule.is_to_buyer() || !waits || about_canceled) {
            return;
        }
        if (std::ranges::find(rule.until, "order.canceled") == rule.until.end() &&
            rule.condition_text.find("order.open") == std::string::npos &&
            rule.condition_text.find("order.status") == std::string::npos) {
            find("never_ends",
                 "a buyer whose order is canceled meanwhile would still be told",
                 "until: order.canceled");
        }
    }

    // From what this rule does back to what sets it off.
    void look_for_circle(const Rule& rule) {
        if (rule.once) {
            return; // once ends any circle
        }
        std::vector<const Rule*> way{&rule};
        std::set<const Rule*> seen;
        for (std::size_t i = 0; i < way.size(); ++i) {
            for (const auto& next : rules_.all) {
                if (next.once || !is_set_off_by(next, makes_happen(*way[i]))) {
                    continue;
                }
                if (&next == &rule) {
                    return find("circle",
                                way[i] == &rule ? "the rule sets itself off"
                                                : fmt::format("the rule is set off again by \"{}\"",
                                                              way[i]->name),
                                "`once: true` lets it act once for an order");
                }
                if (seen.insert(&next).second) {
                    way.push_back(&next);
                }
            }
        }
    }

    const Rules& rules_;
    const templates::Library& library_;
    const status::Pipelines& pipelines_;
    const Rule* rule_ = nullptr;
    std::vector<RuleFinding> findings_;
};

} // namespace

std::vector<RuleFinding> lint_rules(const Rules& rules,
                                    const templates::Library& library,
                                    const status::Pipelines& pipelines) {
    return Linter(rules, library, pipelines).lint();
}

} // namespace etsyorder::notify
