// SPDX-License-Identifier: MIT
#include "net/curl_transport.hpp"
#include "support/loopback_server.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <thread>

using namespace etsyorder;
using net::TransportProblem;
using test::http_answer;
using namespace std::chrono_literals;

namespace {

struct Wire {
    base::StopSignal stop;
    net::CurlTransport transport{stop, {.user_agent = "etsyorder-test"}};

    TransportProblem problem_of(const net::HttpRequest& request) {
        const auto answer = transport.send(request);
        REQUIRE_FALSE(answer.has_value());
        return answer.error().problem;
    }
};

} // namespace

TEST_CASE("an answer comes with its status, its headers and room behind its body") {
    test::LoopbackServer server(
        {{http_answer(404, "{\"error\":\"x\"}", "X-Remaining-Today: 7\r\n")}});
    Wire wire;
    const auto answer =
        wire.transport.send({.url = server.url("/a?b=c"), .headers = {{"x-api-key", "k"}}});
    REQUIRE(answer.has_value());
    CHECK(answer->status == 404);
    CHECK(answer->headers.find("x-remaining-today") == "7");
    CHECK(answer->body == "{\"error\":\"x\"}");
    CHECK(answer->body.capacity() >= answer->body.size() + net::kBodyPadding);
    const auto requests = server.requests();
    REQUIRE(requests.size() == 1);
    CHECK(requests[0].starts_with("GET /a?b=c HTTP/1.1\r\n"));
    CHECK(requests[0].find("x-api-key: k\r\n") != std::string::npos);
    CHECK(requests[0].find("User-Agent: etsyorder-test\r\n") != std::string::npos);
}

TEST_CASE("one connection serves request after request") {
    const std::string large(300'000, 'x');
    test::LoopbackServer server({{http_answer(200, "one"), http_answer(200, large)}});
    Wire wire;
    CHECK(wire.transport.send({.url = server.url()})->body == "one");
    const auto second = wire.transport.send({.url = server.url()});
    REQUIRE(second.has_value());
    CHECK(second->body == large);
    CHECK(second->body.capacity() >= large.size() + net::kBodyPadding);
}

TEST_CASE("a POST carries its body and its type, and no wish to be asked to continue") {
    test::LoopbackServer server({{http_answer(201, "{}")}});
    Wire wire;
    const auto answer =
        wire.transport.send({.method = net::Method::put,
                             .url = server.url("/p"),
                             .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                             .body = "was_shipped=true"});
    REQUIRE(answer.has_value());
    const auto request = server.requests().at(0);
    CHECK(request.starts_with("PUT /p "));
    CHECK(request.ends_with("\r\n\r\nwas_shipped=true"));
    CHECK(request.find("Expect") == std::string::npos);
    CHECK(request.find("Content-Type: application/x-www-form-urlencoded\r\n") != std::string::npos);
}

TEST_CASE("a POST is never repeated silently when a kept connection dies under it") {
    // libcurl by itself sends it again on a new connection, and the server may have acted on both.
    using Server = test::LoopbackServer;
    Server server(
        {{http_answer(200, "{}"), Server::kHangUp}, {Server::kHangUp}, {http_answer(200, "{}")}});
    Wire wire;
    REQUIRE(wire.transport.send({.url = server.url("/warm-up")}).has_value());
    CHECK(
        wire.problem_of({.method = net::Method::post, .url = server.url("/ship"), .body = "x=1"}) ==
        TransportProblem::cut_short);
    CHECK(server.requests().size() == 2);
}

TEST_CASE("every trouble has its name") {
    Wire wire;
    SUBCASE("nobody listens") {
        std::string url;
        {
            const test::LoopbackServer gone({});
            url = gone.url();
        }
        CHECK(wire.problem_of({.url = url}) == TransportProblem::refused);
    }
    SUBCASE("cut in the middle of the body") {
        test::LoopbackServer server({{"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"}});
        CHECK(wire.problem_of({.url = server.url()}) == TransportProblem::cut_short);
    }
    SUBCASE("cut in the middle of a chunk") {
        test::LoopbackServer server(
            {{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nhalf"}});
        CHECK(wire.problem_of({.url = server.url()}) == TransportProblem::cut_short);
    }
    SUBCASE("cut in the middle of the TLS handshake") {
        test::LoopbackServer server(std::vector<std::vector<std::string>>(1)); // hangs up at once
        CHECK(wire.problem_of({.url = "https" + server.url().substr(4)}) ==
              TransportProblem::handshake);
    }
    SUBCASE("too large, announced or not") {
        test::LoopbackServer server({{http_answer(200, std::string(2000, 'x'))}});
        CHECK(wire.problem_of({.url = server.url(), .max_body_bytes = 1999}) ==
              TransportProblem::too_large);
    }
    SUBCASE("too slow") {
        test::LoopbackServer server({{""}});
        CHECK(wire.problem_of({.url = server.url(), .timeout = 50ms}) ==
              TransportProblem::timed_out);
    }
    SUBCASE("no such scheme") {
        CHECK(wire.problem_of({.url = "file:///etc/hostname"}) == TransportProblem::failed);
    }
}

TEST_CASE("a redirect is an answer, not an order") {
    test::LoopbackServer server({{http_answer(302, "", "Location: http://127.0.0.1:1/\r\n")}});
    Wire wire;
    const auto answer = wire.transport.send({.url = server.url()});
    REQUIRE(answer.has_value());
    CHECK(answer->status == 302);
}

TEST_CASE("a request that must not be interrupted outlasts the wish to stop, the next begins not") {
    test::LoopbackServer server({{""}});
    Wire wire;
    const net::HttpRequest request{.method = net::Method::post,
                                   .url = server.url(),
                                   .timeout = 500ms,
                                   .interruption = net::Interruption::not_under_way};
    std::thread other([&] {
        while (!server.waiting_for_silence()) {
            std::this_thread::yield();
        }
        wire.stop.request();
    });
    CHECK(wire.problem_of(request) == TransportProblem::timed_out); // and not interrupted
    other.join();
    CHECK(wire.problem_of(request) == TransportProblem::interrupted);
}

TEST_CASE("a request under way ends promptly when the process is asked to stop") {
    test::LoopbackServer server({{""}});
    Wire wire;
    std::thread other([&] {
        while (!server.waiting_for_silence()) {
            std::this_thread::yield();
        }
        wire.stop.request();
    });
    const auto before = std::chrono::steady_clock::now();
    CHECK(wire.problem_of({.url = server.url()}) == TransportProblem::interrupted);
    CHECK(std::chrono::steady_clock::now() - before < 5s);
    other.join();
    CHECK(wire.problem_of({.url = server.url()}) ==
          TransportProblem::interrupted); // and stays stopped
}

TEST_CASE("a name that cannot be found is offline, however often it is tried") {
    Wire wire;
    // Longer than a name may be (RFC 1035): nobody is asked.
    const std::string url = "http://" + std::string(70, 'a') + ".invalid/";
    CHECK(wire.problem_of({.url = url}) == TransportProblem::offline);
    CHECK(wire.problem_of({.url = url}) == TransportProblem::offline);
}
