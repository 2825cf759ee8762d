// SPDX-License-Identifier: MIT
#include "templates/business_days.hpp"

#include <cstdlib>

namespace etsyorder::templates {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

bool is_free(sys_days day) {
    const auto number = std::chrono::weekday{day}.iso_encoding();
    return number > 5;
}

} // namespace

int business_days_between(base::Date from, base::Date to) {
    const sys_days start{from};
    const auto distance = static_cast<int>((sys_days{to} - start).count());
    const int direction = distance < 0 ? -1 : 1;
    int count = distance / 7 * 5;
    auto day = start + days{distance / 7 * 7};
    for (int left = std::abs(distance % 7); left > 0; --left) {
        day += days{direction};
        count += is_free(day) ? 0 : direction;
    }
    return count;
}

std::optional<base::Date> after_business_days(base::Date start, int count) {
    sys_days day{start};
    if (count != 0) {
        const days step{count < 0 ? -1 : 1};
        while (is_free(day)) { // as if it began on the working day in front of it
            day -= step;
        }
        day += days{count / 5 * 7};
        for (int left = std::abs(count % 5); left > 0; --left) {
            do {
                day += step;
            } while (is_free(day));
        }
    }
    const base::Date date{day};
    return date.year() < std::chrono::year{1} || date.year() > std::chrono::year{9999}
               ? std::nullopt
               : std::optional(date);
}

} // namespace etsyorder::templates
