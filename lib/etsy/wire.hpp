// SPDX-License-Identifier: MIT
// Lenient reading of single JSON values of Etsy's wire format. For the readers of this room only:
// the one header that names simdjson, included by .cpp files alone.
#pragma once

#include "base/clock.hpp"
#include "base/money.hpp"
#include "etsy/receipt_reader.hpp"

#include <simdjson.h>

#include <optional>
#include <string>

namespace etsyorder::etsy::wire {

namespace ondemand = simdjson::ondemand;

// Each consumes the value. Empty: null or of another type, which counts as not said. Text alone
// takes null as "said to be empty", since Etsy sends both for the same thing, and a number as its
// digits.
[[nodiscard]] std::optional<std::string> verbatim_text(ondemand::value value);
[[nodiscard]] std::optional<std::string> text(ondemand::value value); // decoded from HTML
[[nodiscard]] bool is_null(ondemand::value value);
// Etsy's numbers of things begin at 1; 0 stands for none.
[[nodiscard]] std::optional<std::int64_t> number_at_etsy(ondemand::value value);
[[nodiscard]] std::optional<std::int64_t> integer(ondemand::value value); // "12" and 12.0 too
[[nodiscard]] std::optional<bool> flag(ondemand::value value);            // true, false, 1, 0
[[nodiscard]] std::optional<base::Instant>
instant(ondemand::value value); // seconds since 1970, positive
[[nodiscard]] std::optional<base::Money> money(ondemand::value value);

// The error of a body that simdjson refused.
[[nodiscard]] WireError refuse(simdjson::error_code code, std::string_view body);

// Makes room for simdjson's padding and replaces bytes that are no UTF-8 by U+FFFD.
void prepare(std::string& body);

} // namespace etsyorder::etsy::wire
