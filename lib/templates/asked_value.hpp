// SPDX-License-Identifier: MIT
// What a person answered to a template that asks for a value.
#pragma once

#include "base/result.hpp"
#include "liquid/value.hpp"
#include "templates/front_matter.hpp"

#include <string>

namespace etsyorder::templates {

// As the type says: a day ("2026-12-01"), a number ("3", "2.5"), an amount ("12.50"). A blank text
// is nil. Unexpected: what is wrong, "is no day such as 2026-12-01".
[[nodiscard]] base::Result<liquid::Value, std::string> value_of_answer(const Asked& asked,
                                                                       const std::string& text);

} // namespace etsyorder::templates
