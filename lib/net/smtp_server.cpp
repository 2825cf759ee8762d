// SPDX-License-Identifier: MIT
#include "net/smtp_server.hpp"

#include "base/error.hpp"
#include "net/http.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace etsyorder::net {
namespace {

using base::Error;
using base::ErrorKind;

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Letters and digits of any script, and what stands between them in names and addresses.
bool is_host(std::string_view text) {
    return !text.empty() && text.size() <= 253 && std::ranges::all_of(text, [](char c) {
        return is_letter_or_digit(c) || static_cast<signed char>(c) < 0 ||
               std::string_view(".-:_").find(c) != std::string_view::npos;
    });
}

bool is_own_name(std::string_view text) {
    return !text.empty() && text.size() <= 253 && std::ranges::all_of(text, [](char c) {
        return is_letter_or_digit(c) ||
               std::string_view(".-:[]_").find(c) != std::string_view::npos;
    });
}

std::uint16_t port_of(const SmtpServer& server) {
    if (server.port != 0) {
        return server.port;
    }
    switch (server.security) {
    case MailSecurity::tls:
        return 465;
    case MailSecurity::starttls:
        return 587;
    case MailSecurity::plain:
        return 25;
    }
    return 465;
}

// An address of version 6 stands in brackets before a port.
std::string host_in_url(const SmtpServer& server) {
    return server.host.find(':') == std::string::npos ? server.host : "[" + server.host + "]";
}

} // namespace

std::string name_of(const SmtpServer& server) {
    return fmt::format("{}:{}", host_in_url(server), port_of(server));
}

std::string url_of(const SmtpServer& server) {
    std::string own_name;
    for (const char c : server.own_name) {
        if (is_letter_or_digit(c) || c == '.' || c == '-' || c == '_') {
            own_name += c;
        } else {
            own_name += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return fmt::format("{}://{}/{}",
                       server.security == MailSecurity::tls ? "smtps" : "smtp",
                       name_of(server),
                       own_name);
}

void check(const SmtpServer& server) {
    if (!is_host(server.host)) {
        throw Error(ErrorKind::usage, "the mail server's name is not one")
            .because("a host is a name such as smtp.example.com, or an address, without a port");
    }
    if (server.security == MailSecurity::plain && !is_loopback(url_of(server))) {
        throw Error(ErrorKind::usage,
                    fmt::format("mail to {} would not be encrypted", name_of(server)))
            .because("only a mail server on this machine is spoken to without TLS")
            .hint("use TLS from the beginning (port 465) or STARTTLS (port 587)");
    }
    if (!is_own_name(server.own_name)) {
        throw Error(ErrorKind::usage, "the name to greet the mail server with is not one");
    }
    if (std::ranges::any_of(server.user, is_control) ||
        std::ranges::any_of(server.password.reveal(), is_control)) {
        throw Error(ErrorKind::usage,
                    "user or password of the mail server hold a control character")
            .because("a line end at the end of a file is a frequent cause");
    }
    if (server.user.empty() != server.password.empty()) {
        throw Error(ErrorKind::usage,
                    server.user.empty() ? "there is a password for the mail server, and no user"
                                        : "there is a user for the mail server, and no password");
    }
}

} // namespace etsyorder::net
