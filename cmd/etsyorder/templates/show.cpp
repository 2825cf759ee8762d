// SPDX-License-Identifier: MIT
#include "frame/command.hpp"
#include "templates/library_of.hpp"
#include "templates/template_uses.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace etsyorder {

std::vector<std::string> fields_of_templates_show();

namespace {

using frame::ExitCode;
using frame::Services;
using frame::Value;
using templates::Template;

struct ShowArgs {
    std::string name;
    std::optional<std::string> language;
    bool raw = false;
};

Value list_of(const std::vector<std::string>& texts) {
    return Value::list({texts.begin(), texts.end()});
}

Value placed(const std::optional<templates::PlacedText>& text) {
    return text ? Value(text->text) : Value();
}

Value asks_value(const std::vector<templates::Asked>& asked) {
    Value::List all;
    for (const auto& one : asked) {
        all.push_back(Value::object({{"name", one.name},
                                     {"question", Value::text_or_null(one.question)},
                                     {"type", templates::to_string(one.type)},
                                     {"example", Value::text_or_null(one.example)}}));
    }
    return Value::list(std::move(all));
}

Value template_value(const templates::Library& library, const Template& source) {
    const auto& front = source.front();
    const auto variables = templates::variables_of(library, source);
    return Value::object({{"name", source.name().name},
                          {"language", Value::text_or_null(source.name().language)},
                          {"languages", list_of(library.languages(source.name().name))},
                          {"origin", templates::to_string(source.origin())},
                          {"file", source.file()},
                          {"about", Value::text_or_null(front.about)},
                          {"subject", placed(front.subject)},
                          {"audience", templates::to_string(source.audience())},
                          {"channels", list_of(front.channels)},
                          {"tags", list_of(front.tags)},
                          {"questions", list_of(front.questions)},
                          {"applies", placed(front.applies)},
                          {"ask", asks_value(front.asked)},
                          {"attach", list_of(front.attach)},
                          {"format", templates::to_string(source.format())},
                          {"format_guessed", source.format_is_guessed()},
                          {"uses", list_of({variables.begin(), variables.end()})},
                          {"text", std::string(source.body())}});
}

std::string joined(const std::vector<std::string>& texts) {
    return fmt::format("{}", fmt::join(texts, ", "));
}

frame::Page page_of(const templates::Library& library, const Template& source) {
    const auto& front = source.front();
    const auto variables = templates::variables_of(library, source);
    frame::Page page;
    page.heading(source.name().name);
    page.field("about", front.about)
        .field("from", fmt::format("{} ({})", templates::to_string(source.origin()), source.file()))
        .field("languages", joined(library.languages(source.name().name)))
        .field("for", templates::to_string(source.audience()))
        .field("channels", joined(front.channels))
        .field("tags", joined(front.tags))
        .field("applies", front.applies ? front.applies->text : "")
        .field("subject", front.subject ? front.subject->text : "");
    for (const auto& question : front.questions) {
        page.field("answers", question);
    }
    for (const auto& asked : front.asked) {
        page.field("asks",
                   asked.question.empty() ? asked.name
                                          : fmt::format("{}: {}", asked.name, asked.question));
    }
    for (const auto& file : front.attach) {
        page.field("attach", file);
    }
    if (source.format_is_guessed()) {
        page.field("format", "html, for the tags in it; the head may say format: html or text");
    } else if (source.format() == templates::TextFormat::html) {
        page.field("format", "html");
    }
    page.field("uses", joined({variables.begin(), variables.end()}));
    page.blank().verbatim(source.body());
    return page;
}

ExitCode run_show(const ShowArgs& args, Services& services) {
    services.output().require_fields(fields_of_templates_show());
    const auto library = library_of(services);
    const auto language = args.language ? language_from_word(*args.language) : std::string();
    const auto found = library.find(known_template(library, args.name), language);
    if (!found) {
        throw template_error(base::ErrorKind::usage, found.error());
    }
    if (args.raw) {
        services.output().refuse_format();
        services.streams().out((*found)->content());
        return ExitCode::done;
    }
    services.output().page("template", template_value(library, **found), page_of(library, **found));
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_templates_show() {
    return {"name",
            "language",
            "languages",
            "origin",
            "file",
            "about",
            "subject",
            "audience",
            "channels",
            "tags",
            "questions",
            "applies",
            "ask",
            "attach",
            "format",
            "format_guessed",
            "uses",
            "text"};
}

void add_templates_show(frame::Command& noun) {
    auto args = std::make_shared<ShowArgs>();
    noun.verb("show", "Show a template: what it is for, what it asks and uses, and its text")
        .value(
            "name", args->name, "of the template", {.required = true, .live = "template or part"})
        .value("--lang",
               args->language,
               "its text in this language",
               {.shown = "LANGUAGE", .live = "template language"})
        .flag("--raw", args->raw, "the file as it is")
        .examples({"etsyorder templates show delay",
                   "etsyorder templates show delay --lang de",
                   "etsyorder templates show delay --raw > delay.liquid"})
        .runs([args](Services& services) { return run_show(*args, services); });
}

} // namespace etsyorder
