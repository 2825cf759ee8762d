// SPDX-License-Identifier: MIT
// The texts of `etsyorder --help` and `etsyorder --version`.
#pragma once

#include "frame/nouns.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::frame {

[[nodiscard]] std::string root_help(const std::vector<Noun>& nouns);
// For a terminal of `width` columns: long lines go on below where their text began. Examples stay
// whole, so that they can be copied.
[[nodiscard]] std::string wrapped_help(std::string_view help, int width);
[[nodiscard]] std::string version_text();
[[nodiscard]] std::string_view version(); // the number alone

} // namespace etsyorder::frame
