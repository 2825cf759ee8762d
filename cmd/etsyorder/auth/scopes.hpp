// SPDX-License-Identifier: MIT
// The permissions this program asks for, and what each is for.
#pragma once

#include <span>
#include <string_view>

namespace etsyorder {

struct NeededScope {
    std::string_view name;     // Etsy's, as in its Open API v3
    std::string_view cost;     // of not having it
    bool indispensable = true; // without it there is nothing to do
};

// In the order in which they are asked for at sign-in.
[[nodiscard]] std::span<const NeededScope> needed_scopes();

} // namespace etsyorder
