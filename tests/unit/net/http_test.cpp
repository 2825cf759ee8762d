// SPDX-License-Identifier: MIT
#include "net/http.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;

TEST_CASE("header names are found in any case") {
    const net::Headers headers{{"X-Limit-Per-Second", "10"}, {"x-limit-per-second", "20"}};
    CHECK(headers.find("x-LIMIT-per-second") == "10");
    CHECK_FALSE(headers.find("x-limit").has_value());
}

TEST_CASE("a form survives encoding and decoding, whatever it holds") {
    const net::Fields fields{{"a b", "c&d=e"}, {"empty", ""}, {"note", "für Zoë + 100% ❤\n"}};
    CHECK(net::form_encode({{"q", "a b~"}}) == "q=a%20b~");
    CHECK(net::form_decode(net::form_encode(fields)) == fields);
    CHECK(net::form_decode("a=%4&b=%zz&c=1%2") ==
          net::Fields{{"a", "%4"}, {"b", "%zz"}, {"c", "1%2"}});
    CHECK(net::form_decode("&&x&y=1+2") == net::Fields{{"x", ""}, {"y", "1 2"}});
}

TEST_CASE("only this machine's addresses count as loopback") {
    for (const auto* url :
         {"http://127.0.0.1:8080/x", "http://localhost", "http://[::1]:9/", "https://127.1.2.3"}) {
        CAPTURE(url);
        CHECK(net::is_loopback(url));
    }
    for (const auto* url : {"http://127.0.0.1.evil.example/",
                            "http://localhost.evil.example",
                            "http://localhost@evil.example",
                            "http://127.0.0.1:1@evil.example/",
                            "http://128.0.0.1",
                            "http://[::2]/",
                            "127.0.0.1",
                            ""}) {
        CAPTURE(url);
        CHECK_FALSE(net::is_loopback(url));
    }
}

TEST_CASE("HTTP dates are read, anything else is not guessed") {
    CHECK(net::parse_http_date("Sun, 22 Nov 2026 11:00:00 GMT") ==
          base::parse_instant("2026-11-22T11:00:00Z"));
    CHECK(net::parse_http_date("Sun, 06 Sep 2026 01:02:03 GMT") ==
          base::parse_instant("2026-09-06T01:02:03Z"));
    for (const auto* text : {"",
                             "Sun, 22 Nov 2026 11:00:00 CET",
                             "Sun, 32 Nov 2026 11:00:00 GMT",
                             "Sun, 22 nov 2026 11:00:00 GMT",
                             "Sunday, 22-Nov-26 11:00:00 GMT",
                             "Sun, 22 Nov 2026 99:00:00 GMT"}) {
        CAPTURE(text);
        CHECK_FALSE(net::parse_http_date(text));
    }
}
