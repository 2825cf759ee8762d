// SPDX-License-Identifier: MIT
// The values of an array as a list in a sentence: "Ana, Bo and Cy".
#pragma once

#include "base/result.hpp"
#include "liquid/filters.hpp"
#include "liquid/value.hpp"

#include <string>

namespace etsyorder::templates {

// `list`: an array of texts, numbers, or objects that have a `name` or a `title`; one such value
// alone is a list of one. Empty and nil ones are left out. The text is empty where none is left;
// nil where `list` is nil. `joint` is the word in front of the last one; nil: that of the language.
// Marked safe, with the other parts escaped, where one of them is and HTML is written. The error
// says what cannot be listed.
[[nodiscard]] base::Result<liquid::Value, std::string>
name_list(const liquid::Value& list,
          const liquid::Value& joint,
          const liquid::Surroundings& surroundings);

} // namespace etsyorder::templates
