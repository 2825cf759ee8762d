// SPDX-License-Identifier: MIT
#include "templates/rename_template.hpp"

#include "base/error.hpp"
#include "templates/own_files.hpp"
#include "templates/part_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace etsyorder::templates {
namespace {

using base::Error;
using base::ErrorKind;
using Kind = RenameStep::Kind;

Error not_yours(const Library& library, const Renaming& renaming) {
    if (comes_with_program(renaming.before)) {
        return Error(ErrorKind::conflict,
                     fmt::format("\"{}\" comes with the program", renaming.before))
            .because("its text is not in your folder")
            .hint(fmt::format(
                "etsyorder templates new {} --from {}", renaming.after, renaming.before));
    }
    auto error =
        Error(ErrorKind::not_found, fmt::format("there is no template \"{}\"", renaming.before));
    return !own_files(library, renaming.after).empty()
               ? std::move(error).hint(fmt::format("\"{}\" is there; it may have been renamed "
                                                   "before",
                                                   renaming.after))
               : std::move(error);
}

Error in_the_way(const TemplateFileName& name) {
    return Error(ErrorKind::conflict,
                 fmt::format("{} is there and has another text", file_name_of(name)))
        .hint("choose another name, or remove it first: etsyorder templates rm " + name.name);
}

std::string content_of(const Library& library, const TemplateFileName& name) {
    const auto text = text_of(library, name);
    return text ? text->content : std::string();
}

// The files of the new name: written, or there already from a run that was stopped.
std::vector<RenameStep>
new_files(const Library& library, const Renaming& renaming, const std::vector<OwnFile>& old_files) {
    std::vector<RenameStep> steps;
    for (const auto& old : old_files) {
        const TemplateFileName name{renaming.after, old.name.language};
        auto content =
            with_part_renamed(content_of(library, old.name), {renaming.before, renaming.after});
        if (!is_own(library, name)) {
            steps.push_back(
                {Kind::write, name, library.folder() / file_name_of(name), std::move(content), {}});
        } else if (content_of(library, name) != content) {
            throw in_the_way(name);
        }
    }
    // One of the new name alone is of a stopped run only where its base is there too.
    for (const auto& other : own_files(library, renaming.after)) {
        const bool begun = std::ranges::any_of(old_files, [&](const OwnFile& old) {
            return old.name.language == other.name.language;
        });
        if (!begun && !is_own(library, {renaming.after, ""})) {
            throw in_the_way(other.name);
        }
    }
    return steps;
}

void add_those_that_render_it(const Library& library, const Renaming& renaming, RenamePlan& plan) {
    auto all = own_texts(library);
    const auto is_other = [&](const OwnFile& file) {
        return file.name.name != renaming.before && file.name.name != renaming.after;
    };
    for (auto& [file, before] : all.texts) {
        auto content = with_part_renamed(before, {renaming.before, renaming.after});
        if (is_other(file) && content != before) {
            plan.steps.push_back(
                {Kind::change, file.name, file.path, std::move(content), std::move(before)});
        }
    }
    for (auto& [file, why] : all.unusable) {
        if (is_other(file)) {
            plan.left_out.push_back(std::move(why));
        }
    }
}

} // namespace

RenamePlan plan_rename(const Library& library, const Renaming& renaming) {
    if (!is_template_name(renaming.after)) {
        const auto meant = name_from(renaming.after);
        throw Error(ErrorKind::usage,
                    fmt::format("\"{}\" is no name of a template", renaming.after))
            .because("a name has 1 to 64 small letters, digits and single -")
            .hint(meant.empty() ? "etsyorder templates rename thanks order-thanks"
                                : fmt::format("\"{}\" is one", meant));
    }
    if (renaming.before == renaming.after) {
        throw Error(ErrorKind::usage, "both names are the same");
    }
    const auto old_files = own_files(library, renaming.before);
    if (old_files.empty() ||
        (!old_files.front().name.language.empty() && comes_with_program(renaming.before))) {
        throw not_yours(library, renaming);
    }
    RenamePlan plan{new_files(library, renaming, old_files), {}};
    add_those_that_render_it(library, renaming, plan);
    for (auto old = old_files.rbegin(); old != old_files.rend(); ++old) {
        plan.steps.push_back(
            {Kind::remove, old->name, old->path, {}, content_of(library, old->name)});
    }
    return plan;
}

void carry_out(const RenamePlan& plan, const std::function<void()>& before_each) {
    for (const auto& step : plan.steps) {
        before_each();
        switch (step.kind) {
        case Kind::write:
            store_new(step.path, step.content);
            break;
        case Kind::change:
            store_over(step.path, step.content, step.before);
            break;
        case Kind::remove:
            remove_own(step.path, step.before);
            break;
        }
    }
}

} // namespace etsyorder::templates
