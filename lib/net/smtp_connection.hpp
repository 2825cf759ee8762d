// SPDX-License-Identifier: MIT
// SmtpConnection: a connection to a mail server that libcurl has made: encrypted as asked for, and
// signed in. What is said on it afterwards, its user says byte by byte. Only CurlMailSender's.
#pragma once

#include "base/result.hpp"
#include "base/stop.hpp"
#include "net/smtp_reply.hpp"
#include "net/smtp_server.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace etsyorder::net {

// What the server offers (EHLO), after encryption.
struct SmtpOffers {
    bool pipelining = false;
    bool smtputf8 = false;
    bool size = false;            // understands SIZE= with a mail
    std::uint64_t most_bytes = 0; // 0: it tells no limit
};

class SmtpHandles;

enum class Heed { stop, nothing };

struct Patience {
    std::chrono::milliseconds time;
    Heed heed; // does the wish to stop end it?
};

// What a piece of talking came to.
enum class Talk {
    done,
    closed, // by the server, or by the network
    timed_out,
    stopped,
    not_understood,
};

class SmtpConnection {
public:
    // Connects, agrees on TLS, signs in, or says what stands in the way. Throws Error of kind
    // failed when there is no libcurl. `stop` must outlive the connection.
    [[nodiscard]] static base::Result<std::unique_ptr<SmtpConnection>, MailTryLater>
    open(const SmtpServer& server, const base::StopSignal& stop);

    SmtpConnection(const SmtpConnection&) = delete;
    SmtpConnection& operator=(const SmtpConnection&) = delete;
    ~SmtpConnection();

    [[nodiscard]] const SmtpOffers& offers() const;

    // Hands bytes to the network until all are gone. The patience is for each part that is taken;
    // all together they must not be slower than 1 KiB a second. `begun` becomes true as soon as one
    // of them may have gone out, however this ends.
    [[nodiscard]] Talk say(std::string_view bytes, Patience patience, bool& begun);
    // The next whole reply. No time only looks at what is there already: timed_out then means that
    // nothing is.
    [[nodiscard]] Talk hear(RawReply& reply, Patience patience);

    // Nothing has been said or hung up since the last reply: fit for another mail.
    [[nodiscard]] bool is_quiet();

    // Not a word more than fits at once, and no waiting.
    void say_goodbye();

private:
    SmtpConnection(std::unique_ptr<SmtpHandles> handles, const base::StopSignal& stop);

    [[nodiscard]] const base::StopSignal* heeded(Patience patience) const; // null: none

    std::unique_ptr<SmtpHandles> handles_;
    const base::StopSignal& stop_;
    ReplyReader reader_;
};

} // namespace etsyorder::net
