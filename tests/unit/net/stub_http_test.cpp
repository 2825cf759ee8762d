// SPDX-License-Identifier: MIT
#include "support/stub_http.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;

TEST_CASE("the stub answers what was expected, in order") {
    test::StubHttp http;
    http.expect("GET http://127.0.0.1/a").answer(200, "one");
    http.expect("POST http://127.0.0.1/b").fail(net::TransportProblem::cut_short);
    CHECK(http.send({.url = "http://127.0.0.1/a"})->body == "one");
    const auto second = http.send({.method = net::Method::post, .url = "http://127.0.0.1/b"});
    REQUIRE_FALSE(second.has_value());
    CHECK(second.error().problem == net::TransportProblem::cut_short);
    CHECK(http.requests().size() == 2);
}

TEST_CASE("the stub complains about a request nobody expected and an answer nobody asked for") {
    std::vector<std::string> complaints;
    {
        test::StubHttp http([&](const std::string& text) { complaints.push_back(text); });
        http.expect("GET http://127.0.0.1/a").answer(200, "");
        CHECK_FALSE(http.send({.url = "http://127.0.0.1/other"}).has_value());
        CHECK(complaints.size() == 1);
    }
    REQUIRE(complaints.size() == 2);
    CHECK(complaints[1] == "never asked for: GET http://127.0.0.1/a");
}
