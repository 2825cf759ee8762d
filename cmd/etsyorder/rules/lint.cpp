// SPDX-License-Identifier: MIT
#include "notify/lint.hpp"

#include "base/atomic_file.hpp"
#include "config/config_file.hpp"
#include "frame/command.hpp"
#include "notify/rules_file.hpp"
#include "status/pipelines_file.hpp"
#include "templates/library_of.hpp"

#include <fmt/format.h>

namespace etsyorder {

std::vector<std::string> fields_of_rules_lint();

namespace {

using frame::ExitCode;
using frame::Services;
using frame::Tone;
using frame::Value;

frame::Table empty_table() {
    return {.name = "findings",
            .columns = {{.field = "line", .heading = "line", .right = true},
                        {.field = "rule", .heading = "rule"},
                        {.field = "code"},
                        {.field = "problem", .heading = "problem", .flexible = true},
                        {.field = "hint", .heading = "hint", .flexible = true},
                        {.field = "reason"}}};
}

ExitCode run_lint(Services& services) {
    services.output().require_fields(fields_of_rules_lint());
    const auto file = services.folders().config / notify::kRulesFile;
    const auto text = base::read_file(file, config::kMaxFileBytes);
    const auto read = notify::read_rules_text(text.value_or(""), file);
    auto table = empty_table();
    for (const auto& problem : read.problems) {
        table.rows.push_back({problem.line,
                              Value(),
                              problem.code,
                              frame::Cell(problem.text, "", Tone::bad),
                              Value::text_or_null(problem.hint),
                              Value::text_or_null(problem.reason)});
    }
    if (read.problems.empty()) {
        const auto library = library_of(services);
        const auto pipelines = status::read_pipelines(services.folders().config);
        for (const auto& finding : notify::lint_rules(read.rules, library, pipelines)) {
            table.rows.push_back({finding.line,
                                  finding.rule,
                                  finding.code,
                                  frame::Cell(finding.text, "", Tone::bad),
                                  Value::text_or_null(finding.hint),
                                  Value()});
        }
    }
    const auto count = table.rows.size();
    if (count > 0 || services.output().json()) {
        services.output().table(std::move(table));
    }
    services.output().note(
        !text ? fmt::format("there is no {}", file.string())
        : count == 0
            ? fmt::format("nothing wrong in {}", file.string())
            : fmt::format("{} finding{} in {}", count, count == 1 ? "" : "s", file.string()));
    return count == 0 ? ExitCode::done : ExitCode::findings;
}

} // namespace

std::vector<std::string> fields_of_rules_lint() {
    return frame::field_names(empty_table());
}

void add_rules_lint(frame::Command& noun) {
    noun.verb("lint", "Look for what is wrong or doubtful in your rules")
        .examples({"etsyorder rules lint", "etsyorder rules lint --json line,rule,problem"})
        .runs([](Services& services) { return run_lint(services); });
}

} // namespace etsyorder
