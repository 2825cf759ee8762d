// SPDX-License-Identifier: MIT
// Filters that look at a property of each item: where, map, sort and their kin. What a property of
// a text or an integer is, the reference's language says: a part of the text, a bit.
#include "base/ascii.hpp"
#include "liquid/characters.hpp"
#include "liquid/comparing.hpp"
#include "liquid/decimal.hpp"
#include "liquid/meter.hpp"
#include "liquid/printing.hpp"
#include "liquid/standard_filters.hpp"

#include <algorithm>
#include <optional>

namespace etsyorder::liquid::standard {
namespace {

using Kind = Value::Kind;

[[noreturn]] void refuse_property(const Value& property) {
    refuse_argument("cannot select the property '" + to_text(property) + "'");
}

bool has_properties(const Value& item) {
    return item.is(Kind::object) || item.is(Kind::lazy) || item.is_text() || item.is(Kind::integer);
}

Value part_of_text(std::string_view text, const Value& property) {
    if (property.is_text()) {
        return text.find(property.text()) == std::string_view::npos ? Value() : property;
    }
    if (!property.is(Kind::integer)) {
        refuse_property(property);
    }
    const auto count = static_cast<std::int64_t>(count_characters(text));
    const auto at = property.integer() < 0 ? property.integer() + count : property.integer();
    if (at < 0 || at >= count) {
        return {};
    }
    const auto rest = text.substr(byte_of_character(text, static_cast<std::size_t>(at)));
    return std::string(rest.substr(0, character_length(rest)));
}

// Empty: items of that kind have no properties at all.
std::optional<Value> property_of(const Value& item, const Value& given) {
    // 2.5 is taken for 2 where numbers are meant.
    const bool whole = given.is(Kind::number) && (item.is_text() || item.is(Kind::integer));
    const Value property = whole ? Decimal::of(given).floor().value() : given;
    switch (item.kind()) {
    case Kind::object: {
        const auto* found = property.is_text() ? item.find(property.text()) : nullptr;
        return found == nullptr ? Value() : *found;
    }
    case Kind::lazy:
        return property.is_text() ? item.ask(property.text()).value_or(Value()) : Value();
    case Kind::text:
        return part_of_text(item.text(), property);
    case Kind::integer: {
        if (!property.is(Kind::integer)) {
            refuse_property(property);
        }
        const auto bit = property.integer();
        return bit < 0    ? Value(0)
               : bit > 62 ? Value(item.integer() < 0 ? 1 : 0)
                          : Value(item.integer() >> bit & 1);
    }
    default:
        return std::nullopt;
    }
}

// The second argument, or any that is true.
bool fits(const FilterCall& call, const Value& found) {
    const auto& wanted = call.argument(1);
    return wanted.is_nil() ? found.truthy() : are_equal(found, wanted);
}

// Hands over each item and whether it fits until told to stop. False: an item has no properties,
// for which these filters give nil.
template <class Each>
bool for_each(const FilterCall& call, Each each) {
    const auto items = items_of(call);
    for (const auto& item : items) {
        call.meter().step();
        const auto found = property_of(item, call.argument(0));
        if (!found) {
            return false;
        }
        if (!each(item, fits(call, *found))) {
            break;
        }
    }
    return true;
}

Value chosen(const FilterCall& call, bool fitting) {
    std::vector<Value> kept;
    const bool whole = for_each(call, [&](const Value& item, bool fit) {
        if (fit == fitting) {
            kept.push_back(item);
        }
        return true;
    });
    return whole ? Value::array(std::move(kept)) : Value();
}

Value where(const FilterCall& call) {
    return chosen(call, true);
}

Value reject(const FilterCall& call) {
    return chosen(call, false);
}

Value has(const FilterCall& call) {
    bool found = false;
    const bool whole = for_each(call, [&](const Value&, bool fit) { return !(found = fit); });
    return whole ? Value(found) : Value();
}

Value find(const FilterCall& call) {
    Value found;
    for_each(call, [&](const Value& item, bool fit) {
        if (fit) {
            found = item;
        }
        return !fit;
    });
    return found;
}

Value find_index(const FilterCall& call) {
    std::int64_t index = -1;
    bool found = false;
    for_each(call, [&](const Value&, bool fit) {
        ++index;
        return !(found = fit);
    });
    return found ? Value(index) : Value();
}

Value map(const FilterCall& call) {
    std::vector<Value> mapped;
    for (const auto& item : items_of(call)) {
        mapped.push_back(property_of(item, call.argument(0)).value_or(Value()));
    }
    return Value::array(std::move(mapped));
}

Value compact(const FilterCall& call) {
    std::vector<Value> kept;
    const auto& property = call.argument(0);
    for (const auto& item : items_of(call)) {
        auto looked_at = property.is_nil() ? std::optional(item) : property_of(item, property);
        if (!looked_at) {
            return {};
        }
        if (!looked_at->is_nil()) {
            kept.push_back(item);
        }
    }
    return Value::array(std::move(kept));
}

Value uniq(const FilterCall& call) {
    std::vector<Value> kept;
    std::vector<Value> seen;
    const auto& property = call.argument(0);
    auto items = items_of(call);
    if (items.size() <= 1) {
        return Value::array(std::move(items));
    }
    for (const auto& item : items) {
        auto looked_at = property.is_nil() ? std::optional(item) : property_of(item, property);
        if (!looked_at) {
            return {};
        }
        call.meter().step(1 + seen.size());
        const bool known = std::any_of(seen.begin(), seen.end(), [&](const Value& one) {
            return one.kind() == looked_at->kind() && are_equal(one, *looked_at);
        });
        if (!known) {
            seen.push_back(std::move(*looked_at));
            kept.push_back(item);
        }
    }
    return Value::array(std::move(kept));
}

void add_up(const FilterCall& call, const Value& value, Decimal& sum, int depth) {
    if (depth > 100) {
        throw Fault(Problem::Kind::limit, "the arrays are too deep");
    }
    if (!value.is(Kind::array)) {
        sum = sum.plus(Decimal::of(value));
        return;
    }
    for (const auto& item : value.items()) {
        call.meter().step();
        add_up(call, item, sum, depth + 1);
    }
}

Value sum(const FilterCall& call) {
    Decimal sum;
    const auto& property = call.argument(0);
    for (const auto& item : items_of(call)) {
        call.meter().step();
        const auto value = property.is_nil() ? std::optional(item) : property_of(item, property);
        add_up(call, value.value_or(Value(0)), sum, 0);
    }
    return sum.value();
}

// Below 0: `a` comes first. Nil comes last.
int order_or_refuse(const Value& a, const Value& b) {
    if (const auto order = order_of(a, b)) {
        return *order;
    }
    if (a.is_nil() || b.is_nil()) {
        return a.is_nil() ? 1 : -1;
    }
    refuse_argument("cannot sort values of incompatible types");
}

int natural_order(const Value& a, const Value& b) {
    if (a.is_nil() || b.is_nil()) {
        return a.is_nil() && b.is_nil() ? 0 : a.is_nil() ? 1 : -1;
    }
    const auto one = base::ascii_lower(to_text(a));
    return one.compare(base::ascii_lower(to_text(b)));
}

Value sorted(const FilterCall& call, int (*order)(const Value&, const Value&)) {
    using Keyed = std::pair<Value, Value>;
    std::vector<Keyed> keyed;
    const auto& property = call.argument(0);
    auto items = items_of(call);
    if (!property.is_nil() && !std::all_of(items.begin(), items.end(), has_properties)) {
        return {};
    }
    if (items.size() <= 1) {
        return Value::array(std::move(items));
    }
    keyed.reserve(items.size());
    for (auto& item : items) {
        auto key = property.is_nil() ? item : property_of(item, property).value_or(Value());
        keyed.emplace_back(std::move(key), std::move(item));
    }
    std::stable_sort(keyed.begin(), keyed.end(), [&](const Keyed& a, const Keyed& b) {
        call.meter().step();
        return order(a.first, b.first) < 0;
    });
    items.clear();
    for (auto& [key, item] : keyed) {
        items.push_back(std::move(item));
    }
    return Value::array(std::move(items));
}

Value sort(const FilterCall& call) {
    return sorted(call, order_or_refuse);
}

Value sort_natural(const FilterCall& call) {
    return sorted(call, natural_order);
}

} // namespace

std::vector<Row> property_filters() {
    return {row("where", {1, 2}, where),
            row("reject", {1, 2}, reject),
            row("has", {1, 2}, has),
            row("find", {1, 2}, find),
            row("find_index", {1, 2}, find_index),
            row("map", {1, 1}, map),
            row("compact", {0, 1}, compact),
            row("uniq", {0, 1}, uniq),
            row("sum", {0, 1}, sum),
            row("sort", {0, 1}, sort),
            row("sort_natural", {0, 1}, sort_natural)};
}

} // namespace etsyorder::liquid::standard
