// SPDX-License-Identifier: MIT
#include "support/loopback_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <stdexcept>
#include <utility>

namespace etsyorder::test {

LoopbackServer::LoopbackServer(std::vector<std::vector<std::string>> connections)
    : connections_(std::move(connections)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const raw = reinterpret_cast<sockaddr*>(&address);
    if (listener_ < 0 || ::bind(listener_, raw, size) != 0 || ::listen(listener_, 8) != 0 ||
        ::getsockname(listener_, raw, &size) != 0) {
        throw std::runtime_error("no socket on 127.0.0.1");
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
}

LoopbackServer::~LoopbackServer() {
    ::shutdown(listener_, SHUT_RDWR); // wakes accept()
    thread_.join();
    for (auto& player : players_) {
        player.join();
    }
    ::close(listener_);
}

std::string LoopbackServer::url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
}

std::vector<std::string> LoopbackServer::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

void LoopbackServer::serve() {
    for (const auto& answers : connections_) {
        const int connection = ::accept(listener_, nullptr, nullptr);
        if (connection < 0) {
            return;
        }
        players_.emplace_back([this, connection, &answers] {
            play(connection, answers);
            ::close(connection);
        });
    }
}

void LoopbackServer::play(int connection, const std::vector<std::string>& answers) {
    for (const auto& answer : answers) {
        auto request = read_request(connection);
        if (request.empty()) {
            return;
        }
        {
            const std::lock_guard lock(mutex_);
            requests_.push_back(std::move(request));
        }
        if (answer == kHangUp) {
            return;
        }
        if (answer.empty()) {
            silent_.store(true);
            char byte = 0;
            while (::recv(connection, &byte, 1, 0) > 0) {
            }
            return;
        }
        if (::send(connection, answer.data(), answer.size(), MSG_NOSIGNAL) < 0) {
            return;
        }
    }
}

std::string LoopbackServer::read_request(int connection) const {
    std::string text;
    char buffer[4096];
    for (;;) {
        if (const auto end = text.find("\r\n\r\n"); end != std::string::npos) {
            std::size_t length = 0;
            if (const auto at = text.find("Content-Length: ");
                at != std::string::npos && at < end) {
                std::from_chars(text.data() + at + 16, text.data() + end, length);
            }
            if (text.size() >= end + 4 + length) {
                return text;
            }
        }
        pollfd both[] = {{connection, POLLIN, 0}, {listener_, POLLHUP, 0}};
        ::poll(both, 2, -1);
        if ((both[0].revents & (POLLIN | POLLHUP)) == 0) {
            return {}; // the server is being shut down
        }
        const auto got = ::recv(connection, buffer, sizeof buffer, 0);
        if (got <= 0) {
            return {};
        }
        text.append(buffer, static_cast<std::size_t>(got));
    }
}

std::string http_answer(int status, const std::string& body, const std::string& extra_headers) {
    return "HTTP/1.1 " + std::to_string(status) +
           " X\r\nContent-Type: application/json\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n" + extra_headers + "\r\n" + body;
}

} // namespace etsyorder::test
