// SPDX-License-Identifier: MIT
#include "liquid/date_values.hpp"

#include "base/ascii.hpp"
#include "liquid/characters.hpp"
#include "liquid/decimal.hpp"

#include <algorithm>

namespace etsyorder::liquid {
namespace {

constexpr std::int64_t kLatest = 253'402'300'799;   // 9999-12-31T23:59:59Z
constexpr std::int64_t kEarliest = -62'135'596'800; // 0001-01-01T00:00:00Z

std::optional<Moment> of_seconds(std::int64_t seconds, const Surroundings& surroundings) {
    if (seconds < kEarliest || seconds > kLatest) {
        return std::nullopt;
    }
    return moment_of(base::from_utc_seconds(seconds), surroundings.zone);
}

} // namespace

std::optional<Moment> moment_of(const Value& input, const Surroundings& surroundings) {
    if (input.is(Value::Kind::integer)) {
        return of_seconds(input.integer(), surroundings);
    }
    if (!input.is_text() || input.text().empty()) {
        return std::nullopt;
    }
    const auto text = input.text();
    if (base::same_but_for_case(text, "now") || base::same_but_for_case(text, "today")) {
        return surroundings.now ? std::optional(moment_of(*surroundings.now, surroundings.zone))
                                : std::nullopt;
    }
    if (std::all_of(text.begin(), text.end(), is_digit)) {
        return text.size() > 15 ? std::nullopt : of_seconds(leading_integer(text), surroundings);
    }
    return read_date(text, surroundings.zone, surroundings.now);
}

} // namespace etsyorder::liquid
