// SPDX-License-Identifier: MIT
#include "frame/command.hpp"
#include "templates/changes.hpp"
#include "templates/library_of.hpp"
#include "templates/search_templates.hpp"

namespace etsyorder {
namespace {

using frame::ExitCode;
using frame::Services;
using frame::Value;

struct SearchArgs {
    std::vector<std::string> words;
    std::optional<std::string> language;
};

frame::Table empty_table() {
    return {.name = "templates",
            .columns = {{.field = "name", .heading = "template"},
                        {.field = "language", .heading = "language"},
                        {.field = "found_in", .heading = "found in"},
                        {.field = "line", .heading = "line", .flexible = true},
                        {.field = "origin", .heading = "from", .expendable = true},
                        {.field = "whole"},
                        {.field = "missing"}}};
}

ExitCode run_search(const SearchArgs& args, Services& services) {
    services.output().require_fields(frame::field_names(empty_table()));
    const auto library = library_of(services);
    std::string words;
    for (const auto& word : args.words) {
        words += (words.empty() ? "" : " ") + word;
    }
    const auto hits = templates::search_templates(library, words, language_of(args.language));
    auto table = empty_table();
    for (const auto& hit : hits) {
        Value::List places;
        for (const auto place : hit.found_in) {
            places.emplace_back(templates::to_string(place));
        }
        table.rows.push_back({hit.name,
                              hit.language.empty() ? Value() : Value(hit.language),
                              Value::list(std::move(places)),
                              hit.line,
                              templates::to_string(hit.origin),
                              hit.whole,
                              Value::list({hit.missing.begin(), hit.missing.end()})});
    }
    const bool whole = hits.empty() || hits.front().whole;
    services.output().table(std::move(table));
    if (hits.empty()) {
        services.output().note("no template has these words");
    } else if (!whole) {
        services.output().note("none has all of these words; these answer questions like it");
    }
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_templates_search() {
    return frame::field_names(empty_table());
}

void add_templates_search(frame::Command& noun) {
    auto args = std::make_shared<SearchArgs>();
    noun.verb("search", "Find templates by words, or by the question a buyer asked")
        .value("words",
               args->words,
               "each begins a word of the name, questions, tags, subject, about or text",
               {.required = true})
        .value("--lang",
               args->language,
               "only texts in this language",
               {.shown = "LANGUAGE", .live = "template language"})
        .examples({"etsyorder templates search proof remind",
                   "etsyorder templates search \"where is my order?\"",
                   "etsyorder templates search versand --lang de --json name"})
        .runs([args](Services& services) { return run_search(*args, services); });
}

} // namespace etsyorder
