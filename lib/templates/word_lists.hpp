// SPDX-License-Identifier: MIT
// Lists of words, and words that follow a number.
#pragma once

#include <string>
#include <string_view>

namespace etsyorder::templates {

// What joins the last one to those before it: "and", "und", "y". `last` is for Spanish, which says
// "Ana e Inés". English where the language is not known.
[[nodiscard]] std::string_view and_word(std::string_view language, std::string_view last);

// Is the word that follows the number in the singular? French and Brazilian Portuguese say so of 0
// too. Only of numbers that are not negative.
[[nodiscard]] bool is_singular(double number, std::string_view language);

} // namespace etsyorder::templates
