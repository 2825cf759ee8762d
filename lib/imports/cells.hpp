// SPDX-License-Identifier: MIT
// What single cells of Etsy's downloads say, in the ways Etsy and spreadsheets write them. Blanks
// around a value do not count. Pure.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace etsyorder::imports {

[[nodiscard]] std::string_view trimmed(std::string_view text); // also of no-break spaces

// How 2/3/2026 is meant; Etsy writes the month first.
enum class DateOrder { month_first, day_first };

// "11/02/26", "11/2/2026", "2.11.2026" (the day first), "2026-11-02", "September 3, 2026"; a time
// behind it is passed over. A year of two digits is of this century. Empty: no date.
[[nodiscard]] std::optional<base::Date> parse_date(std::string_view cell, DateOrder order);

// Which number can only be the day: the first of 25/10/2026, the second of 10/25/2026. Empty: none,
// or it is no date that may be meant in two ways.
[[nodiscard]] std::optional<DateOrder> shown_order(std::string_view cell);

// 5/10/2026: nothing in it shows which number is the day, and it makes a difference.
[[nodiscard]] bool is_either_order(std::string_view cell);

// A whole number that is not negative; "#3001" and "3001.0" too, which spreadsheets make. Empty: it
// is none, such as 3.51E+09, of which digits are lost.
[[nodiscard]] std::optional<std::int64_t> parse_number(std::string_view cell);

// "Ann Example (annexample)", "annexample" or nothing at all. What has blanks is a name, and
// "(Guest)" is somebody without an account: neither says who is the same person.
struct BuyerCell {
    std::string full_name; // empty: not said
    std::string username;  // empty: not said
};
[[nodiscard]] BuyerCell parse_buyer(std::string_view cell);

// "US" of "United States"; a name that is not known stays as it is.
[[nodiscard]] std::string country_code(std::string_view cell);

} // namespace etsyorder::imports
