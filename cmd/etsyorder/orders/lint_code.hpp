// SPDX-License-Identifier: MIT
// Codes of findings as a seller types them.
#pragma once

#include "lint/codes.hpp"

#include <string>
#include <vector>

namespace etsyorder {

// Throws Error of kind usage with the nearest code.
[[nodiscard]] lint::Code code_from(const std::string& name);

[[nodiscard]] std::vector<std::string> code_names();

} // namespace etsyorder
