// SPDX-License-Identifier: MIT
#include "frame/command.hpp"
#include "templates/library_of.hpp"
#include "templates/own_files.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace etsyorder {
namespace {

using frame::Cell;
using frame::ExitCode;
using frame::Services;
using frame::Tone;
using frame::Value;

struct ListArgs {
    bool mine = false;
    bool parts = false;
    std::optional<std::string> tag;
    std::optional<std::string> audience;
    std::optional<std::string> language;
};

frame::Table empty_table() {
    return {.name = "templates",
            .columns = {{.field = "name", .heading = "template"},
                        {.field = "about", .heading = "about", .flexible = true},
                        {.field = "languages", .heading = "languages"},
                        {.field = "audience", .heading = "for", .expendable = true},
                        {.field = "tags", .heading = "tags", .flexible = true, .expendable = true},
                        {.field = "origin", .heading = "from"},
                        {.field = "problem", .heading = "problem", .flexible = true},
                        {.field = "channels"},
                        {.field = "questions"},
                        {.field = "asks"},
                        {.field = "applies"},
                        {.field = "subject"},
                        {.field = "file"},
                        {.field = "own_languages"}},
            .when_empty = "no templates"};
}

Value list_of(const std::vector<std::string>& texts) {
    return Value::list({texts.begin(), texts.end()});
}

Value placed(const std::optional<templates::PlacedText>& text) {
    return text ? Value(text->text) : Value();
}

// Those with a file of the seller's; "" is the base.
std::vector<std::string> own_languages(const templates::Library& library, const std::string& name) {
    std::vector<std::string> own;
    for (auto& file : templates::own_files(library, name)) {
        own.push_back(std::move(file.name.language));
    }
    return own;
}

// A built-in one may have languages of the seller's.
Cell origin_cell(const templates::Library& library, const std::string& name) {
    const auto origin = library.origin(name);
    Cell cell(templates::to_string(origin));
    const auto own = own_languages(library, name);
    if (origin == templates::Origin::built_in && !own.empty()) {
        cell.shown = cell.piped =
            fmt::format("{}, yours: {}", templates::to_string(origin), fmt::join(own, ", "));
    }
    return cell;
}

Value own_languages_value(const templates::Library& library, const std::string& name) {
    Value::List list;
    for (const auto& language : own_languages(library, name)) {
        list.push_back(Value::text_or_null(language));
    }
    return Value::list(std::move(list));
}

std::vector<Cell>
row_of(const templates::Library& library, const std::string& name, const templates::Found& found) {
    const auto languages = list_of(library.languages(name));
    const auto origin = origin_cell(library, name);
    const auto own = own_languages_value(library, name);
    if (!found) {
        const auto& problem = found.error();
        const auto text = problem.source.empty() && problem.caret == 0
                              ? problem.what
                              : fmt::format("line {}: {}", problem.line, problem.what);
        return {name,
                nullptr,
                languages,
                nullptr,
                nullptr,
                origin,
                Cell(text, text, Tone::bad),
                nullptr,
                nullptr,
                nullptr,
                nullptr,
                nullptr,
                problem.name,
                own};
    }
    const auto& front = (*found)->front();
    std::vector<std::string> asks;
    for (const auto& asked : front.asked) {
        asks.push_back(asked.name);
    }
    return {name,
            Value::text_or_null(front.about),
            languages,
            templates::to_string((*found)->audience()),
            list_of(front.tags),
            origin,
            nullptr,
            list_of(front.channels),
            list_of(front.questions),
            list_of(asks),
            placed(front.applies),
            placed(front.subject),
            (*found)->file(),
            own};
}

bool is_wanted(const ListArgs& args,
               const templates::Library& library,
               const std::string& name,
               const templates::Found& found) {
    if (templates::is_part_name(name) != args.parts ||
        (args.mine && templates::own_files(library, name).empty())) {
        return false;
    }
    if (!found) {
        return !args.tag && !args.audience; // its problem is to be seen
    }
    const auto& tags = (*found)->front().tags;
    return (!args.tag || std::ranges::find(tags, *args.tag) != tags.end()) &&
           (!args.audience || *args.audience == templates::to_string((*found)->audience()));
}

ExitCode run_list(const ListArgs& args, Services& services) {
    services.output().require_fields(frame::field_names(empty_table()));
    const auto library = library_of(services);
    const auto language = args.language ? language_from_word(*args.language) : std::string();
    auto table = empty_table();
    for (const auto& name : library.names()) {
        const auto found = library.find(name, language);
        if (is_wanted(args, library, name, found)) {
            table.rows.push_back(row_of(library, name, found));
        }
    }
    services.output().table(std::move(table));
    for (const auto& problem : library.file_problems()) {
        services.output().warn(fmt::format("{}: {}", problem.file, problem.what));
    }
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_templates_list() {
    return frame::field_names(empty_table());
}

void add_templates_list(frame::Command& noun) {
    auto args = std::make_shared<ListArgs>();
    noun.verb("list", "List your templates, and those that come with the program")
        .flag("--mine", args->mine, "only files of yours")
        .flag("--parts", args->parts, "the parts that others render instead")
        .value("--tag", args->tag, "those with this tag", {.shown = "TAG", .live = "template tag"})
        .value("--audience",
               args->audience,
               "those for the buyer or for the seller",
               {.shown = "WHOM", .one_of = {"buyer", "seller"}})
        .value("--lang",
               args->language,
               "as they are told of in this language",
               {.shown = "LANGUAGE", .live = "template language"})
        .examples({"etsyorder templates list",
                   "etsyorder templates list --tag proof --json name,subject",
                   "etsyorder templates list --mine"})
        .runs([args](Services& services) { return run_list(*args, services); });
}

} // namespace etsyorder
