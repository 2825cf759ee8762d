// SPDX-License-Identifier: MIT
// Working days: Monday to Friday. Holidays count as working days: they differ from country to
// country, and a shop's own are not known.
#pragma once

#include "base/clock.hpp"

#include <optional>

namespace etsyorder::templates {

// The working days after `from` up to `to`, that day included; negative: before `from`, back to
// `to`, that day included.
[[nodiscard]] int business_days_between(base::Date from, base::Date to);

// So many working days after (before) it: of a Saturday, 1 is Monday and -1 is Friday. 0: the day
// itself, whatever it is. Empty: outside of the years 1 to 9999.
[[nodiscard]] std::optional<base::Date> after_business_days(base::Date start, int days);

} // namespace etsyorder::templates
