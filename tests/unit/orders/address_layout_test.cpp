// SPDX-License-Identifier: MIT
#include "orders/address_layout.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;

namespace {

orders::Order order_with(const std::string& formatted) {
    orders::Order order;
    order.buyer_name = "Zoë Nguyen";
    order.address = {"12 Mill Lane", std::nullopt, "Portland", "OR", "97201", "US", formatted};
    return order;
}

std::string there_and_back(const orders::Order& order) {
    return orders::address_from_layout(order, orders::address_layout(order).value());
}

} // namespace

TEST_CASE("a formatted address made of its parts takes a byte for each") {
    const auto order = order_with("Zoë Nguyen\n12 Mill Lane\nPortland, OR 97201\nUS");
    CHECK(orders::address_layout(order) == "\x01\n\x02\n\x04, \x05 \x06\n\x07");
    CHECK(there_and_back(order) == *order.address.formatted);
}

TEST_CASE("any formatted address comes back byte for byte") {
    for (const std::string text : {"",
                                   "Somewhere else altogether",
                                   "PORTLAND OREGON",
                                   "OROROR97201US",
                                   "Zoë Nguye",
                                   "\x01\x02 odd \x08",
                                   "\x08",
                                   "a\x09\x0b\x1f\xff"}) {
        CAPTURE(text);
        CHECK(there_and_back(order_with(text)) == text);
    }
    auto bare = order_with("Zoë Nguyen, Portland");
    bare.buyer_name.clear();
    bare.address = {{}, {}, {}, {}, {}, {}, "Zoë Nguyen, Portland"};
    CHECK(there_and_back(bare) == "Zoë Nguyen, Portland");
    bare.address.formatted.reset();
    CHECK_FALSE(orders::address_layout(bare).has_value());
}
