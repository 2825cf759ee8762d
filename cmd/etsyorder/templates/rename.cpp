// SPDX-License-Identifier: MIT
#include "frame/command.hpp"
#include "templates/changes.hpp"
#include "templates/library_of.hpp"
#include "templates/own_files.hpp"
#include "templates/rename_template.hpp"

#include <fmt/format.h>

namespace etsyorder {

std::vector<std::string> fields_of_templates_rename();

namespace {

using frame::ExitCode;
using frame::Services;
using Kind = templates::RenameStep::Kind;

struct RenameArgs {
    std::string before;
    std::string after;
    bool dry_run = false;
};

const char* outcome(Kind kind, bool dry_run) {
    switch (kind) {
    case Kind::write:
        return dry_run ? "would be written" : "written";
    case Kind::change:
        return dry_run ? "would be changed" : "changed";
    case Kind::remove:
        break;
    }
    return dry_run ? "would be removed" : "removed";
}

ExitCode run_rename(const RenameArgs& args, Services& services) {
    services.output().require_fields(fields_of_templates_rename(), "templates");
    const auto library = library_of(services);
    if (!args.dry_run) {
        templates::sweep_unfinished(library);
    }
    if (templates::own_files(library, args.before).empty() &&
        !templates::comes_with_program(args.before) &&
        !templates::own_files(library, args.after).empty()) {
        services.output().note(fmt::format(
            "already: there is no \"{}\", and \"{}\" is there", args.before, args.after));
        services.output().table(changes_table({}, args.dry_run));
        return ExitCode::done;
    }
    // Where the new one is there, the plan says that this may have been done before.
    if (!templates::is_own(library, {args.after, ""})) {
        (void)known_template(library, args.before);
    }
    const auto plan = templates::plan_rename(library, {args.before, args.after});
    warn_left_out(services, plan.left_out);
    std::vector<TemplateChange> told;
    for (const auto& step : plan.steps) {
        std::string note;
        if (step.kind == Kind::write) {
            note = place_of_built_in(library, step.name);
        } else if (step.kind == Kind::change) {
            note = "it renders " + args.after;
        } else if (templates::starter_of(step.name) != nullptr) {
            note = "the built-in one stands in its place again";
        }
        told.push_back(
            {step.name, outcome(step.kind, args.dry_run), step.path.string(), std::move(note)});
    }
    if (!args.dry_run) {
        templates::carry_out(plan, [] {});
    }
    services.output().table(changes_table(told, args.dry_run));
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_templates_rename() {
    return frame::field_names(changes_table({}, false));
}

void add_templates_rename(frame::Command& noun) {
    auto args = std::make_shared<RenameArgs>();
    noun.verb("rename", "Give a template of your own another name, also where others render it")
        .value("name", args->before, "the template", {.required = true, .live = "own template"})
        .value("new-name", args->after, "what it is to be called", {.required = true})
        .flag("--dry-run", args->dry_run, "say what would change, change nothing")
        .examples({"etsyorder templates rename wood-is-late late-wood",
                   "etsyorder templates rename _footer _closing --dry-run"})
        .runs([args](Services& services) { return run_rename(*args, services); });
}

} // namespace etsyorder
