// SPDX-License-Identifier: MIT
// Values that a template asks its seller for.
#pragma once

#include "frame/services.hpp"
#include "templates/letter_facts.hpp"
#include "templates/library.hpp"

namespace etsyorder {

// Will ask_for_values() wait for somebody?
[[nodiscard]] bool
will_ask(const templates::Template& source, const SetValues& set, frame::Services& services);

// Adds to `set` what the template asks for and nobody gave: on a terminal by asking, elsewhere as
// nil, which is a hole where it is printed. What was given is brought into its type. Throws Error
// of kind usage for a value of another type, and for a name that nothing in the template knows.
void ask_for_values(const templates::Library& library,
                    const templates::Template& source,
                    SetValues& set,
                    frame::Services& services);

} // namespace etsyorder
