// SPDX-License-Identifier: MIT
// OutgoingMail: one mail as its parts, and write_mail(), which makes of them the bytes that go over
// the wire (RFC 5322 and MIME).
//
//     mime::OutgoingMail mail{.from = {"Oak & Thread", shop}, .to = {"Jane", buyer},
//                             .subject = "Your proof is ready", .text = "Hello Jane, ...",
//                             .message_id = id, .date = clock.now()};
//     sender.send({shop, buyer}, mime::write_mail(mail));
#pragma once

#include "base/clock.hpp"
#include "base/email_address.hpp"
#include "mime/message_id.hpp"
#include "mime/unsubscribe_link.hpp"

#include <optional>
#include <string>
#include <vector>

namespace etsyorder::mime {

// A name to be shown, and the address behind it. Empty name: the address alone.
struct Mailbox {
    std::string name = {};
    base::EmailAddress address;
};

struct Attachment {
    std::string file_name;  // a path is cut down to its last part; empty: "attachment"
    std::string media_type; // "image/png"; what is not of that form: application/octet-stream
    std::string bytes;
};

// RFC 3834: other programs do not answer a mail that a program wrote by itself.
enum class AutoSubmitted {
    no,        // a person wrote it or had it sent; no header
    generated, // the program decided that it is sent: a reminder
    replied,   // the program answers a mail
};

// Texts are UTF-8. Whatever they hold, they cannot become a header, a part or the end of the mail:
// line ends and other controls in names, subject and file names become blanks, marks of direction
// and invisible characters there are left out, bytes that are not UTF-8 become U+FFFD. Names are
// cut off after 128 characters, the subject after 500, file names after 120 (their ending is kept).
struct OutgoingMail {
    Mailbox from;
    Mailbox to;
    std::optional<Mailbox> reply_to = {};
    std::string subject = {};
    std::string text = {};                // lines end in "\n" or "\r\n"
    std::optional<std::string> html = {}; // the same text for those who show HTML
    std::vector<Attachment> attachments = {};
    MessageId message_id;
    base::Instant date; // told in UTC
    std::optional<MessageId> in_reply_to = {};
    std::vector<MessageId> references =
        {}; // oldest first; of more than 20 the first and the last 19
    std::optional<UnsubscribeLink> unsubscribe = {}; // one click (RFC 8058)
    AutoSubmitted auto_submitted = AutoSubmitted::no;
};

// The whole mail: header lines, a blank line, the body; every line ends in CRLF and has at most 998
// bytes before it, header lines are folded at 76 where they can be. All bytes are ASCII, unless
// an address is not (then the header lines that hold it are UTF-8, RFC 6532, and the server must
// speak SMTPUTF8). Lines that begin with a dot are not doubled: that belongs to sending.
//
// The same mail gives the very same bytes, at any time and on any machine: boundaries come from the
// Message-ID. Text and HTML are alternatives of each other, attachments stand beside them.
//
// GMime is loaded at the first call. Throws Error of kind failed when there is none, and nothing
// else but std::bad_alloc. Safe from any thread.
[[nodiscard]] std::string write_mail(const OutgoingMail& mail);

} // namespace etsyorder::mime
