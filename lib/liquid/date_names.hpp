// SPDX-License-Identifier: MIT
// What months and days are called: English, German, French, Spanish, Italian, Dutch, Portuguese,
// Swedish, Danish, Polish.
#pragma once

#include <array>
#include <string_view>

namespace etsyorder::liquid {

struct DateNames {
    std::array<std::string_view, 12> months;
    std::array<std::string_view, 12> short_months; // some have a point: "Nov."
    std::array<std::string_view, 7> days;          // from Sunday on
    std::array<std::string_view, 7> short_days;
};

// Of a tag such as "de" or "pt-BR"; of a language that is not among them: the English ones.
[[nodiscard]] const DateNames& date_names(std::string_view language) noexcept;

} // namespace etsyorder::liquid
