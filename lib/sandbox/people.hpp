// SPDX-License-Identifier: MIT
// Made-up buyers and what they ask for, in many scripts.
#pragma once

#include "sandbox/model.hpp"
#include "sandbox/random.hpp"

#include <string>
#include <vector>

namespace etsyorder::sandbox {

struct Person {
    std::string name;
    Address address;
};

[[nodiscard]] Person make_person(Random& random);
[[nodiscard]] std::string make_full_name(Random& random);
[[nodiscard]] std::string make_engraving(Random& random);
[[nodiscard]] std::string make_message(Random& random);
[[nodiscard]] std::string make_review(Random& random);

} // namespace etsyorder::sandbox
