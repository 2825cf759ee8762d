// SPDX-License-Identifier: MIT
#include "config/check.hpp"

#include "base/atomic_file.hpp"
#include "config/config_file.hpp"
#include "frame/command.hpp"
#include "notify/rules_file.hpp"
#include "status/pipelines_file.hpp"

#include <fmt/format.h>

#include <iterator>

namespace etsyorder {
namespace {

using config::Problem;
using frame::ExitCode;
using frame::Services;
using frame::Value;

struct CheckArgs {
    std::string file;
};

struct Looked {
    std::vector<Problem> problems;
    std::string at; // for people
};

frame::Table empty_table() {
    return {.name = "findings",
            .columns = {{.field = "place", .heading = "place"},
                        {.field = "line"},
                        {.field = "code", .heading = "code"},
                        {.field = "problem", .heading = "problem", .flexible = true},
                        {.field = "reason"},
                        {.field = "hint", .heading = "hint", .flexible = true}}};
}

frame::Page page_of(const std::vector<Problem>& problems) {
    frame::Page page;
    for (const Problem& problem : problems) {
        page.line(problem.place + ": " + problem.text, frame::Tone::bad);
        if (!problem.reason.empty()) {
            page.line("  " + problem.reason);
        }
        if (!problem.hint.empty()) {
            page.line("  hint: " + problem.hint);
        }
    }
    return page;
}

void show(const std::vector<Problem>& problems, Services& services) {
    frame::Table table = empty_table();
    if (services.streams().out_is_terminal() && !services.output().json()) {
        services.output().page("findings", Value(), page_of(problems));
        return;
    }
    for (const Problem& problem : problems) {
        table.rows.push_back({problem.place,
                              problem.line > 0 ? Value(problem.line) : Value(),
                              problem.code,
                              problem.text,
                              Value::text_or_null(problem.reason),
                              Value::text_or_null(problem.hint)});
    }
    services.output().table(std::move(table));
}

std::string piped_text(frame::Streams& streams) {
    std::string text;
    while (const auto line = streams.read_line()) {
        text += *line + '\n';
        if (text.size() > config::kMaxFileBytes) {
            throw base::Error(base::ErrorKind::usage, "the text on standard input is too long")
                .because(
                    fmt::format("a configuration has at most {} bytes", config::kMaxFileBytes));
        }
    }
    return text;
}

// The seller's own file and the variables; or a file that is named, and nothing else.
Looked look(const CheckArgs& args, Services& services) {
    if (args.file == "-") {
        return {config::check_text("standard input", piped_text(services.streams())),
                "standard input"};
    }
    if (!args.file.empty()) {
        if (!std::filesystem::exists(args.file)) {
            throw base::Error(base::ErrorKind::not_found, "there is no file " + args.file);
        }
        return {config::check_file(args.file), args.file};
    }
    const auto path = services.folders().config_file();
    Looked looked{config::check_file(path), path.string() + " and the environment"};
    if (!std::filesystem::exists(path)) {
        looked.at = "the environment";
        services.output().note(
            fmt::format("there is no {}: every option has its default (etsyorder init writes one)",
                        path.string()));
    }
    std::ranges::move(config::check_variables(services.variables()),
                      std::back_inserter(looked.problems));
    const auto pipelines = services.folders().config / status::kPipelinesFile;
    if (const auto text = base::read_file(pipelines, config::kMaxFileBytes)) {
        std::ranges::move(status::read_pipelines_text(*text, pipelines).problems,
                          std::back_inserter(looked.problems));
    }
    const auto rules = services.folders().config / notify::kRulesFile;
    if (const auto text = base::read_file(rules, config::kMaxFileBytes)) {
        std::ranges::move(notify::read_rules_text(*text, rules).problems,
                          std::back_inserter(looked.problems));
    }
    return looked;
}

std::string summary(const Looked& looked) {
    const auto count = looked.problems.size();
    return count == 0   ? "nothing wrong in " + looked.at
           : count == 1 ? "1 problem in " + looked.at
                        : fmt::format("{}{} problems in {}",
                                      count >= config::kMostProblems ? "at least " : "",
                                      count,
                                      looked.at);
}

ExitCode run_check(const CheckArgs& args, Services& services) {
    services.expect_broken_configuration();
    services.output().require_fields(frame::field_names(empty_table()));
    const auto looked = look(args, services);
    if (!looked.problems.empty() || services.output().json()) {
        show(looked.problems, services);
    }
    services.output().note(summary(looked));
    return looked.problems.empty() ? ExitCode::done : ExitCode::findings;
}

} // namespace

std::vector<std::string> fields_of_config_check() {
    return frame::field_names(empty_table());
}

void add_config_check(frame::Command& config) {
    auto args = std::make_shared<CheckArgs>();
    config.verb("check", "Look for everything that is wrong in config.yaml and the environment")
        .value("file", args->file, "another file, and only that; - is standard input")
        .examples({"etsyorder config check", "git show :config.yaml | etsyorder config check -"})
        .runs([args](Services& services) { return run_check(*args, services); });
}

} // namespace etsyorder
