// SPDX-License-Identifier: MIT
#include "orders/merge.hpp"
#include "orders/merge_file.hpp"
#include "orders_world.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;
using orders::Address;
using orders::Order;
using orders::ReceivedOrder;

namespace {

const Address kInTheFile{
    "1 Main Street", "Apt 4", "Springfield", "Illinois", "62701", "US", std::nullopt};

ReceivedOrder said_by_etsy(const Address& address) {
    ReceivedOrder said;
    said.status = "paid";
    said.address = address;
    return said;
}

ReceivedOrder said_by_a_file(const Address& address = kInTheFile) {
    ReceivedOrder said;
    said.address = address;
    return said;
}

// What is known once both have spoken.
Address together(const Address& etsys, bool etsy_first) {
    Order order;
    const auto etsy = said_by_etsy(etsys);
    if (etsy_first) {
        orders::merge(order, etsy, test::at(1));
        orders::fill_from_file(order, said_by_a_file(), test::at(2));
    } else {
        orders::merge_file(order, said_by_a_file(), test::at(1));
        const auto before = order;
        orders::merge(order, etsy, test::at(2));
        orders::keep_words_of_file(order, before, etsy);
    }
    return order.address;
}

} // namespace

TEST_CASE("no address is put together from two places, whoever speaks first") {
    for (const bool etsy_first : {true, false}) {
        CAPTURE(etsy_first);
        const Address moved{"9 New Road", "", std::nullopt, std::nullopt, std::nullopt, "US", {}};
        CHECK(together(moved, etsy_first) == moved);
        const Address withheld{{}, {}, {}, {}, "10115", "DE", {}};
        CHECK(together(withheld, etsy_first) == withheld);
    }
}

TEST_CASE("an address of the same place is completed, however it is written") {
    for (const bool etsy_first : {true, false}) {
        CAPTURE(etsy_first);
        const Address same{"1 MAIN street.", "", {}, "IL", "62701-1234", "US", {}};
        const Address whole{"1 MAIN street.", "Apt 4", "Springfield", "IL", "62701-1234", "US", {}};
        CHECK(together(same, etsy_first) == whole);
        CHECK(together({}, etsy_first) == kInTheFile);
    }
}

TEST_CASE("a file of another place replaces the address of an earlier file whole") {
    Order order;
    orders::merge_file(order, said_by_a_file(), test::at(1));
    const Address other{"9 New Road", std::nullopt, "Berlin", std::nullopt, "10115", "DE", {}};
    orders::merge_file(order, said_by_a_file(other), test::at(2));
    CHECK(order.address == other);
}

TEST_CASE("an older file takes neither paid nor shipped off an order that was completed") {
    for (const auto* status : {"completed", "partially refunded", "canceled"}) {
        CAPTURE(std::string(status));
        Order order;
        order.status = status;
        order.is_paid = order.is_shipped = true;
        ReceivedOrder file;
        file.is_paid = file.is_shipped = false;
        orders::merge_file(order, file, test::at(2));
        CHECK(order.is_paid);
        CHECK(order.is_shipped);
        CHECK_FALSE(order.is_open);
    }
    Order open;
    open.status = "paid";
    open.is_paid = true;
    ReceivedOrder unpaid;
    unpaid.is_paid = false;
    orders::merge_file(open, unpaid, test::at(2));
    CHECK_FALSE(open.is_paid);
}
