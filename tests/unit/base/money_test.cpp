// SPDX-License-Identifier: MIT
#include "base/money.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace etsyorder::base;

TEST_CASE("Etsy's fractions become whole minor units exactly or not at all") {
    CHECK(money_from_fraction(1999, 100, "USD") == Money{1999, "USD"});
    CHECK(money_from_fraction(19990, 1000, "USD") == Money{1999, "USD"});
    CHECK(money_from_fraction(1999, 1, "JPY") == Money{1999, "JPY"});
    CHECK(money_from_fraction(199900, 100, "JPY") == Money{1999, "JPY"});
    CHECK_FALSE(money_from_fraction(1, 1000, "USD"));
    CHECK_FALSE(money_from_fraction(1, 0, "USD"));
    CHECK_FALSE(money_from_fraction(1, -100, "USD"));
    CHECK_FALSE(money_from_fraction(std::numeric_limits<std::int64_t>::max(), 1, "USD"));
}

TEST_CASE("amounts print with the digits of their currency") {
    CHECK(format_decimal({1999, "USD"}) == "19.99");
    CHECK(format_decimal({-5, "EUR"}) == "-0.05");
    CHECK(format_decimal({1999, "JPY"}) == "1999");
    CHECK(format_decimal({1999, "KWD"}) == "1.999");
    CHECK(format_decimal({std::numeric_limits<std::int64_t>::min(), "USD"}) ==
          "-92233720368547758.08");
}
