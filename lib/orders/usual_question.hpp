// SPDX-License-Identifier: MIT
// What Etsy calls the question of a listing that has only one: "Personalization", in the language
// of the page or of the buyer. It says nothing of what is asked.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::orders {

// In any case, in each language of Etsy's sites that is written in letters. Source: labels that
// public readers of Etsy's mails and files take for it.
[[nodiscard]] bool is_usual_question(std::string_view label);
[[nodiscard]] bool is_usual_question(const std::vector<std::string>& words); // of label_words()

// The words of a label in small letters, without accents and signs: "What Prénom?" has "what" and
// "prenom". Quick for ASCII, as each row of a large file has some.
[[nodiscard]] std::vector<std::string> label_words(std::string_view label);

} // namespace etsyorder::orders
