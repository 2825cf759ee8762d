// SPDX-License-Identifier: MIT
#pragma once

#include "config/variables.hpp"

#include <string>

namespace etsyorder {

// Opens the address in the seller's browser, by xdg-open. False: there is no display or no
// xdg-open. Returns at once; whether a page appears is the browser's affair.
bool open_in_browser(const std::string& address, const config::Variables& variables);

} // namespace etsyorder
