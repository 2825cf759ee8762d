// SPDX-License-Identifier: MIT
#include "frame/text.hpp"

#include <doctest/doctest.h>

using namespace etsyorder::frame;

TEST_CASE("a wide character takes two columns, a combining mark none") {
    CHECK(display_width("Ann") == 3);
    CHECK(display_width("李雷") == 4);
    CHECK(display_width("e\u0301") == 1);
    CHECK(display_width("José") == 4);
    CHECK(display_width("") == 0);
}

TEST_CASE("what a reader sees as one emoji takes two columns") {
    CHECK(display_width("👩\u200D👩\u200D👧") == 2); // joined by ZWJ
    CHECK(display_width("👍🏽") == 2);        // with a skin tone
    CHECK(display_width("🇩🇪") == 2);              // two regional indicators
    CHECK(display_width("❤\uFE0F") == 2);         // emoji presentation
}

TEST_CASE("text that fits is left alone, longer text ends in an ellipsis") {
    CHECK(fitted("Oak sign", 8) == "Oak sign");
    CHECK(fitted("Oak sign", 7) == "Oak si…");
    CHECK(fitted("Oak sign", 1) == "…");
    CHECK(fitted("Oak sign", 0).empty());
}

TEST_CASE("cutting never splits a character") {
    CHECK(fitted("李雷雷", 4) == "李…"); // the second one would need a fourth column
    CHECK(fitted("e\u0301e\u0301e\u0301", 2) == "e\u0301…");
    CHECK(fitted("👩\u200D👩\u200D👧👍🏽", 3) == "👩\u200D👩\u200D👧…");
}

TEST_CASE("no control character of a buyer's reaches a terminal") {
    CHECK(for_terminal("Ann\x1b[31m") == "Ann<U+001B>[31m");
    CHECK(for_terminal("a\nb\tc\rd") == "a<U+000A>b<U+0009>c<U+000D>d");
    CHECK(for_terminal("\xC2\x9B"
                       "31m") == "<U+009B>31m");             // the C1 form of ESC [
    CHECK(for_terminal("abc\u202Ecod") == "abc<U+202E>cod"); // right-to-left override
    CHECK(for_terminal("\x7f") == "<U+007F>");
}

TEST_CASE("bytes that are no UTF-8 become the replacement character") {
    CHECK(for_terminal("a\xFFz") == "a\uFFFDz");
    CHECK(as_utf8("\xE2\x82") == "\uFFFD\uFFFD");
    CHECK(as_utf8("ok") == "ok");
}

TEST_CASE("a tab-separated line keeps its fields apart") {
    CHECK(for_pipe("a\tb\nc\rd\\e") == "a\\tb\\nc\\rd\\\\e");
    CHECK(for_pipe("\x1b[2J") == "\\x1b[2J");
    CHECK(for_pipe("José 李") == "José 李");
}

TEST_CASE("characters that look like nothing are shown in personalisation") {
    CHECK(with_odd_characters_shown("Mia\u200BLou") == "Mia<U+200B>Lou");
    CHECK(with_odd_characters_shown("a\u00A0b") == "a<U+00A0>b");
    CHECK(with_odd_characters_shown("a\tb") == "a<U+0009>b");
    CHECK(with_odd_characters_shown("\u200Fשלום") == "<U+200F>שלום");
    CHECK(with_odd_characters_shown("\uFEFFx") == "<U+FEFF>x");
    CHECK(with_odd_characters_shown("a\xFFz") == "a<byte FF>z");
}

TEST_CASE("spaces at the start and end of a line are shown, others are not") {
    CHECK(with_odd_characters_shown("Mia  ") == "Mia<U+0020><U+0020>");
    CHECK(with_odd_characters_shown("Mia \nand Lou") == "Mia<U+0020>\nand Lou");
    CHECK(with_odd_characters_shown(" two lines\n here") == "<U+0020>two lines\n<U+0020>here");
}

TEST_CASE("a joiner inside an emoji is no odd character, between letters it is") {
    CHECK(with_odd_characters_shown("👩\u200D👧") == "👩\u200D👧");
    CHECK(with_odd_characters_shown("a\u200Db") == "a<U+200D>b");
}

TEST_CASE("a tone paints and resets, plain text stays as it is") {
    CHECK(painted("late", Tone::bad) == "\x1b[31mlate\x1b[0m");
    CHECK(painted("late", Tone::plain) == "late");
}
