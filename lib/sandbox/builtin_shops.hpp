// SPDX-License-Identifier: MIT
// The shops that come with the program, written in the shop-file format. All people are made up.
#pragma once

#include <string_view>

namespace etsyorder::sandbox {

extern const std::string_view kCatalogueYaml;   // the listings of every built-in shop
extern const std::string_view kSmallOrdersYaml; // 5 orders that between them show everything

} // namespace etsyorder::sandbox
