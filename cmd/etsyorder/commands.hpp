// SPDX-License-Identifier: MIT
// Every command of the program, one row each.
#pragma once

#include "frame/nouns.hpp"

#include <vector>

namespace etsyorder {

[[nodiscard]] const std::vector<frame::Noun>& commands();

} // namespace etsyorder
