// SPDX-License-Identifier: MIT
#include "net/smtp_text.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace etsyorder;
using net::text_for_the_wire;

TEST_CASE("a dot at the beginning of a line is doubled, and no other") {
    CHECK(text_for_the_wire("a\r\n.\r\n..b\r\nc.\r\n") == "a\r\n..\r\n...b\r\nc.\r\n");
    CHECK(text_for_the_wire(".") == "..\r\n");
}

TEST_CASE("every line ends in CRLF, the last too") {
    CHECK(text_for_the_wire("").empty());
    CHECK(text_for_the_wire("a") == "a\r\n");
    CHECK(text_for_the_wire("a\nb\r\n\n") == "a\r\nb\r\n\r\n");
}

TEST_CASE("no odd line end hides an end of the text") {
    using namespace std::string_literals;
    CHECK(text_for_the_wire("a\n.\nb\r.\rc\r.\r\nd\n.\r\n"s) ==
          "a\r\n..\r\nb\r\n..\r\nc\r\n..\r\nd\r\n..\r\n");
    CHECK(text_for_the_wire("a\0b\r\r\n"s) == "a?b\r\n\r\n");
}

TEST_CASE("only bytes beyond ASCII in the header make a mail wide") {
    CHECK_FALSE(net::has_wide_headers("Subject: x\r\n\r\n\xc3\xbc"));
    CHECK(net::has_wide_headers("To: \xc3\xbc@example.com\r\n\r\nx"));
    CHECK(net::has_wide_headers("To: \xc3\xbc@example.com"));
}
