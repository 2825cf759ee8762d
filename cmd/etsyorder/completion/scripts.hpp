// SPDX-License-Identifier: MIT
// The files of completions/, embedded at build.
#pragma once

#include <string_view>

namespace etsyorder {

extern const std::string_view kBashScript;
extern const std::string_view kZshScript;
extern const std::string_view kFishScript;

} // namespace etsyorder
