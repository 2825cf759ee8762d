// SPDX-License-Identifier: MIT
#include "base/utf8.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace etsyorder;

TEST_CASE("only well-formed UTF-8 is UTF-8") {
    const std::string good = "a\xc2\x80\xdf\xbf\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xf0\x90\x80\x80"
                             "\xf4\x8f\xbf\xbf";
    CHECK(base::is_utf8(good));
    CHECK(base::is_utf8(""));
    for (const std::string wrong : {"\xc0\x80",
                                    "\xc1\xbf",
                                    "\xe0\x9f\xbf",
                                    "\xed\xa0\x80",
                                    "\xf0\x8f\xbf\xbf",
                                    "\xf4\x90\x80\x80",
                                    "\xf5\x80\x80\x80",
                                    "\x80",
                                    "\xe2\x82",
                                    "\xe2\x82x",
                                    "\xe2(\xac",
                                    "\xff"}) {
        CHECK_FALSE(base::is_utf8(wrong));
        CHECK(base::utf8_bytes(good + wrong) == good.size());
        CHECK(base::utf8_bytes(good + wrong + good) == good.size());
    }
}

TEST_CASE("every character that is written is read as one") {
    for (const char32_t code :
         U"\x01\x7f\u0080\u07ff\u0800\U0000d7ff\U0000e000\uffff\U00010000\U0010ffff") {
        std::string text;
        base::append_utf8(text, code);
        CHECK(base::is_utf8(text));
        text.pop_back();
        CHECK(base::utf8_bytes(text) == 0);
    }
}
