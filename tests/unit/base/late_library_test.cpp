// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/late_library.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;

TEST_CASE("a library that is not there, or lacks a function, says what to install") {
    const auto hint_of = [](auto act) {
        try {
            act();
        } catch (const base::Error& error) {
            CHECK(error.summary() == "nothing works");
            CHECK_FALSE(error.reason().empty());
            return error.remedy();
        }
        return std::string();
    };
    CHECK(hint_of([] {
              const base::LateLibrary gone({"libnosuch.so.1", "nothing works", "install it"});
          }) == "install it");
    const base::LateLibrary here({"libc.so.6", "nothing works", "install it"});
    int (*absolute)(int) = nullptr;
    here.resolve("abs", absolute);
    CHECK(absolute(-3) == 3);
    CHECK(hint_of([&] { here.resolve("no_such_function", absolute); }) == "install it");
}
