// SPDX-License-Identifier: MIT
#include "liquid/date_values.hpp"
#include "liquid/meter.hpp"
#include "liquid/standard_filters.hpp"

namespace etsyorder::liquid::standard {
namespace {

Value date(const FilterCall& call) {
    const auto format = call.argument_text(0);
    if (format.empty()) {
        return call.input();
    }
    const auto moment = moment_of(call.input(), call.surroundings());
    if (!moment) {
        return call.input();
    }
    call.meter().bytes(format.size());
    call.meter().must_fit(format.size() * 50); // three bytes may become a hundred
    return format_moment(*moment, format, call.surroundings().language);
}

} // namespace

std::vector<Row> date_filters() {
    return {row("date", {1, 1}, date)};
}

} // namespace etsyorder::liquid::standard
