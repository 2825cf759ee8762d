// SPDX-License-Identifier: MIT
// Tags of languages: "de", "pt-BR", "pt_br".
#pragma once

#include <string_view>

namespace etsyorder::liquid {

// Without the region: "pt" of "pt-BR".
[[nodiscard]] constexpr std::string_view main_language(std::string_view tag) noexcept {
    return tag.substr(0, tag.find_first_of("-_"));
}

} // namespace etsyorder::liquid
