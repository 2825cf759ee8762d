// SPDX-License-Identifier: MIT
// Which variables a template looks up, its subject and the parts it names included.
#pragma once

#include "templates/library.hpp"

#include <set>
#include <string>

namespace etsyorder::templates {

// "order.name", "reason"; of parts also what they are given under a name of their own.
[[nodiscard]] std::set<std::string> variables_of(const Library& library, const Template& source);

} // namespace etsyorder::templates
