// SPDX-License-Identifier: MIT
// Listener: a bound and listening TCP socket. Opened by us and not by the HTTP library, so that
// "the port is taken" is told apart from everything else.
#pragma once

#include <cstdint>
#include <string>

struct sockaddr;

namespace etsyorder::httpd {

struct Listener {
    int socket = -1;
    std::string address;
    std::uint16_t port = 0; // the real one, also when any free one was asked for
    bool ipv6 = false;
};

// Throws Error: conflict (port taken), usage (no IP address), failed.
[[nodiscard]] Listener open_listener(const std::string& address, std::uint16_t port);
void close_listener(const Listener& listener);

// "127.0.0.1"; "" for anything but IPv4 and IPv6.
[[nodiscard]] std::string address_text(const sockaddr* address);

} // namespace etsyorder::httpd
