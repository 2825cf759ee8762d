// SPDX-License-Identifier: MIT
// The questions of `etsyorder init`, and what was answered.
#pragma once

#include "frame/services.hpp"

#include <string>

namespace etsyorder {

enum class HasKey { yes, no, not_asked };

struct InitAnswers {
    std::string shop; // empty: not told
    std::string zone; // empty: not told
    HasKey key = HasKey::not_asked;
};

// Asks what `given` does not say yet, when there is somebody to ask; otherwise `given` is returned.
// A wrong answer is explained and asked for again. Throws Error of kind interrupted when the input
// ends in the middle.
[[nodiscard]] InitAnswers ask_for_start(InitAnswers given, frame::Services& services);

// Throw Error of kind usage for a name that no shop and no zone can have.
void require_shop(const std::string& shop);
void require_zone(const std::string& zone);

} // namespace etsyorder
