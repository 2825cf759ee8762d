// SPDX-License-Identifier: MIT
#include "frame/command.hpp"
#include "notify/known_rules.hpp"
#include "notify/rules_file.hpp"
#include "templates/letter_facts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace etsyorder {

std::vector<std::string> fields_of_rules_list();

namespace {

using frame::Cell;
using frame::ExitCode;
using frame::Services;
using frame::Value;

frame::Table empty_table() {
    return {
        .name = "rules",
        .columns = {{.field = "name", .heading = "rule"},
                    {.field = "state", .heading = "state"},
                    {.field = "trigger", .heading = "when", .flexible = true},
                    {.field = "after", .heading = "after"},
                    {.field = "if", .heading = "if", .flexible = true, .expendable = true},
                    {.field = "until", .heading = "until", .flexible = true, .expendable = true},
                    {.field = "repeat", .heading = "repeat"},
                    {.field = "does", .heading = "does", .flexible = true},
                    {.field = "expires"},
                    {.field = "once"},
                    {.field = "line"}},
        .when_empty = "there are no rules yet: etsyorder-rules(5) shows how they are written"};
}

Value repeat_of(const notify::Rule& rule) {
    return rule.repeat
               ? Value(fmt::format(
                     "every {}, {} times", notify::to_string(rule.repeat->every), rule.repeat->max))
               : Value();
}

// What the program knows of rules; nothing before anything was stored.
std::map<std::string, notify::KnownRule> known_rules(Services& services) {
    return has_database(services) ? notify::KnownRules(services.database_for_reading()).all()
                                  : std::map<std::string, notify::KnownRule>();
}

Cell state_of(const notify::Rule& rule, const std::map<std::string, notify::KnownRule>& known) {
    const auto found = known.find(rule.name);
    if (found == known.end() || found->second.trigger != notify::trigger_in_words(rule)) {
        return {"new", "", frame::Tone::faint};
    }
    if (found->second.paused_at) {
        return {"paused", "", frame::Tone::bad};
    }
    const bool waits = rule.is_to_buyer() && !found->second.released_at;
    return {waits ? "unreleased" : "acts", "", waits ? frame::Tone::bad : frame::Tone::plain};
}

ExitCode run_list(Services& services) {
    services.output().require_fields(fields_of_rules_list());
    auto table = empty_table();
    const auto rules = notify::read_rules(services.folders().config);
    const auto known = known_rules(services);
    for (const auto& rule : rules.all) {
        Value::List until;
        for (const auto& event : rule.until) {
            until.emplace_back(event);
        }
        table.rows.push_back({rule.name,
                              state_of(rule, known),
                              notify::trigger_in_words(rule),
                              rule.after.is_zero() ? Value() : Value(notify::to_string(rule.after)),
                              Value::text_or_null(rule.condition_text),
                              Value::list(std::move(until)),
                              repeat_of(rule),
                              notify::deed_in_words(rule),
                              notify::to_string(rule.expires),
                              rule.once,
                              rule.line});
    }
    services.output().table(std::move(table));
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_rules_list() {
    return frame::field_names(empty_table());
}

void add_rules_list(frame::Command& noun) {
    noun.verb("list", "List your rules: when they act, and what they do")
        .examples({"etsyorder rules list", "etsyorder rules list --json name,does"})
        .runs([](Services& services) { return run_list(services); });
}

} // namespace etsyorder
