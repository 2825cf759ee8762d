// SPDX-License-Identifier: MIT
// Working days: Monday to Friday, but for the holidays that are told: they differ from country to
// country and from shop to shop.
#pragma once

#include "base/clock.hpp"

#include <optional>
#include <vector>

namespace etsyorder::base {

class BusinessDays {
public:
    BusinessDays() = default; // no holidays
    // In any order; those on a weekend change nothing.
    explicit BusinessDays(std::vector<Date> holidays);

    [[nodiscard]] bool is_free(Date day) const;

    // The working days after `from` up to `to`, that day included; negative: before `from`, back to
    // `to`, that day included.
    [[nodiscard]] int between(Date from, Date to) const;

    // So many working days after (before) it: of a Saturday, 1 is Monday and -1 is Friday. 0: the
    // day itself, whatever it is. Empty: outside of the years 1 to 9999.
    [[nodiscard]] std::optional<Date> after(Date start, int days) const;

private:
    // Holidays after `from` up to `to`, `to` included; or before `from` back to `to`.
    [[nodiscard]] int holidays_passed(Date from, Date to) const;

    std::vector<std::chrono::sys_days> holidays_; // sorted, each once, none on a weekend
};

} // namespace etsyorder::base
