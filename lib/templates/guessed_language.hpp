// SPDX-License-Identifier: MIT
// What language a text of people is in, where it can hardly be another one. Pure.
#pragma once

#include <string>
#include <string_view>

namespace etsyorder::templates {

// "de" or "en" by its commonest words. Empty: not sure, as of a short text or one of both.
[[nodiscard]] std::string guessed_language(std::string_view text);

} // namespace etsyorder::templates
