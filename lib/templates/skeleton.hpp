// SPDX-License-Identifier: MIT
// What an editor shows of a new template: every key of the front matter explained, and the facts.
#pragma once

#include <string>

namespace etsyorder::templates {

// The keys stand in comments: as it is, it is a template that prints a greeting.
[[nodiscard]] std::string skeleton();

// All facts, a line each, as Liquid comments.
[[nodiscard]] std::string facts_as_comments();

} // namespace etsyorder::templates
