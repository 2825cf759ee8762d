// SPDX-License-Identifier: MIT
#include "base/ascii.hpp"
#include "liquid/characters.hpp"
#include "liquid/dates.hpp"
#include "liquid/decimal.hpp"
#include "liquid/meter.hpp"
#include "liquid/printing.hpp"
#include "liquid/standard_filters.hpp"

#include <algorithm>

namespace etsyorder::liquid::standard {
namespace {

constexpr std::int64_t kLatest = 253'402'300'799;   // 9999-12-31T23:59:59Z
constexpr std::int64_t kEarliest = -62'135'596'800; // 0001-01-01T00:00:00Z

std::optional<Moment> of_seconds(std::int64_t seconds, const Surroundings& surroundings) {
    if (seconds < kEarliest || seconds > kLatest) {
        return std::nullopt;
    }
    return moment_of(base::from_utc_seconds(seconds), surroundings.zone);
}

std::optional<Moment> moment_of_input(const FilterCall& call) {
    const auto& input = call.input();
    const auto& surroundings = call.surroundings();
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

Value date(const FilterCall& call) {
    const auto format = call.argument_text(0);
    if (format.empty()) {
        return call.input();
    }
    const auto moment = moment_of_input(call);
    if (!moment) {
        return call.input();
    }
    call.meter().bytes(format.size());
    call.meter().must_fit(format.size() * 50); // three bytes may become a hundred
    return format_moment(*moment, format);
}

} // namespace

std::vector<Row> date_filters() {
    return {row("date", {1, 1}, date)};
}

} // namespace etsyorder::liquid::standard
