// SPDX-License-Identifier: MIT
#include "csv/writer.hpp"
#include "frame/command.hpp"
#include "orders/export_target.hpp"
#include "templates/changes.hpp"
#include "templates/library_of.hpp"
#include "templates/own_files.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace etsyorder {

std::vector<std::string> fields_of_templates_export();

namespace {

using base::Error;
using base::ErrorKind;
using frame::ExitCode;
using frame::Services;
using frame::Value;

struct ExportArgs {
    std::vector<std::string> names;
    bool mine = false;
    std::optional<std::string> to;
    std::optional<std::string> out;
    std::optional<std::string> folder;
    bool force = false;
    bool dry_run = false;
};

struct Chosen {
    std::vector<templates::TemplateText> texts;
    std::vector<std::string> left_out; // a sentence each: what cannot be read
};

// Without names a file that cannot be used keeps none of the others from being saved.
Chosen chosen(const ExportArgs& args, const templates::Library& library) {
    Chosen all;
    const auto take = [&](const templates::TemplateFileName& name) {
        try {
            auto text = templates::text_of(library, name);
            if (text && (!args.mine || text->origin == templates::Origin::own)) {
                all.texts.push_back(std::move(*text));
            }
        } catch (const Error& error) {
            if (!args.names.empty()) {
                throw;
            }
            all.left_out.push_back(error.summary());
        }
    };
    for (const auto& name : args.names.empty() ? library.names() : args.names) {
        (void)known_template(library, name);
        take({name, ""});
        for (const auto& language : library.languages(name)) {
            take({name, language});
        }
    }
    return all;
}

Value list_of(const std::vector<std::string>& texts) {
    return Value::list({texts.begin(), texts.end()});
}

// A file that is no template is exported with its source alone: nothing is to be lost.
Value value_of(const templates::TemplateText& text) {
    const auto split = templates::split_front_matter(text.content, text.file);
    const auto front = split ? split->front : templates::FrontMatter{};
    Value::List asks;
    for (const auto& asked : front.asked) {
        asks.push_back(Value::object({{"name", asked.name},
                                      {"question", asked.question},
                                      {"type", templates::to_string(asked.type)},
                                      {"example", Value::text_or_null(asked.example)}}));
    }
    return Value::object(
        {{"name", text.name.name},
         {"language", Value::text_or_null(text.name.language)},
         {"origin", templates::to_string(text.origin)},
         {"about", Value::text_or_null(front.about)},
         {"subject", front.subject ? Value(front.subject->text) : Value()},
         {"audience", front.audience ? Value(templates::to_string(*front.audience)) : Value()},
         {"channels", list_of(front.channels)},
         {"tags", list_of(front.tags)},
         {"questions", list_of(front.questions)},
         {"applies", front.applies ? Value(front.applies->text) : Value()},
         {"ask", Value::list(std::move(asks))},
         {"attach", list_of(front.attach)},
         {"format", front.format ? Value(templates::to_string(*front.format)) : Value()},
         {"text", split ? Value(split->body) : Value()},
         {"source", text.content}});
}

std::string as_json(const std::vector<templates::TemplateText>& texts) {
    std::string out = fmt::format(R"({{"schema":{},"templates":[)", frame::kJsonSchema);
    const char* between = "\n";
    for (const auto& text : texts) {
        out += between;
        value_of(text).append_json(out);
        between = ",\n";
    }
    return out + (texts.empty() ? "]}\n" : "\n]}\n");
}

std::string as_csv(const std::vector<templates::TemplateText>& texts) {
    std::string out;
    const std::array<std::string_view, 7> header{
        "name", "language", "origin", "subject", "tags", "text", "source"};
    csv::append_row(out, header);
    for (const auto& text : texts) {
        const auto split = templates::split_front_matter(text.content, text.file);
        const auto subject =
            split && split->front.subject ? split->front.subject->text : std::string();
        const auto tags =
            split ? fmt::format("{}", fmt::join(split->front.tags, ", ")) : std::string();
        const std::array<std::string_view, 7> row{text.name.name,
                                                  text.name.language,
                                                  templates::to_string(text.origin),
                                                  subject,
                                                  tags,
                                                  split ? split->body : std::string_view(),
                                                  text.content};
        csv::append_row(out, row);
    }
    return out;
}

void write_folder(const ExportArgs& args,
                  Services& services,
                  const std::vector<templates::TemplateText>& texts) {
    const std::filesystem::path folder = *args.folder;
    std::vector<TemplateChange> done;
    std::vector<std::string> before; // of files that are replaced
    for (const auto& text : texts) {
        const auto path = folder / templates::file_name_of(text.name);
        const auto there = base::read_file(path, templates::kMostTemplateBytes);
        const bool same = there == std::optional(text.content);
        if (there && !same && !args.force) {
            throw Error(ErrorKind::conflict,
                        fmt::format("{} is there and has another text", path.string()))
                .because("nothing was written")
                .hint("another folder, or --force to replace it");
        }
        before.push_back(there.value_or(""));
        done.push_back({text.name,
                        same           ? "already so"
                        : args.dry_run ? "would be written"
                                       : "written",
                        path.string(),
                        there && !same ? "it replaces another text" : ""});
    }
    for (std::size_t i = 0; i < done.size() && !args.dry_run; ++i) {
        if (done[i].outcome == "already so") {
            continue;
        }
        done[i].note.empty() ? templates::store_new(done[i].file, texts[i].content)
                             : templates::store_over(done[i].file, texts[i].content, before[i]);
    }
    services.output().table(changes_table(done, args.dry_run));
}

ExitCode run_export(const ExportArgs& args, Services& services) {
    services.output().require_fields(fields_of_templates_export(), "templates");
    if (args.folder && args.folder->empty()) {
        throw Error(ErrorKind::usage, "--folder is empty").hint("--folder ~/letters");
    }
    if (args.folder && (args.to || args.out)) {
        throw Error(ErrorKind::usage, "--folder writes files of templates; --to and --out do not")
            .hint("give one of them");
    }
    const auto file = args.out.value_or("-") == "-" ? std::string() : *args.out;
    if (!args.folder && file.empty() && services.output().json()) {
        const std::string flag = services.output().formats() ? "--format" : "--json";
        throw Error(ErrorKind::usage, flag + " reports on an export, which needs a file of its own")
            .hint("--out FILE or --folder FOLDER; without " + flag + " the templates come as JSON");
    }
    const auto library = library_of(services);
    const auto [texts, left_out] = chosen(args, library);
    warn_left_out(services, left_out);
    const auto end = left_out.empty() ? ExitCode::done : ExitCode::findings;
    if (args.folder) {
        write_folder(args, services, texts);
        return end;
    }
    if (!args.dry_run) {
        ExportTarget target(file, args.force, ExportTarget::Content::text, services.streams());
        target.write(args.to == "csv" ? as_csv(texts) : as_json(texts));
        target.commit();
        if (file.empty()) {
            return end;
        }
    }
    std::vector<TemplateChange> told;
    for (const auto& text : texts) {
        told.push_back({text.name, args.dry_run ? "would be written" : "written", file, ""});
    }
    services.output().table(changes_table(told, args.dry_run));
    return end;
}

} // namespace

std::vector<std::string> fields_of_templates_export() {
    return frame::field_names(changes_table({}, false));
}

void add_templates_export(frame::Command& noun) {
    auto args = std::make_shared<ExportArgs>();
    noun.verb("export", "Write templates as JSON, CSV or files; import reads all of them")
        .value(
            "name", args->names, "the templates; none: all of them", {.live = "template or part"})
        .flag("--mine", args->mine, "only texts of your own")
        .value("--to",
               args->to,
               "json (also without it) or csv",
               {.shown = "WHAT", .one_of = {"json", "csv"}})
        .value(
            "--out", args->out, "a new file; without it, or -: standard output", {.shown = "FILE"})
        .value("--folder",
               args->folder,
               "write a file NAME.liquid each into this folder",
               {.shown = "FOLDER"})
        .flag("--force", args->force, "replace files that are there with another text")
        .flag("--dry-run", args->dry_run, "say what would be written, write nothing")
        .examples({"etsyorder templates export --mine --out letters.json",
                   "etsyorder templates export --folder ~/letters",
                   "etsyorder templates export order-thanks --to csv"})
        .runs([args](Services& services) { return run_export(*args, services); });
}

} // namespace etsyorder
