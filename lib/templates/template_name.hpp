// SPDX-License-Identifier: MIT
// What a template is called, and how its file is: "proof-reminder.de.liquid" is the German text of
// the template "proof-reminder". Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace etsyorder::templates {

constexpr std::string_view kFileEnding = ".liquid";

struct TemplateFileName {
    std::string name;     // "proof-reminder"
    std::string language; // "de", "pt-br"; empty: the base, in the shop's own language

    friend bool operator==(const TemplateFileName&, const TemplateFileName&) = default;
};

// 1 to 64 small letters, digits and single "-", not at either end; one "_" may stand in front: such
// a template is a part of others and never sent alone.
[[nodiscard]] bool is_template_name(std::string_view text);
[[nodiscard]] inline bool is_part_name(std::string_view name) {
    return name.starts_with('_');
}

// What somebody may have meant by it as a name: "Thank you, 1!" is "thank-you-1". Empty: nothing is
// left.
[[nodiscard]] std::string name_from(std::string_view title);

// "de", "pt-br" of "de", "pt-BR", "pt_BR" (RFC 5646: language and region). Empty: it is none.
[[nodiscard]] std::optional<std::string> language_from(std::string_view text);

// Of "NAME.liquid" and "NAME.LANGUAGE.liquid", in any case: two files that differ in case alone are
// one name. Empty: no template's name.
[[nodiscard]] std::optional<TemplateFileName> parse_file_name(std::string_view file_name);
[[nodiscard]] std::string file_name_of(const TemplateFileName& name);

} // namespace etsyorder::templates
