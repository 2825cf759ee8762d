// SPDX-License-Identifier: MIT
// Decimal: a number as arithmetic of the reference sees it. What has a point is counted with in
// decimals, so that 0.1 and 0.2 make 0.3, and becomes a double again at the end.
#pragma once

#include "liquid/value.hpp"

#include <cstdint>
#include <string>

namespace etsyorder::liquid {

// An integer, or digits * 10^exponent.
class Decimal {
public:
    Decimal() = default;
    explicit Decimal(std::int64_t whole) : digits_(whole) {}

    // What a filter takes a value for: a text that looks like a number is one, "12 cm" is 12, and
    // what is no number is 0.
    [[nodiscard]] static Decimal of(const Value& value);

    [[nodiscard]] bool is_integer() const { return integer_; }
    [[nodiscard]] bool is_zero() const { return digits_ == 0 && odd_ == 0.0; }
    [[nodiscard]] Value value() const; // throws a Fault of kind argument beyond 64 bits

    [[nodiscard]] Decimal plus(const Decimal& other) const;
    [[nodiscard]] Decimal minus(const Decimal& other) const;
    [[nodiscard]] Decimal times(const Decimal& other) const;
    // Integers by integers are whole, rounded down. Throws a Fault where the reference does.
    [[nodiscard]] Decimal divided_by(const Decimal& other) const;
    [[nodiscard]] Decimal modulo(const Decimal& other) const; // has the sign of `other`
    [[nodiscard]] Decimal abs() const;
    [[nodiscard]] Decimal floor() const;
    [[nodiscard]] Decimal ceil() const;
    // Half away from zero; negative places are in front of the point.
    [[nodiscard]] Decimal round(std::int64_t places) const;
    [[nodiscard]] int compare(const Decimal& other) const; // below, at or above 0

private:
    __extension__ using Wide = __int128;

    [[nodiscard]] static Decimal of_double(double number);
    [[nodiscard]] static Decimal of_parts(Wide digits, int exponent);
    [[nodiscard]] static Decimal of_odd(double number); // infinite, no number, or beyond our digits
    [[nodiscard]] double approximate() const;
    [[nodiscard]] Decimal scaled_down(bool up, bool half, std::int64_t places) const;
    // Both with one exponent. False: they would need more digits than we have.
    static bool align(Wide& a, int& a_exponent, Wide& b, int& b_exponent);

    Wide digits_ = 0;
    int exponent_ = 0;
    bool integer_ = true;
    bool is_odd_ = false;
    double odd_ = 0.0; // where is_odd_
};

// "1.5", "100000.0", "1.0e+20", "1.0e-05", "Infinity"
[[nodiscard]] std::string format_number(double number);

// The integer a filter's option is: an integer, or a text of one. Throws the Fault of the
// reference.
[[nodiscard]] std::int64_t integer_of(const Value& value);
// The leading digits of a text, as `to_i` has them; 0: there are none.
[[nodiscard]] std::int64_t leading_integer(std::string_view text);

} // namespace etsyorder::liquid
