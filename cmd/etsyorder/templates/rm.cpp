// SPDX-License-Identifier: MIT
#include "frame/command.hpp"
#include "templates/changes.hpp"
#include "templates/library_of.hpp"
#include "templates/own_files.hpp"
#include "templates/part_names.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <utility>

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
        const auto languages = library.languages(name);
        if (files.empty() && !language.empty() &&
            std::ranges::find(languages, language) == languages.end()) {
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
void refuse_rendered(const templates::OwnTexts& own,
                     const std::string& name,
                     const std::set<std::string>& going) {
    std::vector<std::string> users;
    for (const auto& [file, content] : own.texts) {
        const auto parts = templates::part_names(content);
        if (!going.contains(file.path.string()) &&
            std::ranges::find(parts, name, &templates::PartName::name) != parts.end()) {
            users.push_back(templates::file_name_of(file.name));
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

std::vector<std::string> names_of(const RmArgs& args, frame::Streams& streams) {
    std::vector<std::string> names;
    for (const auto& word : args.names) {
        if (word != "-") {
            names.push_back(word);
            continue;
        }
        bool first = true;
        while (const auto line = streams.read_line()) {
            // The lines of `templates list` can be piped in.
            auto name = line->substr(0, line->find('\t'));
            const bool is_header = std::exchange(first, false) && line->starts_with("template\t");
            if (!name.empty() && !is_header) {
                names.push_back(std::move(name));
            }
        }
    }
    return names;
}

void refuse_needed(const templates::Library& library,
                   Services& services,
                   const std::vector<OwnFile>& files,
                   const std::set<std::string>& going) {
    const auto own = templates::own_texts(library);
    std::vector<std::string> left_out;
    for (const auto& [file, why] : own.unusable) {
        if (!going.contains(file.path.string())) {
            left_out.push_back(why);
        }
    }
    warn_left_out(services, left_out);
    for (const auto& file : files) {
        if (!file.name.language.empty()) {
            continue;
        }
        if (!templates::comes_with_program(file.name.name)) {
            refuse_rendered(own, file.name.name, going);
        }
        for (const auto& other : templates::own_files(library, file.name.name)) { // of --lang: none
            if (!going.contains(other.path.string())) {
                throw Error(ErrorKind::conflict,
                            fmt::format("{} needs its base", templates::file_name_of(other.name)));
            }
        }
    }
}

ExitCode run_rm(const RmArgs& args, Services& services) {
    services.output().require_fields(fields_of_templates_rm(), "templates");
    const auto library = library_of(services);
    if (!args.dry_run) {
        templates::sweep_unfinished(library);
    }
    std::vector<OwnFile> files;
    std::set<std::string> going;
    for (const auto& name : names_of(args, services.streams())) {
        for (auto& file : files_of(library, name, args)) {
            if (going.insert(file.path.string()).second) {
                files.push_back(std::move(file));
            }
        }
    }
    refuse_needed(library, services, files, going);
    std::vector<std::string> names;
    for (const auto& file : files) {
        names.push_back(templates::file_name_of(file.name));
    }
    if (!args.dry_run && !names.empty() &&
        !services.confirm(fmt::format("Remove {}?", fmt::join(names, ", ")))) {
        services.output().note("nothing was removed");
        return ExitCode::done;
    }
    std::vector<TemplateChange> done;
    for (const auto& file : files) {
        if (!args.dry_run) {
            templates::remove_unread(file.path);
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
        .value("name",
               args->names,
               "the templates; - reads one a line",
               {.required = true, .live = "own template"})
        .value("--lang",
               args->language,
               "only their texts in this language",
               {.shown = "LANGUAGE", .live = "own template language"})
        .flag("--dry-run", args->dry_run, "say what would be removed, remove nothing")
        .examples({"etsyorder templates rm wood-is-late",
                   "etsyorder templates rm order-thanks --lang de --yes"})
        .runs([args](Services& services) { return run_rm(*args, services); });
}

} // namespace etsyorder
