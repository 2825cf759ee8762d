// SPDX-License-Identifier: MIT
#include "httpd/router.hpp"

#include <doctest/doctest.h>

using namespace etsyorder::httpd;

namespace {

Router sample() {
    Router router;
    router.add("GET", "/listings/{id}", [](const Request& r) {
        return text_response(200, "one " + r.param("id"));
    });
    router.add(
        "GET", "/listings/batch", [](const Request&) { return text_response(200, "batch"); });
    router.add("POST", "/listings/{id}", [](const Request&) { return text_response(201, "made"); });
    return router;
}

Response ask(const Router& router, std::string method, std::string path) {
    Request request;
    request.method = std::move(method);
    request.path = std::move(path);
    return router.handle(std::move(request));
}

} // namespace

TEST_CASE("a plain segment wins over a parameter, whatever was added first") {
    CHECK(ask(sample(), "GET", "/listings/batch").body == "batch");
    CHECK(ask(sample(), "GET", "/listings/7").body == "one 7");
}

TEST_CASE("a parameter is one whole segment, decoded after the split") {
    CHECK(ask(sample(), "GET", "/listings/a%2Fb").body == "one a/b");
    CHECK(ask(sample(), "GET", "/listings/a/b").status == 404);
    CHECK(ask(sample(), "GET", "/listings/").status == 404);
}

TEST_CASE("a wrong method is answered 405 and names the right ones") {
    const auto response = ask(sample(), "DELETE", "/listings/7");
    CHECK(response.status == 405);
    CHECK(field(response.headers, "allow") == "GET, POST");
    CHECK(ask(sample(), "HEAD", "/listings/7").status == 200);
    auto router = sample();
    router.wrong_method([](const Request& r) { return json_response(405, r.method); });
    const auto own = ask(router, "DELETE", "/listings/7");
    CHECK(own.body == "DELETE");
    CHECK(field(own.headers, "allow") == "GET, POST");
}
