// SPDX-License-Identifier: MIT
#include "base/business_days.hpp"

#include <algorithm>
#include <cstdlib>

namespace etsyorder::base {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

bool is_weekend(sys_days day) {
    return std::chrono::weekday{day}.iso_encoding() > 5;
}

int weekdays_between(sys_days start, sys_days end) {
    const auto distance = static_cast<int>((end - start).count());
    const int direction = distance < 0 ? -1 : 1;
    int count = distance / 7 * 5;
    auto day = start + days{distance / 7 * 7};
    for (int left = std::abs(distance % 7); left > 0; --left) {
        day += days{direction};
        count += is_weekend(day) ? 0 : direction;
    }
    return count;
}

sys_days after_weekdays(sys_days day, int count) {
    if (count == 0) {
        return day;
    }
    const days step{count < 0 ? -1 : 1};
    while (is_weekend(day)) { // as if it began on the working day in front of it
        day -= step;
    }
    day += days{count / 5 * 7};
    for (int left = std::abs(count % 5); left > 0; --left) {
        do {
            day += step;
        } while (is_weekend(day));
    }
    return day;
}

} // namespace

BusinessDays::BusinessDays(std::vector<Date> holidays) {
    for (const auto holiday : holidays) {
        if (!is_weekend(sys_days{holiday})) {
            holidays_.push_back(sys_days{holiday});
        }
    }
    std::sort(holidays_.begin(), holidays_.end());
    holidays_.erase(std::unique(holidays_.begin(), holidays_.end()), holidays_.end());
}

bool BusinessDays::is_free(Date day) const {
    return is_weekend(sys_days{day}) ||
           std::binary_search(holidays_.begin(), holidays_.end(), sys_days{day});
}

int BusinessDays::holidays_passed(Date from, Date to) const {
    const sys_days start{from};
    const sys_days end{to};
    const bool back = end < start;
    const auto first = back ? std::lower_bound(holidays_.begin(), holidays_.end(), end)
                            : std::upper_bound(holidays_.begin(), holidays_.end(), start);
    const auto last = back ? std::lower_bound(holidays_.begin(), holidays_.end(), start)
                           : std::upper_bound(holidays_.begin(), holidays_.end(), end);
    return static_cast<int>(last - first) * (back ? -1 : 1);
}

int BusinessDays::between(Date from, Date to) const {
    return weekdays_between(sys_days{from}, sys_days{to}) - holidays_passed(from, to);
}

std::optional<Date> BusinessDays::after(Date start, int count) const {
    Date day{start};
    // Each holiday that was passed is made up for by a day more, which may pass others.
    for (int left = count; left != 0;) {
        const Date next{after_weekdays(sys_days{day}, left)};
        left = holidays_passed(day, next);
        day = next;
    }
    return day.year() < std::chrono::year{1} || day.year() > std::chrono::year{9999}
               ? std::nullopt
               : std::optional(day);
}

} // namespace etsyorder::base
