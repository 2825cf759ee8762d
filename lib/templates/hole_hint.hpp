// SPDX-License-Identifier: MIT
// What to do about a hole, by the fact that has no value.
#pragma once

#include "templates/template.hpp"

#include <string>
#include <string_view>

namespace etsyorder::templates {

// "--item K says which item is meant". Empty: nothing better is known than `default` and `if`.
[[nodiscard]] std::string hint_for_hole(std::string_view fact, const Template& source);

} // namespace etsyorder::templates
