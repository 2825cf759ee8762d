// SPDX-License-Identifier: MIT
// What the commands that change the seller's files of templates have in common: the table of what
// was done, and the check before a text is stored.
#pragma once

#include "frame/services.hpp"
#include "frame/table.hpp"
#include "templates/library.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace etsyorder {

struct TemplateChange {
    templates::TemplateFileName name;
    std::string outcome;
    std::string file;
    std::string note; // empty: there is nothing to add
};

[[nodiscard]] frame::Table changes_table(const std::vector<TemplateChange>& all, bool dry_run);

// The language of --lang; empty: the base.
[[nodiscard]] std::string language_of(const std::optional<std::string>& flag);

// "de" as it is said of a text; the base is "".
[[nodiscard]] std::string called(const templates::TemplateFileName& name);

// Would this text be a template? `at`: what stands for its file in a problem.
[[nodiscard]] std::optional<liquid::Problem> problem_of(const templates::Library& library,
                                                        const templates::TemplateFileName& name,
                                                        const std::string& content,
                                                        const std::string& at);

// Says what would be wrong in every letter, such as {{ order.nosuch }} or a part that is not there:
// it may be meant for later, so it is stored all the same. A text that is no template has nothing
// to say.
void warn_of_unknown(frame::Services& services,
                     const templates::Library& library,
                     const templates::TemplateFileName& name,
                     const std::string& content);

// Says that it is taken for HTML for the tags in it alone, if it is.
void warn_of_guessed_format(frame::Services& services, const templates::Template& source);

// Of templates that cannot be used and do not keep the command from its work.
void warn_left_out(frame::Services& services, const std::vector<std::string>& whys);

// To be asked before an own text is stored: what of the program's it takes the place of, and
// whether other languages go out of use with it. A sentence, or empty.
[[nodiscard]] std::string place_of_built_in(const templates::Library& library,
                                            const templates::TemplateFileName& name);

// What an editor is opened on.
struct TemplateDraft {
    templates::TemplateFileName name;
    std::string start;
};

// Stores what was typed: throws what keeps it from being stored.
using StoreDraft = std::function<void(const std::string& content)>;

enum class Edited { stored, unchanged }; // unchanged: also where nothing was written
// Lets the seller edit the draft until it is a template, or is given up; what was typed is kept in
// its file then, which the error names.
[[nodiscard]] Edited edit_template(frame::Services& services,
                                   const templates::Library& library,
                                   const TemplateDraft& draft,
                                   const StoreDraft& store);

} // namespace etsyorder
