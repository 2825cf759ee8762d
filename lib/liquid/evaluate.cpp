// SPDX-License-Identifier: MIT
// Values of expressions. What is looked up is pointed at where it lies, not copied.
#include "liquid/budget.hpp"
#include "liquid/characters.hpp"
#include "liquid/comparing.hpp"
#include "liquid/decimal.hpp"
#include "liquid/renderer.hpp"

#include <fmt/format.h>

#include <array>
#include <limits>

namespace etsyorder::liquid {
namespace {

using Kind = Value::Kind;

const Value kNil;
constexpr std::int64_t kIntegerSize = 8; // what the reference calls the size of any integer

// As `to_i` has it; throws where the reference refuses.
std::int64_t range_end(const Value& value) {
    switch (value.kind()) {
    case Kind::integer:
        return value.integer();
    case Kind::nil:
        return 0;
    case Kind::text:
        return leading_integer(value.text());
    case Kind::number: {
        const double number = value.number();
        if (!(number > -9.2e18 && number < 9.2e18)) {
            refuse_argument("invalid integer");
        }
        return static_cast<std::int64_t>(number);
    }
    default:
        return integer_of(value);
    }
}

} // namespace

const Value* Renderer::variable(std::string_view name, Value& place) {
    auto& scope = *scope_;
    for (auto local = scope.locals.rbegin(); local != scope.locals.rend(); ++local) {
        if (same_name(local->name, name)) {
            return local->elsewhere == nullptr ? &local->value : local->elsewhere;
        }
    }
    if (scope.assigned.size() > kNamesAStep) {
        meter_.step(scope.assigned.size() / kNamesAStep);
    }
    for (const auto& [known, value] : scope.assigned) {
        if (same_name(known, name)) {
            return &value;
        }
    }
    for (const auto& [known, value] : scope.counters) {
        if (same_name(known, name)) {
            return &value;
        }
    }
    for (const auto* data : {scope.data, &options_.shared}) {
        if (data == nullptr) {
            continue;
        }
        if (data->is(Kind::object)) {
            if (const auto* found = data->find(name)) {
                return found;
            }
        } else if (data->is(Kind::lazy)) {
            if (auto found = data->ask(name)) {
                place = std::move(*found);
                return &place;
            }
        }
    }
    return nullptr;
}

const Value* Renderer::member_named(const Value& whole,
                                    const Segment& segment,
                                    std::string_view name,
                                    Value& place) {
    using Command = Segment::Command;
    const auto give = [&place](Value value) {
        place = std::move(value);
        return &place;
    };
    switch (whole.kind()) {
    case Kind::object:
        if (const auto* found = whole.find(name)) {
            return found;
        }
        if (segment.command == Command::size) {
            return give(static_cast<std::int64_t>(whole.members().size()));
        }
        if (segment.command == Command::first) {
            const auto& members = whole.members();
            return give(members.empty() ? Value()
                                        : pair_of(members.front().first, members.front().second));
        }
        return nullptr;
    case Kind::lazy: {
        if (auto found = whole.ask(name)) {
            return give(std::move(*found));
        }
        if (segment.command == Command::size) {
            return give(static_cast<std::int64_t>(whole.names().size()));
        }
        return nullptr;
    }
    case Kind::array: {
        const auto& items = whole.items();
        switch (segment.command) {
        case Command::size:
            return give(static_cast<std::int64_t>(items.size()));
        case Command::first:
            return items.empty() ? &kNil : &items.front();
        case Command::last:
            return items.empty() ? &kNil : &items.back();
        default:
            return nullptr;
        }
    }
    case Kind::range:
        switch (segment.command) {
        case Command::size:
            return give(static_cast<std::int64_t>(Sequence(whole).size()));
        case Command::first:
            return give(whole.first());
        case Command::last:
            return give(whole.last());
        default:
            return nullptr;
        }
    case Kind::text:
        return segment.command == Command::size
                   ? give(static_cast<std::int64_t>(count_characters(whole.text())))
                   : nullptr;
    case Kind::integer:
        return segment.command == Command::size ? give(kIntegerSize) : nullptr;
    default:
        return nullptr;
    }
}

// Null: there is no such member.
const Value* Renderer::member(const Value& whole, const Segment& segment, Value& place) {
    if (segment.inner == kNone) {
        return member_named(whole, segment, segment.name, place);
    }
    Value key_place;
    const Value key = value(segment.inner, key_place);
    if (key.is_text()) {
        return member_named(whole, segment, key.text(), place);
    }
    if (key.is(Kind::integer) && whole.is(Kind::array)) {
        const auto& items = whole.items();
        const auto count = static_cast<std::int64_t>(items.size());
        const auto at = key.integer() < 0 ? key.integer() + count : key.integer();
        return at < 0 || at >= count ? &kNil : &items[static_cast<std::size_t>(at)];
    }
    return nullptr;
}

void Renderer::refuse_unknown(const Expr& expr, Index segments) const {
    const auto written =
        std::string_view(program_->source).substr(expr.place.at, expr.place.length);
    std::string known = std::string(written);
    for (Index i = 0; i < expr.segments.count; ++i) {
        const auto& segment = program_->segments[expr.segments.first + i];
        if (i >= segments && segment.inner == kNone) {
            // Up to the part that is not known.
            const auto* end = segment.name.data() + segment.name.size();
            const auto length = end - written.data();
            if (length > 0 && static_cast<std::size_t>(length) <= written.size()) {
                known = std::string(written.substr(0, static_cast<std::size_t>(length)));
            }
            break;
        }
    }
    Fault fault(Problem::Kind::unknown, fmt::format("unknown variable \"{}\"", known), {}, known);
    throw fault_at(std::move(fault), expr.place.at, expr.place.length);
}

const Value& Renderer::path(const Expr& expr, Value& place) {
    const auto* segment = &program_->segments[expr.segments.first];
    const Value* found = nullptr;
    if (segment->inner == kNone) {
        found = variable(segment->name, place);
    } else {
        Value name_place;
        const Value name = value(segment->inner, name_place);
        found = name.is_text() ? variable(name.text(), place) : nullptr;
    }
    for (Index i = 0;; ++i) {
        if (found == nullptr) {
            if (options_.strict) {
                refuse_unknown(expr, i);
            }
            return kNil;
        }
        if (i + 1 == expr.segments.count) {
            return *found;
        }
        if (found->is_nil()) {
            return kNil; // known, and there is nothing in it
        }
        ++segment;
        if (found->is(Kind::object) && segment->inner == kNone) { // nearly always
            if (const auto* const kept = found->find(segment->name)) {
                found = kept;
                continue;
            }
        }
        found = member(*found, *segment, place);
    }
}

Value Renderer::range(const Expr& expr) {
    // 1.5 is taken for 1 where both ends are written out, and refused where one is looked up.
    const bool written = program_->is_constant(expr.first()) && program_->is_constant(expr.last());
    const auto end = [&](Index of) {
        Value place;
        const auto& found = value(of, place);
        return found.is(Kind::number) && !written ? integer_of(found) : range_end(found);
    };
    const auto first = end(expr.first());
    return Value::range(first, end(expr.last()));
}

const Value& Renderer::value(Index index, Value& place) {
    const auto& expr = program_->exprs[index];
    switch (expr.kind) {
    case Expr::Kind::literal:
        return expr.literal;
    case Expr::Kind::path:
        return path(expr, place);
    default:
        place = range(expr);
        return place;
    }
}

// The only filter that is there for what has no value.
bool Renderer::is_default(const Filter& filter) {
    return filter.name == "default";
}

Value Renderer::call(const Call& call, const Value& input) {
    const auto& filter = *call.filter;
    std::array<Value, 4> few;
    std::vector<Value> many;
    std::vector<Member> named;
    Value* arguments = few.data();
    if (call.arguments.count > few.size()) {
        many.resize(call.arguments.count);
        arguments = many.data();
    }
    std::size_t count = 0;
    for (Index i = 0; i < call.arguments.count; ++i) {
        const auto& argument = program_->arguments[call.arguments.first + i];
        Value place;
        const auto& given = value(argument.value, place);
        if (options_.refuse_holes && program_->exprs[argument.value].kind == Expr::Kind::path) {
            must_take(argument.value, filter, given);
        }
        if (argument.keyword.empty()) {
            arguments[count++] = given;
        } else {
            named.emplace_back(std::string(argument.keyword), given);
        }
    }
    if (call.keywords) {
        arguments[count++] = Value::object(std::move(named));
    }
    if (count < filter.arguments.least || count > filter.arguments.most) {
        refuse_argument(
            fmt::format("wrong number of arguments for \"{}\" (given {}, expected {}{})",
                        filter.name,
                        count,
                        filter.arguments.least,
                        filter.arguments.least == filter.arguments.most
                            ? ""
                            : fmt::format("..{}", filter.arguments.most)));
    }
    meter_.step();
    const FilterCall asked(input, arguments, count, options_.surroundings, meter_);
    if (filter.standard != nullptr) {
        return filter.standard(asked);
    }
    // Those of the reference charge what they work on themselves.
    meter_.step();
    if (input.is_text()) {
        meter_.bytes(input.text().size());
    } else if (input.is(Kind::array)) {
        meter_.step(input.items().size());
    }
    const Uncharged uncharged;
    auto result = filter.added(asked);
    if (!result) {
        refuse_argument(std::move(result.error()));
    }
    return std::move(*result);
}

const Value& Renderer::filtered(Index row, Value& place) {
    const auto& filtered = program_->filtered[row];
    if (filtered.value == kNone) {
        return kNil;
    }
    const Value* current = &value(filtered.value, place);
    for (Index i = 0; i < filtered.calls.count; ++i) {
        const auto& asked = program_->calls[filtered.calls.first + i];
        if (asked.filter == nullptr) {
            continue;
        }
        if (options_.refuse_holes) {
            must_take(filtered.value, *asked.filter, *current);
        }
        try {
            place = call(asked, *current);
        } catch (Fault& fault) {
            throw fault_at(std::move(fault), asked.place.at, asked.place.length);
        }
        current = &place;
    }
    return *current;
}

bool Renderer::holds(Span conditions) {
    const auto* condition = &program_->conditions[conditions.first];
    while (true) {
        Value left_place;
        const auto& left = value(condition->left, left_place);
        bool result = false;
        if (condition->op == Operator::none) {
            result = left.truthy();
        } else {
            Value right_place;
            meter_.step();
            result = liquid::holds(left, condition->op, value(condition->right, right_place));
        }
        if (condition->joint == Condition::Joint::end ||
            result == (condition->joint == Condition::Joint::either)) {
            return result;
        }
        ++condition;
    }
}

} // namespace etsyorder::liquid
