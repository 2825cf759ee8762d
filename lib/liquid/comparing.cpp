// SPDX-License-Identifier: MIT
#include "liquid/comparing.hpp"

#include "liquid/characters.hpp"
#include "liquid/decimal.hpp"
#include "liquid/fault.hpp"
#include "liquid/printing.hpp"

#include <algorithm>

namespace etsyorder::liquid {
namespace {

using Kind = Value::Kind;

constexpr int kDeepest = 100;

bool is_number(const Value& value) {
    return value.is(Kind::integer) || value.is(Kind::number);
}

int sign(int number) {
    return number < 0 ? -1 : number > 0 ? 1 : 0;
}

bool is_blank(const Value& value) {
    switch (value.kind()) {
    case Kind::nil:
        return true;
    case Kind::boolean:
        return !value.boolean();
    case Kind::text:
        return strip(value.text()).empty();
    default:
        return is_empty(value);
    }
}

std::optional<int> compare_numbers(const Value& left, const Value& right) {
    if (left.is(Kind::integer) && right.is(Kind::integer)) {
        return left.integer() < right.integer() ? -1 : left.integer() > right.integer() ? 1 : 0;
    }
    const double a = left.is(Kind::integer) ? static_cast<double>(left.integer()) : left.number();
    const double b =
        right.is(Kind::integer) ? static_cast<double>(right.integer()) : right.number();
    if (a != a || b != b) {
        return std::nullopt; // not a number
    }
    return a < b ? -1 : a > b ? 1 : 0;
}

bool equal_to_depth(const Value& left, const Value& right, int depth);

bool equal_objects(const Value& left, const Value& right, int depth) {
    if (left.is(Kind::lazy) || right.is(Kind::lazy)) {
        return left.is(Kind::lazy) && right.is(Kind::lazy) && &left.facts() == &right.facts();
    }
    return left.members().size() == right.members().size() &&
           std::all_of(left.members().begin(), left.members().end(), [&](const Member& member) {
               const auto* other = right.find(member.first);
               return other != nullptr && equal_to_depth(member.second, *other, depth + 1);
           });
}

bool equal_to_depth(const Value& left, const Value& right, int depth) {
    if (depth > kDeepest) {
        throw Fault(Problem::Kind::limit, "the values are too deep to be compared");
    }
    const auto is_object = [](const Value& value) {
        return value.is(Kind::object) || value.is(Kind::lazy);
    };
    if (is_number(left) && is_number(right)) {
        return compare_numbers(left, right) == 0;
    }
    if (is_object(left) && is_object(right)) {
        return equal_objects(left, right, depth);
    }
    if (left.kind() != right.kind()) {
        return false;
    }
    switch (left.kind()) {
    case Kind::nil:
        return true;
    case Kind::boolean:
        return left.boolean() == right.boolean();
    case Kind::text:
        return left.text() == right.text();
    case Kind::array:
        return std::equal(
            left.items().begin(),
            left.items().end(),
            right.items().begin(),
            right.items().end(),
            [depth](const Value& a, const Value& b) { return equal_to_depth(a, b, depth + 1); });
    case Kind::range:
        return left.first() == right.first() && left.last() == right.last();
    default:
        return false;
    }
}

bool is_ordered_kind(const Value& value) {
    return is_number(value) || value.is_text();
}

bool compare(const Value& left, Operator op, const Value& right) {
    if (!is_ordered_kind(left) || !is_ordered_kind(right)) {
        return false;
    }
    if (left.is_text() != right.is_text()) {
        refuse_argument(std::string("comparison of ") +
                        (left.is_text()          ? "String"
                         : left.is(Kind::number) ? "Float"
                                                 : "Integer") +
                        " with " + (right.is_text() ? "String" : printed(right)) + " failed");
    }
    const auto order = order_of(left, right);
    if (!order) {
        return false;
    }
    switch (op) {
    case Operator::less:
        return *order < 0;
    case Operator::greater:
        return *order > 0;
    case Operator::less_or_equal:
        return *order <= 0;
    default:
        return *order >= 0;
    }
}

bool contains(const Value& whole, const Value& part) {
    if (!whole.truthy() || !part.truthy()) {
        return false;
    }
    std::string place;
    switch (whole.kind()) {
    case Kind::text:
        return whole.text().find(text_of(part, place)) != std::string_view::npos;
    case Kind::array:
        if (part.is(Kind::blank) || part.is(Kind::empty)) {
            return false; // states are no items
        }
        return std::any_of(whole.items().begin(), whole.items().end(), [&](const Value& item) {
            return are_equal(item, part);
        });
    case Kind::object:
        return part.is_text() && whole.find(part.text()) != nullptr;
    case Kind::lazy:
        return part.is_text() && whole.ask(part.text()).has_value();
    case Kind::range:
        return is_number(part) && compare_numbers(whole.first(), part).value_or(1) <= 0 &&
               compare_numbers(part, whole.last()).value_or(1) <= 0;
    default:
        return false;
    }
}

} // namespace

bool is_empty(const Value& value) {
    switch (value.kind()) {
    case Kind::text:
        return value.text().empty();
    case Kind::array:
        return value.items().empty();
    case Kind::object:
        return value.members().empty();
    default:
        return false;
    }
}

bool are_equal(const Value& left, const Value& right) {
    if (left.is(Kind::blank) || left.is(Kind::empty)) {
        return left.is(Kind::blank) ? is_blank(right) : is_empty(right);
    }
    if (right.is(Kind::blank) || right.is(Kind::empty)) {
        return right.is(Kind::blank) ? is_blank(left) : is_empty(left);
    }
    return equal_to_depth(left, right, 0);
}

std::optional<int> order_of(const Value& left, const Value& right) {
    if (is_number(left) && is_number(right)) {
        return compare_numbers(left, right);
    }
    if (left.is_text() && right.is_text()) {
        return sign(left.text().compare(right.text()));
    }
    if (left.is(Kind::array) && right.is(Kind::array)) {
        const auto& a = left.items();
        const auto& b = right.items();
        for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
            const auto order = order_of(a[i], b[i]);
            if (!order || *order != 0) {
                return order;
            }
        }
        return a.size() < b.size() ? -1 : a.size() > b.size() ? 1 : 0;
    }
    return are_equal(left, right) ? std::optional(0) : std::nullopt;
}

bool holds(const Value& left, Operator op, const Value& right) {
    switch (op) {
    case Operator::none:
        return left.truthy();
    case Operator::equal:
        return are_equal(left, right);
    case Operator::not_equal:
        return !are_equal(left, right);
    case Operator::contains:
        return contains(left, right);
    default:
        return compare(left, op, right);
    }
}

} // namespace etsyorder::liquid
