// SPDX-License-Identifier: MIT
#include "templates/counting_filters.hpp"

#include "templates/filter_values.hpp"

#include <fmt/format.h>

#include <cmath>

namespace etsyorder::templates {
namespace {

using liquid::FilterCall;
using liquid::Value;
using Outcome = FilterOutcome;

// What becomes of the currencies of the input and of the argument.
enum class Units {
    same,    // both count in one, or only one of them does: that one
    product, // at most one may: that one; of two there is no sense left
    share,   // the input's, unless both have one: then it is a plain number
};

bool is_number(const Value& value) {
    const auto number = number_of(value);
    return number && std::isfinite(*number);
}

Outcome no_number(const liquid::Filter& filter, const Value& value) {
    return refused(fmt::format("{}: {} is no number", filter.name, described(value)));
}

Outcome
two_currencies(const liquid::Filter& filter, const std::string& one, const std::string& other) {
    return refused(
        fmt::format("{}: one amount is in {}, another one in {}", filter.name, one, other));
}

Outcome in_its_unit(const liquid::Filter& filter,
                    const FilterCall& call,
                    Units units,
                    const Value& result) {
    const auto mine = call.input().unit();
    const auto given = call.argument(0).unit();
    const bool both = !mine.empty() && !given.empty();
    switch (units) {
    case Units::same:
        if (both && mine != given) {
            return two_currencies(filter, mine, given);
        }
        return result.in_unit(mine.empty() ? given : mine);
    case Units::product:
        return both ? result : result.in_unit(mine.empty() ? given : mine);
    case Units::share:
        return both ? result : result.in_unit(mine);
    }
    return result;
}

// Liquid counts a word as 0. Nil is left to it, as whether that is a hole is not ours to say.
Outcome of_numbers(const liquid::Filter& filter, Units units, const FilterCall& call) {
    if (!call.input().is_nil() && !is_number(call.input())) {
        return no_number(filter, call.input());
    }
    for (std::size_t i = 0; i < call.count(); ++i) {
        if (!call.argument(i).is_nil() && !is_number(call.argument(i))) {
            return no_number(filter, call.argument(i));
        }
    }
    const auto result = filter.standard(call);
    return is_number(result) ? in_its_unit(filter, call, units, result) : no_number(filter, result);
}

// A total of which a part is not known is none.
Outcome sum(const FilterCall& call) {
    const auto& filter = standard_filter("sum");
    const auto mapped = call.count() > 0 ? standard_filter("map").standard(call) : call.input();
    std::string unit;
    if (mapped.is(Value::Kind::array)) {
        for (const auto& item : mapped.items()) {
            if (!is_number(item)) {
                return no_number(filter, item);
            }
            const auto its = item.unit();
            if (!its.empty() && !unit.empty() && its != unit) {
                return two_currencies(filter, unit, its);
            }
            unit = its.empty() ? unit : its;
        }
    }
    return filter.standard(call).in_unit(unit);
}

} // namespace

void add_counting_filters(liquid::Filters& filters) {
    constexpr std::pair<const char*, Units> kFilters[] = {
        {"abs", Units::same},
        {"plus", Units::same},
        {"minus", Units::same},
        {"times", Units::product},
        {"divided_by", Units::share},
        {"modulo", Units::same},
        {"round", Units::same},
        {"ceil", Units::same},
        {"floor", Units::same},
        {"at_least", Units::same},
        {"at_most", Units::same},
    };
    for (const auto& row : kFilters) {
        const auto& filter = standard_filter(row.first);
        filters.add(
            row.first, filter.arguments, [&filter, units = row.second](const FilterCall& call) {
                return of_numbers(filter, units, call);
            });
    }
    filters.add("sum", standard_filter("sum").arguments, sum);
}

} // namespace etsyorder::templates
