// SPDX-License-Identifier: MIT
// SmtpServer: where mails are handed over, and how.
#pragma once

#include "base/secret.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace etsyorder::net {

enum class MailSecurity {
    tls,      // from the first byte on ("implicit", port 465)
    starttls, // agreed on first, or nothing is said (port 587)
    plain,    // none: to this machine only (port 25)
};

struct SmtpServer {
    std::string host;       // a name or an address, no port, no brackets
    std::uint16_t port = 0; // 0: the usual one, see MailSecurity
    MailSecurity security = MailSecurity::tls;
    std::string user = {}; // empty: no sign-in
    base::Secret password = {};
    std::string ca_file = {}; // PEM; empty: the system's
    // How we greet. The machine's own name is nobody's business, and servers that take a sign-in do
    // not look at this.
    std::string own_name = "[127.0.0.1]";
    std::chrono::milliseconds connect_timeout{30'000}; // until signed in: name, TCP, TLS, greeting
    std::chrono::milliseconds step_timeout{300'000};   // each answer (RFC 5321, 4.5.3.2)
    std::chrono::milliseconds last_step_timeout{600'000}; // the answer to the whole text
    // A connection not used for longer is made anew: routers forget such connections without a
    // word.
    std::chrono::milliseconds longest_idle{60'000};
};

// Throws Error of kind usage when it cannot be so: no host, plain to another machine, a user
// without a password, a control character or a blank where none can be.
void check(const SmtpServer& server);

// "mail.example:587"
[[nodiscard]] std::string name_of(const SmtpServer& server);

// "smtps://mail.example:465/%5B127.0.0.1%5D", as libcurl wants it: behind the slash stands the name
// to greet with.
[[nodiscard]] std::string url_of(const SmtpServer& server);

} // namespace etsyorder::net
