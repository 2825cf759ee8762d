// SPDX-License-Identifier: MIT
// What a mail server may quote of what it was told, and people are not to read in messages and
// logs: addresses, user, password.
#pragma once

#include "net/mail_sender.hpp"
#include "net/smtp_reply.hpp"
#include "net/smtp_server.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace etsyorder::net {

class HiddenWords {
public:
    explicit HiddenWords(const SmtpServer& server); // the words of the sign-in, base64 of them too
    void add(const MailEnvelope& envelope);
    void forget_envelope() { words_.resize(of_server_); }

    [[nodiscard]] ServerReply told(const RawReply& reply) const;

private:
    std::vector<std::pair<std::string, std::string_view>> words_; // and what is said instead
    std::size_t of_server_;
};

} // namespace etsyorder::net
