// SPDX-License-Identifier: MIT
#include "httpd/listener.hpp"

#include "base/error.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace etsyorder::httpd {

namespace {

base::Error socket_error(const std::string& address, std::uint16_t port, int error) {
    if (error == EADDRINUSE) {
        return base::Error(base::ErrorKind::conflict,
                           fmt::format("port {} of {} is taken", port, address))
            .because("another program listens there")
            .hint("choose another port, or 0 for any free one");
    }
    return base::Error(base::ErrorKind::failed,
                       fmt::format("cannot listen on {} port {}", address, port))
        .because(std::strerror(error));
}

} // namespace

Listener open_listener(const std::string& address, std::uint16_t port) {
    sockaddr_storage storage{};
    socklen_t length = 0;
    auto* as_v4 = reinterpret_cast<sockaddr_in*>(&storage);
    auto* as_v6 = reinterpret_cast<sockaddr_in6*>(&storage);
    if (inet_pton(AF_INET, address.c_str(), &as_v4->sin_addr) == 1) {
        as_v4->sin_family = AF_INET;
        as_v4->sin_port = htons(port);
        length = sizeof(sockaddr_in);
    } else if (inet_pton(AF_INET6, address.c_str(), &as_v6->sin6_addr) == 1) {
        as_v6->sin6_family = AF_INET6;
        as_v6->sin6_port = htons(port);
        length = sizeof(sockaddr_in6);
    } else {
        throw base::Error(base::ErrorKind::usage, fmt::format("\"{}\" is no IP address", address));
    }
    auto* generic = reinterpret_cast<sockaddr*>(&storage);
    const int socket = ::socket(generic->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (socket < 0) {
        throw socket_error(address, port, errno);
    }
    const int yes = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(socket, generic, length) != 0 || listen(socket, SOMAXCONN) != 0 ||
        getsockname(socket, generic, &length) != 0) {
        const int error = errno;
        close(socket);
        throw socket_error(address, port, error);
    }
    const bool ipv6 = generic->sa_family == AF_INET6;
    return {socket, address, ntohs(ipv6 ? as_v6->sin6_port : as_v4->sin_port), ipv6};
}

void close_listener(const Listener& listener) {
    close(listener.socket);
}

std::string address_text(const sockaddr* address) {
    char text[INET6_ADDRSTRLEN] = "";
    if (address->sa_family == AF_INET) {
        inet_ntop(
            AF_INET, &reinterpret_cast<const sockaddr_in*>(address)->sin_addr, text, sizeof text);
    } else if (address->sa_family == AF_INET6) {
        inet_ntop(AF_INET6,
                  &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr,
                  text,
                  sizeof text);
    }
    return text;
}

} // namespace etsyorder::httpd
