// SPDX-License-Identifier: MIT
// Filters of whole arrays.
#include "liquid/meter.hpp"
#include "liquid/printing.hpp"
#include "liquid/sequence.hpp"
#include "liquid/standard_filters.hpp"

#include <algorithm>

namespace etsyorder::liquid::standard {
namespace {

Value join(const FilterCall& call) {
    const auto items = items_of(call);
    const std::string glue = call.count() > 0 ? call.argument_text(0) : " ";
    std::string out;
    bool first = true;
    for (const auto& item : items) {
        if (!first) {
            out += glue;
        }
        first = false;
        append_printed(out, item);
        call.meter().must_fit(out.size());
    }
    call.meter().bytes(out.size());
    return out;
}

Value first(const FilterCall& call) {
    const auto& input = call.input();
    switch (input.kind()) {
    case Value::Kind::array:
        return input.items().empty() ? Value() : input.items().front();
    case Value::Kind::range:
        return input.first();
    case Value::Kind::object: {
        const auto& members = input.members();
        return members.empty() ? Value() : pair_of(members.front().first, members.front().second);
    }
    default:
        return {};
    }
}

Value last(const FilterCall& call) {
    const auto& input = call.input();
    switch (input.kind()) {
    case Value::Kind::array:
        return input.items().empty() ? Value() : input.items().back();
    case Value::Kind::range:
        return input.last();
    default:
        return {};
    }
}

Value reverse(const FilterCall& call) {
    auto items = items_of(call);
    std::reverse(items.begin(), items.end());
    return Value::array(std::move(items));
}

Value concat(const FilterCall& call) {
    const auto& more = call.argument(0);
    if (!more.is(Value::Kind::array)) {
        refuse_argument("concat filter requires an array argument");
    }
    auto items = items_of(call);
    call.meter().step(more.items().size());
    call.meter().must_fit((items.size() + more.items().size()) * sizeof(Value));
    items.insert(items.end(), more.items().begin(), more.items().end());
    return Value::array(std::move(items));
}

} // namespace

std::vector<Row> array_filters() {
    return {row("join", {0, 1}, join),
            row("first", {}, first),
            row("last", {}, last),
            row("reverse", {}, reverse),
            row("concat", {1, 1}, concat)};
}

} // namespace etsyorder::liquid::standard
