// SPDX-License-Identifier: MIT
// MailSender: hands one mail to a mail server, and says truly what became of it. One of the
// interfaces where the process touches the world.
//
//     const auto outcome = sender.send({.from = shop, .to = buyer}, bytes);
//     if (const auto* doubt = std::get_if<net::MailInDoubt>(&outcome)) { ... }
//
// The four outcomes, and what a caller that must not send twice and must not lose anything does:
//   accepted   the server has said that it has the mail. Never send it again.
//   refused    it will not take this mail, today or tomorrow. Sending it again is useless.
//   try later  the mail has surely not been taken: the end of its text was not sent, or the server
//              said no for now. Send it again later; the trouble says whether that needs a person.
//   in doubt   the end of its text went out, or began to, and no answer came that can be
//   understood.
//              The server has it or has it not. No protocol closes this gap; only its Message-ID
//              can tell later.
#pragma once

#include "base/email_address.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace etsyorder::net {

// Who it is really from and to (RFC 5321): bounces go to `from`.
struct MailEnvelope {
    base::EmailAddress from;
    base::EmailAddress to;
};

// What the server said: at most 500 bytes, several lines joined by blanks, controls taken out. The
// envelope's two addresses and the user's name are replaced by "(address)" and "(user)", since
// servers like to quote them; other personal data that a server may quote it does not know.
struct ServerReply {
    int code = 0;              // 250; 0: the server was not asked, or said nothing
    std::string enhanced = {}; // "5.1.1" (RFC 3463); empty: none given
    std::string text = {};     // without the two codes
};

struct MailAccepted {
    ServerReply reply; // its text often holds the server's number of the mail
};

enum class MailRefusal {
    by_the_server,                // it answered 5xx to the sender, the recipient or the text
    needs_smtputf8,               // an address is not ASCII, and the server does not offer SMTPUTF8
    larger_than_the_server_takes, // by the SIZE it told
};

struct MailRefused {
    MailRefusal refusal = MailRefusal::by_the_server;
    ServerReply reply = {};
    std::string text = {}; // one sentence for a person
};

enum class MailTrouble {
    no_connection,   // no name, no way, nobody listens, or cut before the mail was handed over
    timed_out,       // the server is there and did not answer in time
    certificate,     // cannot be verified: unknown issuer, another host's, too old. Needs a person
    no_encryption,   // no TLS, or not the way it was asked for. Needs a person
    sign_in_refused, // user or password, or the server offers no way to sign in. Needs a person
    asked_to_wait,   // 4xx: greylisted, busy, over a limit, full
    turned_away,     // 5xx before the mail was spoken of: this server does not serve us at all
    not_understood,  // what it says is not SMTP, or has no end
    interrupted,     // the process was asked to stop, before the end of the text went out
};

struct MailTryLater {
    MailTrouble trouble = MailTrouble::no_connection;
    ServerReply reply = {}; // code 0: it is no answer of the server's
    std::string text = {};  // one sentence for a person
};

struct MailInDoubt {
    ServerReply reply = {}; // code 0: none came
    std::string text = {};  // one sentence for a person
};

// Its texts name the server, never an address, a password or a word of the mail.
using SendOutcome = std::variant<MailAccepted, MailRefused, MailTryLater, MailInDoubt>;

// The word used in JSON and in the log ("sign_in_refused"); stable.
[[nodiscard]] std::string_view to_string(MailTrouble trouble);
[[nodiscard]] std::string_view to_string(MailRefusal refusal);

// Does a person have to change something before the next try can end otherwise?
[[nodiscard]] bool needs_a_person(MailTrouble trouble);

class MailSender {
public:
    virtual ~MailSender() = default;

    // `mail` is a whole mail as mime::write_mail() makes it; it is sent as it is, but for the dots
    // that SMTP asks for. A last line without an end gets one. Lone CR and LF and NUL are sent as
    // CRLF and "?", so that no server can see another end of the mail than ours.
    [[nodiscard]] virtual SendOutcome send(const MailEnvelope& envelope, std::string_view mail) = 0;
};

} // namespace etsyorder::net
