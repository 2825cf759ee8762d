// SPDX-License-Identifier: MIT
// Front matter as text: what split_front_matter() reads.
#pragma once

#include "templates/front_matter.hpp"

#include <string>
#include <string_view>

namespace etsyorder::templates {

// A whole file: front matter, where it says something, and the body.
[[nodiscard]] std::string template_text(const FrontMatter& front, std::string_view body);

// In quotation marks, so that nothing in it is taken for YAML.
[[nodiscard]] std::string yaml_text(std::string_view text);

} // namespace etsyorder::templates
