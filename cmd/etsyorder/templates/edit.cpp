// SPDX-License-Identifier: MIT
#include "frame/command.hpp"
#include "templates/changes.hpp"
#include "templates/library_of.hpp"
#include "templates/own_files.hpp"

#include <fmt/format.h>

namespace etsyorder {

std::vector<std::string> fields_of_templates_edit();

namespace {

using base::Error;
using base::ErrorKind;
using frame::ExitCode;
using frame::Services;

struct EditArgs {
    std::string name;
    std::optional<std::string> language;
};

ExitCode run_edit(const EditArgs& args, Services& services) {
    services.output().require_fields(fields_of_templates_edit(), "templates");
    const auto library = library_of(services);
    templates::sweep_unfinished(library);
    const templates::TemplateFileName name{known_template(library, args.name),
                                           language_of(args.language)};
    const auto before = templates::text_of(library, name);
    if (!before) {
        throw Error(ErrorKind::not_found, fmt::format("there is no template {}", called(name)))
            .hint(fmt::format("etsyorder templates new {}{}",
                              name.name,
                              name.language.empty() ? "" : " --lang " + name.language));
    }
    if (!services.may_ask()) {
        throw Error(ErrorKind::usage, "an editor needs a terminal")
            .hint("the file is " + library.path_of(name).string());
    }
    const bool own = before->origin == templates::Origin::own;
    const auto path = library.path_of(name);
    const auto note = own ? std::string() : place_of_built_in(library, name);
    const auto stored =
        edit_template(services, library, {name, before->content}, [&](const std::string& content) {
            own ? templates::store_over(path, content, before->content)
                : templates::store_new(path, content);
        });
    const bool changed = stored == Edited::stored;
    services.output().table(changes_table({{name,
                                            !changed ? "unchanged"
                                            : own    ? "changed"
                                                     : "written",
                                            changed || own ? path.string() : std::string(),
                                            changed ? note : std::string()}},
                                          false));
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_templates_edit() {
    return frame::field_names(changes_table({}, false));
}

void add_templates_edit(frame::Command& noun) {
    auto args = std::make_shared<EditArgs>();
    noun.verb("edit", "Change a template in your editor; of a built-in one a copy becomes yours")
        .value("name", args->name, "the template", {.required = true, .live = "template or part"})
        .value("--lang",
               args->language,
               "its text in this language",
               {.shown = "LANGUAGE", .live = "template language"})
        .examples({"etsyorder templates edit order-thanks",
                   "etsyorder templates edit order-thanks --lang de",
                   "EDITOR=nano etsyorder templates edit _signature"})
        .runs([args](Services& services) { return run_edit(*args, services); });
}

} // namespace etsyorder
