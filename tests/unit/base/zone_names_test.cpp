// SPDX-License-Identifier: MIT
#include "base/zone.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace etsyorder::base;

TEST_CASE("the zone database has zones and their second names") {
    const auto names = zone_names();
    CHECK(std::ranges::count(names, "Europe/Berlin") == 1);
    CHECK(std::ranges::count(names, "Asia/Calcutta") == 1); // today Asia/Kolkata
}

TEST_CASE("a slip of the fingers and a place without its continent find the zone") {
    CHECK(nearest_zone("Europe/Berlni") == "Europe/Berlin");
    CHECK(nearest_zone("berlin") == "Europe/Berlin");
    CHECK(nearest_zone("new york") == "America/New_York");
    CHECK_FALSE(nearest_zone("Middle-earth/Hobbiton-on-the-Water"));
}
