// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "httpd/server.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

using namespace etsyorder::httpd;

namespace {

// Sends the bytes as they are and reads until the server closes.
std::string talk(std::uint16_t port, const std::string& bytes) {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    REQUIRE(connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(send(socket, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()));
    std::string out;
    char buffer[4096];
    for (ssize_t count = 0; (count = recv(socket, buffer, sizeof buffer, 0)) > 0;) {
        out.append(buffer, static_cast<std::size_t>(count));
    }
    close(socket);
    return out;
}

std::string get(const Server& server, const std::string& target) {
    return talk(server.port(),
                "GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
}

} // namespace

TEST_CASE("the handler sees method, raw path, decoded query, headers and body") {
    Request seen;
    Server server({}, [&](Request request) {
        seen = request;
        return text_response(200, "ok");
    });
    const auto answer = talk(server.port(),
                             "POST /a%2Fb?q=x+y HTTP/1.1\r\nHost: x\r\nX-Test: 1\r\nConnection: "
                             "close\r\nContent-Length: 5\r\n\r\nhello");
    CHECK(answer.starts_with("HTTP/1.1 200"));
    CHECK(seen.method == "POST");
    CHECK(seen.path == "/a%2Fb");
    CHECK(seen.query_value("q") == "x y");
    CHECK(seen.header("x-test") == "1");
    CHECK(seen.body == "hello");
    CHECK(seen.peer == "127.0.0.1");
}

TEST_CASE("a body over the limit is answered 413 and the handler never sees it") {
    bool called = false;
    ServerOptions options;
    options.max_body_bytes = 4;
    Server server(options, [&](Request) {
        called = true;
        return text_response(200, "ok");
    });
    const auto answer =
        talk(server.port(),
             "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello");
    CHECK(answer.starts_with("HTTP/1.1 413"));
    CHECK_FALSE(called);
}

TEST_CASE("an exception in a handler becomes a 500 and is reported") {
    std::string said;
    ServerOptions options;
    options.on_error = [&](const Request& request, const std::exception_ptr& error) {
        try {
            std::rethrow_exception(error);
        } catch (const std::exception& problem) {
            said = request.path + ": " + problem.what();
        }
    };
    Server server(options, [](Request) -> Response { throw std::runtime_error("broken"); });
    CHECK(get(server, "/x").starts_with("HTTP/1.1 500"));
    CHECK(said == "/x: broken");
}

TEST_CASE("a bad network can be rehearsed: dropped and cut answers") {
    Server server({}, [](Request request) {
        auto response = text_response(200, "0123456789");
        response.ending =
            request.path == "/drop" ? Response::Ending::dropped : Response::Ending::cut_in_half;
        return response;
    });
    CHECK(get(server, "/drop").empty());
    const auto cut = get(server, "/cut");
    CHECK(cut.find("Content-Length: 10") != std::string::npos);
    CHECK(cut.ends_with("\r\n\r\n01234"));
}

TEST_CASE("a delayed answer holds no thread and arrives whole") {
    Server server({}, [](Request request) {
        auto response = text_response(200, request.path);
        response.delay = std::chrono::milliseconds(request.path == "/late" ? 20 : 0);
        return response;
    });
    CHECK(get(server, "/late").ends_with("/late"));
    CHECK(get(server, "/soon").ends_with("/soon"));
}

TEST_CASE("stopping answers what waits instead of waiting for it") {
    auto server = std::make_unique<Server>(ServerOptions{}, [](Request) {
        auto response = text_response(200, "late");
        response.delay = std::chrono::hours(1);
        return response;
    });
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(server->port());
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    REQUIRE(connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    const std::string bytes = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    REQUIRE(send(socket, bytes.data(), bytes.size(), 0) > 0);
    server.reset(); // would hang for an hour
    close(socket);
}

TEST_CASE("a taken port is a conflict that names the port") {
    Server first({}, [](Request) { return text_response(200, ""); });
    ServerOptions options;
    options.port = first.port();
    try {
        Server second(options, [](Request) { return text_response(200, ""); });
        FAIL("listened twice");
    } catch (const etsyorder::base::Error& error) {
        CHECK(error.kind() == etsyorder::base::ErrorKind::conflict);
        CHECK(error.summary().find(std::to_string(first.port())) != std::string::npos);
    }
}
