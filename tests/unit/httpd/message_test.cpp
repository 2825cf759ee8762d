// SPDX-License-Identifier: MIT
#include "httpd/message.hpp"

#include <doctest/doctest.h>

using namespace etsyorder::httpd;

TEST_CASE("a form is decoded pair by pair, broken percent codes stay") {
    const auto fields = parse_form("a=1&b=x+y%20z&empty=&bare&&c=100%&d=%zz&e=%C3%A9");
    CHECK(field(fields, "a") == "1");
    CHECK(field(fields, "b") == "x y z");
    CHECK(field(fields, "empty") == "");
    CHECK(field(fields, "bare") == "");
    CHECK(field(fields, "c") == "100%");
    CHECK(field(fields, "d") == "%zz");
    CHECK(field(fields, "e") == "é");
    CHECK(!field(fields, "nothing"));
}

TEST_CASE("percent encoding and decoding are each other's inverse") {
    const std::string text = "a b&c=d/é\n~";
    CHECK(percent_encode(text) == "a%20b%26c%3Dd%2F%C3%A9%0A~");
    CHECK(percent_decode(percent_encode(text)) == text);
    CHECK(percent_decode("a+b") == "a+b");
}

TEST_CASE("header names ignore case and the media type drops its parameters") {
    Request request;
    request.headers.emplace_back("Content-Type", "Application/JSON ; charset=utf-8");
    CHECK(request.header("content-TYPE") == "Application/JSON ; charset=utf-8");
    CHECK(media_type(request) == "application/json");
    CHECK(!request.header("x-none"));
}

TEST_CASE("HTML escaping covers the five characters that matter") {
    CHECK(escape_html("<a href=\"x\">Tom & 'Jo'</a>") ==
          "&lt;a href=&quot;x&quot;&gt;Tom &amp; &#39;Jo&#39;&lt;/a&gt;");
}
