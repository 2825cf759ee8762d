// SPDX-License-Identifier: MIT
// What a template speaks of: variables, its subject and the parts it names included, and parts.
#pragma once

#include "templates/library.hpp"

#include <set>
#include <string>
#include <vector>

namespace etsyorder::templates {

// "order.name", "reason"; of parts also what they are given under a name of their own.
[[nodiscard]] std::set<std::string> variables_of(const Library& library, const Template& source);

// The parts it names by a text that are not there, each with its place and, as the hint, the
// nearest one. Those of its parts are theirs.
[[nodiscard]] std::vector<liquid::Problem>
missing_parts(const Library& library, const PartsInLanguage& parts, const liquid::Template& source);

// Does it, or a part of it that is not given one, speak of `item`?
[[nodiscard]] bool speaks_of_item(const liquid::Template& source, const PartsInLanguage& parts);

} // namespace etsyorder::templates
