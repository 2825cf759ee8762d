// SPDX-License-Identifier: MIT
// The words of a text, as who searches types them: folded, without accents and signs; "Where's my
// order?" is "wheres my order".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::templates {

[[nodiscard]] std::vector<std::string> search_words(std::string_view text);

} // namespace etsyorder::templates
