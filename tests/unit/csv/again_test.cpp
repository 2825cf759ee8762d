// SPDX-License-Identifier: MIT
#include "csv/again.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace etsyorder;

namespace {

std::string read(csv::Source& source, std::size_t most) {
    std::string text(most, '\0');
    text.resize(source(std::span<char>(text)));
    return text;
}

std::string all(csv::Source source, std::size_t piece) {
    std::string text;
    for (auto more = read(source, piece); !more.empty(); more = read(source, piece)) {
        text += more;
    }
    return text;
}

} // namespace

TEST_CASE("what was looked at, once or twice, is read again and then the rest") {
    for (const std::size_t piece : {1U, 2U, 3U, 100U}) {
        csv::Again again(csv::from_text("abcdefghij"));
        auto first = again.look();
        CHECK(read(first, 4) == "abcd");
        auto second = again.look();
        CHECK(read(second, 3) == "abc");
        CHECK(read(second, 3) == "d");
        CHECK(read(second, 3) == "efg");
        CHECK(again.looked_at() == 7);
        CHECK(all(again.rest(), piece) == "abcdefghij");
    }
}

TEST_CASE("a source that was looked at to its end is read again") {
    csv::Again again(csv::from_text("abc"));
    CHECK(all(again.look(), 2) == "abc");
    CHECK(all(again.rest(), 5) == "abc");
}
