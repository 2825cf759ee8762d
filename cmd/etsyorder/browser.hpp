// SPDX-License-Identifier: MIT
#pragma once

#include "config/variables.hpp"

#include <chrono>
#include <string>

namespace etsyorder {

// Opens the address in the seller's browser: by the first program of $BROWSER when that is set,
// else by xdg-open where there is a display. False: there is neither, or it said within `patience`
// that it failed. Whether a page appears after that is the browser's affair.
bool open_in_browser(const std::string& address,
                     const config::Variables& variables,
                     std::chrono::milliseconds patience = std::chrono::milliseconds{0});

} // namespace etsyorder
