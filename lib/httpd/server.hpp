// SPDX-License-Identifier: MIT
// Server: listens on one TCP address and answers each request with a function's Response.
//
//     Server server({.address = "127.0.0.1", .port = 0}, [](Request) { return text_response(200,
//     "hi"); }); use(server.port());   // the port it got server.stop();        // also done by the
//     destructor
//
// The handler is called on the server's own threads (ServerOptions::threads of them); what it
// throws becomes a 500 and is told to `on_error`. Slow or silent clients hold a connection, never a
// thread.
#pragma once

#include "httpd/message.hpp"

#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>

namespace etsyorder::httpd {

struct ServerOptions {
    std::string address = "127.0.0.1"; // IPv4 or IPv6 literal
    std::uint16_t port = 0;            // 0: any free one
    unsigned threads = 1;
    unsigned max_connections = 1000;
    unsigned max_connections_per_address = 0; // 0: no limit
    std::size_t max_body_bytes = 1024 * 1024; // a longer body is answered 413 and never kept
    std::chrono::seconds idle_timeout{60};    // a connection without traffic is closed after this
    std::function<void(const Request&, std::exception_ptr)>
        on_error; // empty: errors are only answered
};

class Server {
public:
    using Answer = std::function<Response(Request)>;

    // Listens when it returns. Throws Error: conflict when the port is taken, usage when the
    // address is no IP address, failed otherwise.
    Server(const ServerOptions& options, Answer answer);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    [[nodiscard]] std::uint16_t port() const;
    [[nodiscard]] std::string url() const; // "http://127.0.0.1:4711", "http://[::1]:4711"

    // Closes the listening socket and every connection; waits for running handlers. Harmless twice.
    void stop();

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace etsyorder::httpd
