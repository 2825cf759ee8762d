// SPDX-License-Identifier: MIT
// Filters that count, and `default`.
#include "liquid/comparing.hpp"
#include "liquid/decimal.hpp"
#include "liquid/standard_filters.hpp"

namespace etsyorder::liquid::standard {
namespace {

Decimal input(const FilterCall& call) {
    return Decimal::of(call.input());
}

Decimal argument(const FilterCall& call) {
    return Decimal::of(call.argument(0));
}

Value abs(const FilterCall& call) {
    return input(call).abs().value();
}

Value plus(const FilterCall& call) {
    return input(call).plus(argument(call)).value();
}

Value minus(const FilterCall& call) {
    return input(call).minus(argument(call)).value();
}

Value times(const FilterCall& call) {
    return input(call).times(argument(call)).value();
}

Value divided_by(const FilterCall& call) {
    return input(call).divided_by(argument(call)).value();
}

Value modulo(const FilterCall& call) {
    return input(call).modulo(argument(call)).value();
}

Value round(const FilterCall& call) {
    const auto places = argument(call).floor().value();
    return input(call).round(places.integer()).value();
}

Value ceil(const FilterCall& call) {
    return input(call).ceil().value();
}

Value floor(const FilterCall& call) {
    return input(call).floor().value();
}

Value at_least(const FilterCall& call) {
    const auto least = argument(call);
    const auto given = input(call);
    return (least.compare(given) > 0 ? least : given).value();
}

Value at_most(const FilterCall& call) {
    const auto most = argument(call);
    const auto given = input(call);
    return (most.compare(given) < 0 ? most : given).value();
}

Value default_value(const FilterCall& call) {
    const auto& options = call.argument(1);
    const Value* allow = options.is(Value::Kind::object) ? options.find("allow_false") : nullptr;
    const bool allow_false = allow != nullptr && allow->truthy();
    const bool missing = allow_false ? call.input().is_nil() : !call.input().truthy();
    if (!missing && !is_empty(call.input())) {
        return call.input();
    }
    return call.count() > 0 ? call.argument(0) : Value("");
}

} // namespace

std::vector<Row> number_filters() {
    return {row("abs", {}, abs),
            row("plus", {1, 1}, plus),
            row("minus", {1, 1}, minus),
            row("times", {1, 1}, times),
            row("divided_by", {1, 1}, divided_by),
            row("modulo", {1, 1}, modulo),
            row("round", {0, 1}, round),
            row("ceil", {}, ceil),
            row("floor", {}, floor),
            row("at_least", {1, 1}, at_least),
            row("at_most", {1, 1}, at_most),
            row("default", {0, 2}, default_value)};
}

} // namespace etsyorder::liquid::standard
