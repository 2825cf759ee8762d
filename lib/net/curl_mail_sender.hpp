// SPDX-License-Identifier: MIT
// CurlMailSender: SMTP over libcurl, with one connection kept from mail to mail.
//
// libcurl connects, agrees on TLS and signs in; the mail itself is spoken here. libcurl can do that
// too, but it does not tell whether a mail failed before or after the end of its text went out, and
// that is the one thing a caller must know (docs/decisions/0035-smtp.md).
#pragma once

#include "base/secret.hpp"
#include "base/stop.hpp"
#include "net/mail_sender.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
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
};

// Used by one thread at a time. The destructor says goodbye without waiting for an answer.
class CurlMailSender final : public MailSender {
public:
    // Nothing is opened yet. `stop` must outlive this; once raised, send() returns within
    // milliseconds, unless the end of a mail's text has gone out: its answer is awaited.
    // Throws Error of kind usage when the server's description is wrong: no host, plain to another
    // machine, a control character or a blank in host, user, password or own name.
    CurlMailSender(const base::StopSignal& stop, SmtpServer server);
    CurlMailSender(const CurlMailSender&) = delete;
    CurlMailSender& operator=(const CurlMailSender&) = delete;
    ~CurlMailSender() override;

    // libcurl is loaded at the first call, which throws Error of kind failed when there is none.
    // A connection that turns out to be closed before the text of the mail was asked for is made
    // anew, once and at once.
    [[nodiscard]] SendOutcome send(const MailEnvelope& envelope, std::string_view mail) override;

    // How many connections were made so far. A batch needs few.
    [[nodiscard]] std::uint64_t connections() const { return connections_; }

private:
    class Session;
    const base::StopSignal& stop_;
    SmtpServer server_;
    std::unique_ptr<Session> session_; // empty: not connected
    std::uint64_t connections_ = 0;
};

} // namespace etsyorder::net
