// SPDX-License-Identifier: MIT
// What is equal, less, within and empty, by the rules of the reference.
#pragma once

#include "liquid/value.hpp"

#include <optional>

namespace etsyorder::liquid {

enum class Operator : std::uint8_t {
    none, // a value alone
    equal,
    not_equal,
    less,
    greater,
    less_or_equal,
    greater_or_equal,
    contains,
};

// Throws a Fault where the reference refuses: a text against a number.
[[nodiscard]] bool holds(const Value& left, Operator op, const Value& right);

// 1 is 1.0 but not "1". Of `blank` and `empty`: are they the other's state?
[[nodiscard]] bool are_equal(const Value& left, const Value& right);

// Below, at or above 0; empty: they cannot be put in order.
[[nodiscard]] std::optional<int> order_of(const Value& left, const Value& right);

// Texts, arrays and objects without anything in them.
[[nodiscard]] bool is_empty(const Value& value);

} // namespace etsyorder::liquid
