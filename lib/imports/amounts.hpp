// SPDX-License-Identifier: MIT
// Amounts of money as shops and spreadsheets write them. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace etsyorder::imports {

// Which sign stands before the cents; either: what the amount itself shows.
enum class Decimal { either, point, comma };

// Minor units of the currency: "14", "14.00", "$5.00", "-CA$4.42", "1,234.50", "1 234,50 kr". The
// sign of the currency stands before or behind the digits and is passed over. With Decimal::either
// three digits behind a comma are thousands; behind a point they may be thousands or cents and are
// refused unless the currency has three. So is "Fr.50", half a franc or fifty; "Fr. 50", "Fr.50.00"
// and "$.50" are read. Empty: no amount, or one with more digits than the currency has.
[[nodiscard]] std::optional<std::int64_t>
parse_amount(std::string_view cell, const std::string& currency, Decimal decimal = Decimal::either);

} // namespace etsyorder::imports
