// SPDX-License-Identifier: MIT
// nearest: the known word a mistyped one was probably meant to be.
//
//     nearest("ordres", {"orders", "sync"}) // "orders"
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::base {

// Empty: nothing is close enough to be worth suggesting (more than a third of the word differs).
// A swap of two neighbouring letters counts as one mistake; upper and lower case are alike.
[[nodiscard]] std::optional<std::string> nearest(std::string_view word,
                                                 const std::vector<std::string>& known);

} // namespace etsyorder::base
