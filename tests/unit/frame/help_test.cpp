// SPDX-License-Identifier: MIT
#include "frame/help.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;
using frame::wrapped_help;

TEST_CASE("a long line of a help goes on below its text") {
    CHECK(wrapped_help("  --limit N   at most so many of them, all or 0: every one\n", 40) ==
          "  --limit N   at most so many of them,\n"
          "              all or 0: every one\n");
    CHECK(wrapped_help("one two three four five six seven\n", 20) ==
          "one two three four\nfive six seven\n");
}

TEST_CASE("on a narrow terminal the text goes on near the margin") {
    CHECK(wrapped_help("  --personalised,--personalized   orders with words\n", 30) ==
          "  --personalised,--personalized\n    orders with words\n");
}

TEST_CASE("what fits and examples stay as they are") {
    CHECK(wrapped_help("Short.\n\n  --flag  text\n", 40) == "Short.\n\n  --flag  text\n");
    const auto* const example = "  etsyorder orders list 'due:<3d tag:wedding -is:gift'\n";
    CHECK(wrapped_help(example, 30) == example);
    CHECK(wrapped_help("a_word_that_is_longer_than_the_terminal next\n", 20) ==
          "a_word_that_is_longer_than_the_terminal\nnext\n");
    CHECK(wrapped_help("", 40).empty());
}
