// SPDX-License-Identifier: MIT
// What the name of a variable tells against a template, before any order is looked at. For this
// room alone.
#pragma once

#include "liquid/uses.hpp"
#include "templates/check.hpp"

#include <optional>

namespace etsyorder::templates {

struct UseFinding {
    CheckFinding::Kind kind = CheckFinding::Kind::unknown;
    liquid::Problem problem;
};

// Empty: nothing. A part may be given variables of any name, and its letter alone says who reads
// it.
[[nodiscard]] std::optional<UseFinding>
look_at_use(const liquid::Use& use, const TemplateFileName& name, const Template& source);

// The same of what is printed by another name.
[[nodiscard]] std::optional<UseFinding>
look_at_printed(const liquid::Use& use, const TemplateFileName& name, const Template& source);

} // namespace etsyorder::templates
