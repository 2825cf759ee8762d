// SPDX-License-Identifier: MIT
// A day as it is spoken of: "today", "in 3 days", "vor 2 Wochen".
#pragma once

#include <string>
#include <string_view>

namespace etsyorder::templates {

// `days` from today on; negative: past. From 14 days on in weeks, from 60 in months, from 730 in
// years, to the nearest one. In English, German, French, Spanish, Italian, Dutch and Portuguese;
// for other languages in English.
[[nodiscard]] std::string day_words(int days, std::string_view language);

} // namespace etsyorder::templates
