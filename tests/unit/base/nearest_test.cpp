// SPDX-License-Identifier: MIT
#include "base/nearest.hpp"

#include <doctest/doctest.h>

using etsyorder::base::nearest;

TEST_CASE("a slip of the fingers finds the word that was meant") {
    CHECK(nearest("ordres", {"sync", "orders"}) == "orders");
    CHECK(nearest("lsit", {"list", "show"}) == "list");
    CHECK(nearest("--orgin", {"--origin", "--json"}) == "--origin");
    CHECK(nearest("Orders", {"orders"}) == "orders");
}

TEST_CASE("a word that is like none of them gets no suggestion") {
    CHECK_FALSE(nearest("frobnicate", {"orders", "sync"}));
    CHECK_FALSE(nearest("", {"orders"}));
    CHECK_FALSE(nearest("x", {"orders"}));
    CHECK_FALSE(nearest(std::string(100'000, 'a'), {"orders"}));
}
