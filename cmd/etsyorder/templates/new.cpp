// SPDX-License-Identifier: MIT
#include "frame/command.hpp"
#include "templates/changes.hpp"
#include "templates/library_of.hpp"
#include "templates/own_files.hpp"
#include "templates/skeleton.hpp"

#include <fmt/format.h>

namespace etsyorder {

std::vector<std::string> fields_of_templates_new();

namespace {

using base::Error;
using base::ErrorKind;
using frame::ExitCode;
using frame::Services;

struct NewArgs {
    std::string name;
    std::optional<std::string> piped; // "-"
    std::optional<std::string> text;
    std::optional<std::string> from;
    std::optional<std::string> language;
    bool dry_run = false;
};

void refuse_wrong_name(const NewArgs& args) {
    if (templates::is_template_name(args.name)) {
        return;
    }
    const auto meant = templates::name_from(args.name);
    throw Error(ErrorKind::usage, fmt::format("\"{}\" is no name of a template", args.name))
        .because("a name has 1 to 64 small letters, digits and single -")
        .hint(meant.empty() ? "etsyorder templates new order-thanks"
                            : fmt::format("\"{}\" is one", meant));
}

void refuse_taken(const templates::Library& library, const templates::TemplateFileName& name) {
    if (templates::is_own(library, name)) {
        throw Error(ErrorKind::conflict, fmt::format("there is a template {}", called(name)))
            .hint(fmt::format("etsyorder templates edit {}{}",
                              name.name,
                              name.language.empty() ? "" : " --lang " + name.language));
    }
    if (!name.language.empty() && !templates::text_of(library, {name.name, ""})) {
        throw Error(ErrorKind::usage,
                    fmt::format("there is no \"{}\" that this would be the {} text of",
                                name.name,
                                name.language))
            .because("the text in the shop's own language is the base of all others")
            .hint("etsyorder templates new " + name.name);
    }
}

std::string text_of_standard_input(frame::Streams& streams) {
    std::string text;
    while (const auto line = streams.read_line()) {
        text += *line + '\n';
        if (text.size() > templates::kMostTemplateBytes) {
            throw Error(ErrorKind::usage, "the text on standard input is too long for a template");
        }
    }
    return text;
}

// What the new one begins with: another one, its own base, or the keys explained.
std::string start_of(const NewArgs& args,
                     const templates::Library& library,
                     const templates::TemplateFileName& name) {
    if (args.from) {
        const auto& from = known_template(library, *args.from);
        auto text = templates::text_of(library, {from, name.language});
        if (!text) {
            text = templates::text_of(library, {from, ""});
        }
        return text ? text->content : std::string();
    }
    const auto base =
        name.language.empty() ? std::nullopt : templates::text_of(library, {name.name, ""});
    return base ? base->content : templates::skeleton();
}

ExitCode tell(const NewArgs& args, Services& services, TemplateChange change) {
    change.outcome = args.dry_run ? "would be written" : "written";
    services.output().table(changes_table({std::move(change)}, args.dry_run));
    return ExitCode::done;
}

struct GivenText {
    TemplateChange change;
    std::string text;
};

ExitCode store_given(const NewArgs& args,
                     Services& services,
                     const templates::Library& library,
                     const GivenText& given) {
    const auto& [change, text] = given;
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
        throw Error(ErrorKind::usage, "there is no text for the template");
    }
    if (const auto problem =
            problem_of(library, change.name, text, templates::file_name_of(change.name))) {
        throw template_error(ErrorKind::usage, *problem);
    }
    if (templates::is_own(library, change.name)) {
        const auto there = templates::text_of(library, change.name);
        if (!there || there->content != text) {
            refuse_taken(library, change.name);
        }
        services.output().table(
            changes_table({{change.name, "already so", change.file, {}}}, args.dry_run));
        return ExitCode::done;
    }
    if (!args.dry_run) {
        templates::store_new(change.file, text);
    }
    warn_of_unknown(services, library, change.name, text);
    return tell(args, services, change);
}

ExitCode run_new(const NewArgs& args, Services& services) {
    services.output().require_fields(fields_of_templates_new(), "templates");
    refuse_wrong_name(args);
    if (static_cast<int>(args.piped.has_value()) + static_cast<int>(args.text.has_value()) +
            static_cast<int>(args.from.has_value()) >
        1) {
        throw Error(ErrorKind::usage, "-, --text and --from are three texts to begin with")
            .hint("give one of them");
    }
    const auto library = library_of(services);
    if (!args.dry_run) {
        templates::sweep_unfinished(library);
    }
    const templates::TemplateFileName name{args.name, language_of(args.language)};
    const bool piped = args.piped.has_value() || args.text == "-";
    const bool given = piped || args.text || (args.from && !services.may_ask());
    if (!given || !templates::is_own(library, name)) {
        refuse_taken(library, name);
    }
    const auto start = start_of(args, library, name);
    const auto path = library.path_of(name);
    const TemplateChange change{name, {}, path.string(), place_of_built_in(library, name)};
    if (given) {
        auto text = piped ? text_of_standard_input(services.streams()) : args.text.value_or(start);
        text += text.ends_with('\n') ? "" : "\n";
        return store_given(args, services, library, {change, text});
    }
    if (args.dry_run) {
        return tell(args, services, change);
    }
    if (!services.may_ask()) {
        throw Error(ErrorKind::usage, "there is no text for the template")
            .because("without a terminal there is no editor")
            .hint("--text TEXT, --text - to read it from standard input, or --from OTHER");
    }
    const auto stored =
        edit_template(services, library, {name, start}, [&](const std::string& content) {
            templates::store_new(path, content);
        });
    if (stored == Edited::unchanged) {
        if (!args.from) {
            services.output().note("nothing was written");
            return ExitCode::done;
        }
        templates::store_new(path, start); // a copy was asked for
    }
    return tell(args, services, change);
}

} // namespace

std::vector<std::string> fields_of_templates_new() {
    return frame::field_names(changes_table({}, false));
}

void add_templates_new(frame::Command& noun) {
    auto args = std::make_shared<NewArgs>();
    noun.verb("new", "Write a template of your own")
        .value("name", args->name, "what it is called: order-thanks", {.required = true})
        .value("input", args->piped, "- reads the text from standard input", {.one_of = {"-"}})
        .value("--text",
               args->text,
               "the text, or - for standard input; no editor is opened",
               {.shown = "TEXT"})
        .value("--from",
               args->from,
               "begin with a copy of this template",
               {.shown = "OTHER", .live = "template or part"})
        .value("--lang",
               args->language,
               "the text in this language, of a template that is there",
               {.shown = "LANGUAGE", .live = "template language"})
        .flag("--dry-run", args->dry_run, "say what would be written, write nothing")
        .examples({"etsyorder templates new wood-is-late",
                   "etsyorder templates new order-thanks --from order-thanks",
                   "etsyorder templates new wood-is-late --lang de",
                   "etsyorder templates new hours --text 'I am at the bench from 9 to 5.'"})
        .runs([args](Services& services) { return run_new(*args, services); });
}

} // namespace etsyorder
