// SPDX-License-Identifier: MIT
// Texts in YAML that must be one document, where yaml-cpp would pass over what follows.
#pragma once

#include <optional>
#include <string>
#include <yaml-cpp/mark.h>

namespace etsyorder::config {

// Where the second document of a text begins; empty: there is none. Throws YAML::ParserException
// where no YAML is.
[[nodiscard]] std::optional<YAML::Mark> second_document(const std::string& text);

} // namespace etsyorder::config
