// SPDX-License-Identifier: MIT
// CurlMailSender: SMTP over libcurl, with one connection kept from mail to mail.
//
// libcurl connects, agrees on TLS and signs in; the mail itself is spoken here. libcurl can do that
// too, but it does not tell whether a mail failed before or after the end of its text went out, and
// that is the one thing a caller must know (docs/decisions/0037-smtp.md).
#pragma once

#include "base/stop.hpp"
#include "net/mail_sender.hpp"
#include "net/smtp_server.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace etsyorder::net {

// Used by one thread at a time. The destructor says goodbye without waiting for an answer.
class CurlMailSender final : public MailSender {
public:
    // Nothing is opened yet. `stop` must outlive this; once raised, send() returns within
    // milliseconds, unless the end of a mail's text has gone out: its answer is awaited.
    // Throws Error of kind usage when the server cannot be so, see check().
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
