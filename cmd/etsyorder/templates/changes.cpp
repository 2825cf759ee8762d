// SPDX-License-Identifier: MIT
#include "templates/changes.hpp"

#include "liquid/uses.hpp"
#include "orders/editor.hpp"
#include "templates/check.hpp"
#include "templates/fact_roots.hpp"
#include "templates/library_of.hpp"
#include "templates/own_files.hpp"
#include "templates/skeleton.hpp"
#include "templates/template_uses.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace etsyorder {
namespace {

using base::Error;
using base::ErrorKind;

constexpr std::string_view kCut =
    "{% comment %} ------ what stands from here on is not kept ------";

} // namespace

frame::Table changes_table(const std::vector<TemplateChange>& all, bool dry_run) {
    frame::Table table{.name = "templates",
                       .columns = {{.field = "name", .heading = "template"},
                                   {.field = "language", .heading = "language"},
                                   {.field = "outcome", .heading = "outcome"},
                                   {.field = "note", .heading = "note", .flexible = true},
                                   {.field = "file"},
                                   {.field = "dry_run"}}};
    for (const auto& one : all) {
        table.rows.push_back({one.name.name,
                              frame::Value::text_or_null(one.name.language),
                              one.outcome,
                              frame::Value::text_or_null(one.note),
                              frame::Value::text_or_null(one.file),
                              dry_run});
    }
    return table;
}

std::string language_of(const std::optional<std::string>& flag) {
    return flag ? language_from_word(*flag) : std::string();
}

std::string called(const templates::TemplateFileName& name) {
    return name.language.empty() ? fmt::format("\"{}\"", name.name)
                                 : fmt::format("\"{}\" in {}", name.name, name.language);
}

namespace {

base::Result<std::shared_ptr<const templates::Template>, liquid::Problem>
compiled(const templates::Library& library,
         const templates::TemplateFileName& name,
         const std::string& content,
         const std::string& at) {
    std::shared_ptr<const templates::Template> base;
    if (!name.language.empty() && library.has(name.name)) {
        // A base that is broken is told of where it is edited.
        if (const auto found = library.find(name.name, "")) {
            base = *found;
        }
    }
    return templates::Template::compile({name, templates::Origin::own, at, content}, base.get());
}

// Several lines: one by one, as each is shown without what would move the cursor.
void warn_lines(frame::Services& services, std::string_view text) {
    while (!text.empty()) {
        const auto end = text.find('\n');
        services.output().warn(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
}

void warn_of_unknown_in(frame::Services& services,
                        const templates::Library& library,
                        const templates::Template& source,
                        const liquid::Template& text) {
    for (const auto& use : liquid::uses_of(text).variables) {
        const auto root = use.path.substr(0, use.path.find_first_of(".["));
        const auto& asked = source.front().asked;
        const bool known =
            templates::is_fact_root(root)
                ? templates::is_fact(use.path)
                : templates::is_part_name(source.name().name) ||
                      std::ranges::find(asked, root, &templates::Asked::name) != asked.end();
        if (!known) {
            auto problem = use.at;
            const auto meant = templates::nearest_fact(use.path);
            problem.what = fmt::format("unknown variable \"{}\"", use.path);
            problem.hint = meant.empty() ? "" : fmt::format("did you mean \"{}\"?", meant);
            warn_lines(services, problem.text());
        }
    }
    const templates::PartsInLanguage parts(library, source.name().language);
    for (const auto& problem : templates::missing_parts(library, parts, text)) {
        warn_lines(services, problem.text());
    }
}

} // namespace

std::optional<liquid::Problem> problem_of(const templates::Library& library,
                                          const templates::TemplateFileName& name,
                                          const std::string& content,
                                          const std::string& at) {
    auto result = compiled(library, name, content, at);
    return result ? std::nullopt : std::optional(std::move(result.error()));
}

void warn_of_unknown(frame::Services& services,
                     const templates::Library& library,
                     const templates::TemplateFileName& name,
                     const std::string& content) {
    const auto result = compiled(library, name, content, templates::file_name_of(name));
    if (!result) {
        return;
    }
    warn_of_unknown_in(services, library, **result, (*result)->liquid());
    if (const auto& subject = (*result)->subject()) {
        warn_of_unknown_in(services, library, **result, *subject);
    }
    warn_of_guessed_format(services, **result);
}

void warn_of_guessed_format(frame::Services& services, const templates::Template& source) {
    if (source.format_is_guessed()) {
        services.output().warn(
            fmt::format("{}: there are tags in it, so it is taken for HTML; its head may say "
                        "\"format: html\", or \"format: text\" where they are to be seen",
                        source.file()));
    }
}

void warn_left_out(frame::Services& services, const std::vector<std::string>& whys) {
    for (const auto& why : whys) {
        services.output().warn("not looked at: " + why);
    }
}

std::string place_of_built_in(const templates::Library& library,
                              const templates::TemplateFileName& name) {
    if (!templates::comes_with_program(name.name) || templates::is_own(library, {name.name, ""})) {
        return {};
    }
    if (!name.language.empty()) {
        return templates::starter_of(name) != nullptr ? "it takes the place of the built-in text"
                                                      : "";
    }
    std::vector<std::string> lost;
    for (const auto& language : library.languages(name.name)) {
        if (!templates::is_own(library, {name.name, language})) {
            lost.push_back(language);
        }
    }
    return lost.empty() ? "it takes the place of the built-in one"
                        : fmt::format("it takes the place of the built-in one, whose texts in {} "
                                      "are no longer used",
                                      fmt::join(lost, ", "));
}

Edited edit_template(frame::Services& services,
                     const templates::Library& library,
                     const TemplateDraft& draft,
                     const StoreDraft& store) {
    const auto facts = templates::facts_as_comments();
    const auto below = facts.substr(facts.find('\n') + 1); // the cut begins the comment
    const auto start =
        draft.start.ends_with('\n') || draft.start.empty() ? draft.start : draft.start + "\n";
    const auto file_name = templates::file_name_of(draft.name);
    EditedText edited({file_name, start, kCut, below}, services.variables());
    std::string text;
    while (true) {
        text = edited.text();
        text += text.empty() || text.ends_with('\n') ? "" : "\n";
        if (edited.wrote_below()) {
            auto error = Error(ErrorKind::usage, "what stands below the line is not kept");
            throw std::move(error)
                .because(fmt::format("something was written below: {}", kCut))
                .note("nothing was stored; what you wrote is in " + edited.file().string())
                .hint("write it above the line");
        }
        if (text == start || text.find_first_not_of(" \t\r\n") == std::string::npos) {
            edited.done();
            return Edited::unchanged;
        }
        const auto problem = problem_of(library, draft.name, text, file_name);
        if (!problem) {
            break;
        }
        warn_lines(services, problem->text());
        if (services.flags().yes || !services.confirm("Edit it again?")) {
            auto error = Error(ErrorKind::usage, "this is no template, and was not stored");
            throw std::move(error)
                .because(problem->what)
                .note("what you wrote is kept in " + edited.file().string());
        }
        edited.edit_again(services.variables());
    }
    try {
        store(text);
    } catch (const Error&) {
        services.output().warn("what you wrote is kept in " + edited.file().string());
        throw;
    }
    edited.done();
    warn_of_unknown(services, library, draft.name, text);
    return Edited::stored;
}

} // namespace etsyorder
