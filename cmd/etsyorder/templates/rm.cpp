// SPDX-License-Identifier: MIT
#include "base/atomic_file.hpp"
#include "frame/command.hpp"
#include "templates/changes.hpp"
#include "templates/library_of.hpp"
#include "templates/own_files.hpp"
#include "templates/part_names.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace etsyorder {

std::vector<std::string> fields_of_templates_rm();

namespace {

using base::Error;
using base::ErrorKind;
using frame::ExitCode;
using frame::Services;
using templates::OwnFile;

struct RmArgs {
    std::vector<std::string> names;
    std::optional<std::string> language;
    bool dry_run = false;
};

// The files that go; languages before their base, so that a stop leaves no language without one.
std::vector<OwnFile>
files_of(const templates::Library& library, const std::string& name, const RmArgs& args) {
    (void)known_template(library, name);
    auto files = templates::own_files(library, name);
    if (args.language) {
        const auto language = language_of(args.language);
        std::erase_if(files, [&](const OwnFile& file) { return file.name.language != language; });
        if (files.empty() && !templates::text_of(library, {name, language})) {
            throw Error(ErrorKind::not_found,
                        fmt::format("there is no template {}", called({name, language})));
        }
    }
    if (files.empty()) {
        throw Error(ErrorKind::conflict, fmt::format("\"{}\" comes with the program", name))
            .because("it cannot be removed")
            .hint("a text of your own takes its place: etsyorder templates edit " + name);
    }
    std::reverse(files.begin(), files.end());
    return files;
}

// Whoever renders it would be broken, unless a built-in one stands there again.
void refuse_rendered(const templates::Library& library,
                     const std::string& name,
                     const std::set<std::string>& going) {
    std::vector<std::string> users;
    for (const auto& user : library.names()) {
        for (const auto& file : templates::own_files(library, user)) {
            const auto text = templates::text_of(library, file.name);
            if (!text) {
                continue;
            }
            const auto parts = templates::part_names(text->content);
            if (!going.contains(file.path.string()) &&
                std::ranges::find(parts, name, &templates::PartName::name) != parts.end()) {
                users.push_back(templates::file_name_of(file.name));
            }
        }
    }
    if (!users.empty()) {
        throw Error(ErrorKind::conflict,
                    fmt::format("\"{}\" is rendered by {}", name, fmt::join(users, ", ")))
            .because("they would no longer come out whole")
            .hint("change them first, or remove them too");
    }
}

std::string note_for(const OwnFile& file) {
    return templates::starter_of(file.name) != nullptr
               ? "the built-in one stands in its place again"
               : "";
}

ExitCode run_rm(const RmArgs& args, Services& services) {
    services.output().require_fields(fields_of_templates_rm(), "templates");
    const auto library = library_of(services);
    std::vector<OwnFile> files;
    std::set<std::string> going;
    for (const auto& name : args.names) {
        for (auto& file : files_of(library, name, args)) {
            if (going.insert(file.path.string()).second) {
                files.push_back(std::move(file));
            }
        }
    }
    for (const auto& file : files) {
        if (file.name.language.empty() && !templates::comes_with_program(file.name.name)) {
            refuse_rendered(library, file.name.name, going);
        }
        if (file.name.language.empty()) { // of --lang: none
            for (const auto& other : templates::own_files(library, file.name.name)) {
                if (!going.contains(other.path.string())) {
                    throw Error(
                        ErrorKind::conflict,
                        fmt::format("{} needs its base", templates::file_name_of(other.name)));
                }
            }
        }
    }
    std::vector<std::string> names;
    for (const auto& file : files) {
        names.push_back(templates::file_name_of(file.name));
    }
    if (!args.dry_run && !services.confirm(fmt::format("Remove {}?", fmt::join(names, ", ")))) {
        services.output().note("nothing was removed");
        return ExitCode::done;
    }
    std::vector<TemplateChange> done;
    for (const auto& file : files) {
        if (!args.dry_run) {
            const auto before = base::read_file(file.path, templates::kMostTemplateBytes);
            templates::remove_own(file.path, before.value_or(""));
        }
        done.push_back({file.name,
                        args.dry_run ? "would be removed" : "removed",
                        file.path.string(),
                        note_for(file)});
    }
    services.output().table(changes_table(done, args.dry_run));
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_templates_rm() {
    return frame::field_names(changes_table({}, false));
}

void add_templates_rm(frame::Command& noun) {
    auto args = std::make_shared<RmArgs>();
    noun.verb("rm", "Remove templates of your own")
        .value("name", args->names, "the templates", {.required = true, .live = "template"})
        .value("--lang", args->language, "only their texts in this language", {.shown = "LANGUAGE"})
        .flag("--dry-run", args->dry_run, "say what would be removed, remove nothing")
        .examples({"etsyorder templates rm wood-is-late",
                   "etsyorder templates rm order-thanks --lang de --yes"})
        .runs([args](Services& services) { return run_rm(*args, services); });
}

} // namespace etsyorder
