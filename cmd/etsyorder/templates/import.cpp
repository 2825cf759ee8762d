// SPDX-License-Identifier: MIT
#include "base/atomic_file.hpp"
#include "config/options.hpp"
#include "frame/command.hpp"
#include "templates/changes.hpp"
#include "templates/import_replies.hpp"
#include "templates/library_of.hpp"
#include "templates/own_files.hpp"
#include "templates/replies_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <system_error>

namespace etsyorder {
namespace {

using base::Error;
using base::ErrorKind;
using frame::ExitCode;
using frame::Services;
using frame::Value;
using templates::ImportedReply;
using Outcome = ImportedReply::Outcome;
namespace fs = std::filesystem;

struct ImportArgs {
    std::vector<std::string> files;
    std::vector<std::string> map; // "name=Title"
    std::optional<std::string> language;
    bool replace = false;
    bool dry_run = false;
};

frame::Table empty_table() {
    return {.name = "templates",
            .columns = {{.field = "name", .heading = "template"},
                        {.field = "language", .heading = "language"},
                        {.field = "outcome", .heading = "outcome"},
                        {.field = "asked", .heading = "asks for", .flexible = true},
                        {.field = "note", .heading = "note", .flexible = true},
                        {.field = "row", .heading = "row", .right = true},
                        {.field = "title"},
                        {.field = "placeholders"},
                        {.field = "lost"},
                        {.field = "file"},
                        {.field = "dry_run"}}};
}

std::string note_of(const ImportedReply& one) {
    auto note =
        one.outcome == Outcome::exists ? "it has another text; --replace replaces it" : one.why;
    for (const auto* more : {&one.notes, &one.lost}) {
        for (const auto& text : *more) {
            note += (note.empty() ? "" : "; ") + text;
        }
    }
    return note;
}

std::string outcome_of(const ImportedReply& one, bool dry_run) {
    if (dry_run && one.outcome == Outcome::imported) {
        return "would be imported";
    }
    if (dry_run && one.outcome == Outcome::replaced) {
        return "would be replaced";
    }
    return std::string(templates::to_string(one.outcome));
}

frame::Table table_of(const std::vector<ImportedReply>& all, bool dry_run) {
    auto table = empty_table();
    for (const auto& one : all) {
        Value::List asked;
        Value::List placeholders;
        for (const auto& use : one.placeholders) {
            if (use.asked) {
                asked.emplace_back(use.became);
            }
            placeholders.push_back(Value::object(
                {{"written", use.written}, {"became", use.became}, {"asked", use.asked}}));
        }
        table.rows.push_back({Value::text_or_null(one.name.name),
                              Value::text_or_null(one.name.language),
                              outcome_of(one, dry_run),
                              Value::list(std::move(asked)),
                              Value::text_or_null(note_of(one)),
                              one.row == 0 ? Value() : Value(one.row),
                              Value::text_or_null(one.title),
                              Value::list(std::move(placeholders)),
                              Value::list({one.lost.begin(), one.lost.end()}),
                              one.file,
                              dry_run});
    }
    return table;
}

templates::ReplyColumns columns_from(const std::vector<std::string>& words) {
    static const std::vector<std::string> kKnown{
        "name", "text", "subject", "tags", "language", "about"};
    templates::ReplyColumns columns;
    for (const auto& word : words) {
        const auto cut = word.find('=');
        const auto name = word.substr(0, cut);
        if (cut == std::string::npos || cut + 1 == word.size() ||
            std::ranges::find(kKnown, name) == kKnown.end()) {
            throw Error(ErrorKind::usage, fmt::format("--map: \"{}\" is no NAME=COLUMN", word))
                .because("NAME is name, text, subject, tags, language or about")
                .hint("--map name=Title,text=Answer");
        }
        columns[name] = word.substr(cut + 1);
    }
    return columns;
}

std::string content_of(const std::string& file, frame::Streams& streams) {
    if (file != "-") {
        auto content = base::read_file(file, templates::kMostReplyBytes);
        if (!content) {
            throw Error(ErrorKind::not_found, fmt::format("{} is not there", file));
        }
        return std::move(*content);
    }
    std::string content;
    while (const auto line = streams.read_line()) {
        content += *line + '\n';
        if (content.size() > templates::kMostReplyBytes) {
            throw Error(ErrorKind::usage, "standard input is larger than 20 MiB");
        }
    }
    return content;
}

void add_folder(const std::string& folder,
                Services& services,
                std::vector<templates::RepliesFile>& files) {
    auto read = templates::read_replies_folder(folder);
    const auto& left = read.left;
    if (!left.empty()) {
        services.output().warn(
            fmt::format("{}: not read, as no .txt, .md, .html or .liquid: {}{}",
                        folder,
                        left.front(),
                        left.size() == 1 ? "" : fmt::format(" and {} more", left.size() - 1)));
    }
    std::ranges::move(read.files, std::back_inserter(files));
}

std::vector<templates::RepliesFile> read_files(const ImportArgs& args, Services& services) {
    const auto columns = columns_from(args.map);
    std::vector<templates::RepliesFile> files;
    std::error_code unseen;
    for (const auto& file : args.files) {
        if (fs::is_directory(file, unseen)) {
            add_folder(file, services, files);
            continue;
        }
        const auto content = content_of(file, services.streams());
        const auto name = file == "-" ? "" : std::filesystem::path(file).filename().string();
        auto read = templates::read_saved_replies(content, name, columns);
        if (!read) {
            throw Error(ErrorKind::usage, fmt::format("{} cannot be imported", file))
                .because(read.error().why)
                .hint(read.error().hint);
        }
        if (read->without_header) {
            services.output().note(fmt::format(
                "{}: its first line names no columns, so it is a reply, too: name, then text",
                file));
        }
        files.push_back({file, std::move(*read)});
    }
    return files;
}

// What base texts are written in.
std::string own_language(Services& services) {
    if (config::find_option("language") == nullptr) {
        return {};
    }
    return templates::language_from(services.config().text("language")).value_or("");
}

// What nobody said, and what to say.
void note_languages(const std::vector<ImportedReply>& plan,
                    const std::string& own,
                    Services& services) {
    std::map<std::string, std::size_t> counts;
    for (const auto& one : plan) {
        if (!one.reads_as.empty() && one.outcome != Outcome::refused) {
            ++counts[one.reads_as];
        }
    }
    for (const auto& [language, count] : counts) {
        services.output().note(fmt::format(
            "{} of them {} as {}: if the shop's own language is not {}, \"language: {}\" in "
            "config.yaml says so; of translations, --lang {} does",
            count,
            count == 1 ? "reads" : "read",
            language == "de" ? "German" : "English",
            own.empty() ? "known" : own,
            language,
            language));
    }
}

ExitCode run_import(const ImportArgs& args, Services& services) {
    services.output().require_fields(frame::field_names(empty_table()), "templates");
    const auto library = library_of(services);
    if (!args.dry_run) {
        templates::sweep_unfinished(library);
    }
    templates::ImportRules rules;
    rules.language = language_of(args.language);
    rules.own_language = own_language(services);
    rules.replace = args.replace;
    const auto plan = templates::plan_import(library, read_files(args, services), rules);
    if (!args.dry_run) {
        templates::store_import(library, plan, [] {});
    }
    services.output().table(table_of(plan, args.dry_run));
    note_languages(plan, rules.own_language, services);
    const bool findings = std::ranges::any_of(plan, [](const ImportedReply& one) {
        return one.outcome == Outcome::refused || one.outcome == Outcome::exists ||
               !one.lost.empty();
    });
    if (plan.empty()) {
        services.output().note("there are no replies in it");
    }
    return findings ? ExitCode::findings : ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_templates_import() {
    return frame::field_names(empty_table());
}

void add_templates_import(frame::Command& noun) {
    auto args = std::make_shared<ImportArgs>();
    noun.verb("import", "Take over saved replies: CSV, JSON, plain text, or what export wrote")
        .value("file", args->files, "files, folders, or - for standard input", {.required = true})
        .value("--map",
               args->map,
               "which column is what: name, text, subject, tags, language, about",
               {.shown = "NAME=COLUMN,...", .with_commas = true})
        .value("--lang",
               args->language,
               "they are all in this language",
               {.shown = "LANGUAGE", .live = "template language"})
        .flag("--replace", args->replace, "also where there is a template with another text")
        .flag("--dry-run", args->dry_run, "say what would be imported, store nothing")
        .examples({"etsyorder templates import replies.csv --dry-run",
                   "etsyorder templates import macros.json --json name,outcome,placeholders",
                   "etsyorder templates import answers.csv --map name=Topic,text=Answer",
                   "etsyorder templates import antworten.csv --lang de"})
        .runs([args](Services& services) { return run_import(*args, services); });
}

} // namespace etsyorder
