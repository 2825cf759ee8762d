// SPDX-License-Identifier: MIT
// The seller's library of templates, and names in it as people type them.
#pragma once

#include "frame/services.hpp"
#include "templates/library.hpp"

#include <string>

namespace etsyorder {

// The folder "templates" beside config.yaml, and what comes with the program.
[[nodiscard]] templates::Library library_of(frame::Services& services);

// The name itself, where there is such a template. Throws Error of kind not_found with the nearest
// one.
[[nodiscard]] const std::string& known_template(const templates::Library& library,
                                                const std::string& name);

// "de" of "de", "DE", "pt_BR" (then "pt-br"). Throws Error of kind usage.
[[nodiscard]] std::string language_from_word(const std::string& word);

// What is wrong with a template's text, as an error that shows the place.
[[nodiscard]] base::Error template_error(base::ErrorKind kind, const liquid::Problem& problem);

} // namespace etsyorder
