// SPDX-License-Identifier: MIT
#include "mime/outgoing_mail.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace etsyorder;
using mime::OutgoingMail;
using mime::write_mail;

namespace {

base::EmailAddress address(const std::string& text) {
    const auto parsed = base::EmailAddress::parse(text);
    REQUIRE(parsed.has_value());
    return *parsed;
}

mime::MessageId id(const std::string& text) {
    const auto parsed = mime::MessageId::parse(text);
    REQUIRE(parsed.has_value());
    return *parsed;
}

OutgoingMail plain_mail() {
    return {.from = {"Oak & Thread", address("shop@oak.example")},
            .to = {"Jane Doe", address("jane@mail.example")},
            .subject = "Your proof is ready",
            .text = "Hello Jane,\nplease have a look.\n",
            .message_id = id("outbox-17@oak.example"),
            .date = base::from_utc_seconds(1'795'485'600)};
}

std::vector<std::string> lines_of(const std::string& mail) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < mail.size();) {
        const auto end = mail.find("\r\n", at);
        REQUIRE(end != std::string::npos);
        lines.push_back(mail.substr(at, end - at));
        at = end + 2;
    }
    return lines;
}

std::string header_of(const std::string& mail) {
    return mail.substr(0, mail.find("\r\n\r\n") + 2);
}

// The names of the header lines, folded ones once.
std::vector<std::string> names_of(const std::string& mail) {
    std::vector<std::string> names;
    for (const auto& line : lines_of(header_of(mail))) {
        if (!line.starts_with(' ') && !line.starts_with('\t')) {
            names.push_back(line.substr(0, line.find(':')));
        }
    }
    return names;
}

const std::vector<std::string> kUsualNames{"Date",
                                           "From",
                                           "To",
                                           "Message-ID",
                                           "Subject",
                                           "MIME-Version",
                                           "Content-Type",
                                           "Content-Transfer-Encoding"};

// What must be true of every mail; the mail again.
std::string formed(const OutgoingMail& mail) {
    auto written = write_mail(mail);
    for (const auto& line : lines_of(written)) {
        CHECK(line.size() <= 998);
        CHECK(line.find_first_of(std::string("\r\n\0", 3)) == std::string::npos);
        CHECK(std::ranges::all_of(line, [](char c) { return static_cast<signed char>(c) >= 0; }));
    }
    CHECK(written == write_mail(mail));
    return written;
}

bool has(const std::string& mail, const std::string& words) {
    return mail.find(words) != std::string::npos;
}

} // namespace

TEST_CASE("a mail of text alone is as short as a mail can be") {
    CHECK(formed(plain_mail()) == "Date: Tue, 24 Nov 2026 02:00:00 +0000\r\n"
                                  "From: Oak & Thread <shop@oak.example>\r\n"
                                  "To: Jane Doe <jane@mail.example>\r\n"
                                  "Message-ID: <outbox-17@oak.example>\r\n"
                                  "Subject: Your proof is ready\r\n"
                                  "MIME-Version: 1.0\r\n"
                                  "Content-Type: text/plain; charset=utf-8\r\n"
                                  "Content-Transfer-Encoding: 7bit\r\n"
                                  "\r\n"
                                  "Hello Jane,\r\nplease have a look.\r\n");
}

TEST_CASE("text, HTML and attachments stand together as readers expect") {
    auto mail = plain_mail();
    mail.html = "<p>Hello Jane</p>";
    mail.attachments = {{"proof.png", "image/png", std::string("\x89PNG\r\n\0\x1a", 8)}};
    const auto written = formed(mail);
    const auto body = written.substr(written.find("MIME-Version"));
    CHECK(body == "MIME-Version: 1.0\r\n"
                  "Content-Type: multipart/mixed; boundary=\"=_263dacacdfa3a2e2m\"\r\n"
                  "\r\n"
                  "--=_263dacacdfa3a2e2m\r\n"
                  "Content-Type: multipart/alternative; boundary=\"=_263dacacdfa3a2e2a\"\r\n"
                  "\r\n"
                  "--=_263dacacdfa3a2e2a\r\n"
                  "Content-Type: text/plain; charset=utf-8\r\n"
                  "Content-Transfer-Encoding: 7bit\r\n"
                  "\r\n"
                  "Hello Jane,\r\nplease have a look.\r\n"
                  "\r\n"
                  "--=_263dacacdfa3a2e2a\r\n"
                  "Content-Type: text/html; charset=utf-8\r\n"
                  "Content-Transfer-Encoding: 7bit\r\n"
                  "\r\n"
                  "<p>Hello Jane</p>\r\n"
                  "\r\n"
                  "--=_263dacacdfa3a2e2a--\r\n"
                  "\r\n"
                  "--=_263dacacdfa3a2e2m\r\n"
                  "Content-Type: image/png; name=proof.png\r\n"
                  "Content-Transfer-Encoding: base64\r\n"
                  "Content-Disposition: attachment; filename=proof.png\r\n"
                  "\r\n"
                  "iVBORw0KABo=\r\n"
                  "\r\n"
                  "--=_263dacacdfa3a2e2m--\r\n");
}

TEST_CASE("another mail has another boundary") {
    auto mail = plain_mail();
    mail.html = "x";
    const auto one = write_mail(mail);
    mail.message_id = id("outbox-18@oak.example");
    CHECK(one.substr(one.find("boundary"), 30) !=
          write_mail(mail).substr(write_mail(mail).find("boundary"), 30));
}

TEST_CASE("names and subjects beyond ASCII travel as encoded words, whole characters each") {
    auto mail = plain_mail();
    mail.to.name = "J\xc3\xbcrgen M\xc3\xbcller";
    mail.subject.clear();
    for (int i = 0; i < 12; ++i) {
        mail.subject += "\xf0\x9f\x8c\xb9 rose ";
    }
    const auto written = formed(mail);
    CHECK(has(written, "To: =?utf-8?Q?J=C3=BCrgen_M=C3=BCller?= <jane@mail.example>\r\n"));
    CHECK(has(written, "Subject: =?utf-8?Q?=F0=9F=8C=B9_rose_"));
    for (const auto& line : lines_of(header_of(written))) {
        CHECK(line.size() <= 76);
        CHECK_FALSE(line.ends_with("=F0?="));
        CHECK_FALSE(line.ends_with("=9F?="));
    }
}

TEST_CASE("a name with signs of the grammar is quoted, and one that looks encoded is encoded") {
    auto mail = plain_mail();
    mail.from.name = "Oak, Thread \"Ltd\" \\ <evil@example.com>";
    mail.to.name = "=?utf-8?Q?Boss?=";
    const auto written = formed(mail);
    CHECK(has(written,
              "From: \"Oak, Thread \\\"Ltd\\\" \\\\ <evil@example.com>\" <shop@oak.example>\r\n"));
    CHECK(has(written, "To: =?utf-8?Q?=3D=3Futf-8=3FQ=3FBoss=3F=3D?= <jane@mail.example>\r\n"));
}

TEST_CASE("no text becomes a header line, whatever it holds") {
    const std::string evil("x\r\nBcc: all@example.com\n\nbody\0\r\x0b\xe2\x80\xa8y", 36);
    auto mail = plain_mail();
    mail.from.name = evil;
    mail.to.name = evil;
    mail.reply_to = {{evil, address("answers@oak.example")}};
    mail.subject = evil;
    auto names = kUsualNames;
    names.insert(names.begin() + 2, "Reply-To");
    CHECK(names_of(formed(mail)) == names);
    mail.attachments = {{evil, evil, "x"}};
    const auto written = formed(mail);
    CHECK_FALSE(has(written, "\r\nBcc"));
    CHECK(has(written, "application/octet-stream"));
}

TEST_CASE("marks of direction and invisible characters leave names, subjects and file names") {
    auto mail = plain_mail();
    mail.to.name = "\xe2\x80\xaeJane\xe2\x80\x8b Doe\xe2\x81\xa6";
    mail.subject = "\xef\xbb\xbfready\xc2\xad";
    mail.attachments = {{"invoice\xe2\x80\xaegnp.exe", "image/png", ""}};
    const auto written = formed(mail);
    CHECK(has(written, "To: Jane Doe <jane@mail.example>\r\n"));
    CHECK(has(written, "Subject: ready\r\n"));
    CHECK(has(written, "filename=invoicegnp.exe\r\n"));
}

TEST_CASE("bytes that are not UTF-8 become the sign for that") {
    auto mail = plain_mail();
    mail.subject = "a\xff z";
    mail.text = "your old caf\xe9\n";
    const auto written = formed(mail);
    CHECK(has(written, "Subject: =?utf-8?Q?a=EF=BF=BD_z?=\r\n"));
    CHECK(has(written, "caf=EF=BF=BD\r\n"));
}

TEST_CASE("what is too long for a line is cut, folded or encoded") {
    auto mail = plain_mail();
    mail.subject = std::string(5000, 's');
    mail.to.name = std::string(5000, 'n');
    mail.text = std::string(5000, 't');
    mail.attachments = {{std::string(5000, 'f') + ".jpeg", "image/jpeg", std::string(5000, 'b')}};
    mail.unsubscribe =
        mime::UnsubscribeLink::parse("https://shop.example/" + std::string(870, 'u'));
    for (int i = 0; i < 50; ++i) {
        mail.references.push_back(id("m" + std::to_string(i) + "@" + std::string(200, 'x')));
    }
    REQUIRE(mail.unsubscribe.has_value());
    const auto written = formed(mail);
    CHECK(std::ranges::count(written, 's') < 560);
    CHECK(has(written, ".jpeg"));
    CHECK(has(written, "<m0@"));
    CHECK_FALSE(has(written, "<m1@"));
    CHECK_FALSE(has(written, "<m30@"));
    CHECK(has(written, "<m31@"));
    CHECK(has(written, "<m49@"));
}

TEST_CASE("a plain subject is folded between words and comes back the same") {
    auto mail = plain_mail();
    mail.subject =
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen";
    CHECK(has(formed(mail),
              "Subject: one two three four five six seven eight nine ten eleven twelve\r\n"
              " thirteen fourteen\r\n"));
    mail.subject = "two  blanks";
    CHECK(has(formed(mail), "Subject: =?utf-8?Q?two__blanks?=\r\n"));
    mail.subject = " \t ";
    CHECK(has(formed(mail), "Subject:\r\n"));
}

TEST_CASE("a text is sent as it is where servers leave it alone, and encoded where not") {
    auto mail = plain_mail();
    const auto encoding = [&](const std::string& text) {
        mail.text = text;
        const auto written = formed(mail);
        const std::string name = "Content-Transfer-Encoding: ";
        const auto from = written.find(name) + name.size();
        return written.substr(from, written.find("\r\n", from) - from);
    };
    CHECK(encoding("short\nlines\n") == "7bit");
    CHECK(encoding("") == "7bit");
    CHECK(encoding(std::string(79, 'x')) == "quoted-printable");
    CHECK(encoding("blank at the end \n") == "quoted-printable");
    CHECK(encoding("--=_263dacacdfa3a2e2m--\n") == "quoted-printable");
    CHECK(encoding("caf\xc3\xa9\n") == "quoted-printable");
    CHECK(encoding("\xe3\x81\x82\xe3\x81\x84\n") == "base64");
    CHECK(has(write_mail(mail), "44GC44GEDQo=\r\n")); // with the CRLF of mails
}

TEST_CASE("a body keeps its lines and tabs, and no other controls") {
    auto mail = plain_mail();
    mail.text = std::string("one\r\ntwo\rthree\n\tfour\x07\0five", 26);
    CHECK(formed(mail).ends_with("\r\n\r\none\r\ntwo\r\nthree\r\n\tfourfive\r\n"));
}

TEST_CASE("a text that holds the boundary does not end its part") {
    auto mail = plain_mail();
    mail.text = "--=_263dacacdfa3a2e2a--\n\n--=_263dacacdfa3a2e2a\n";
    mail.html = mail.text;
    const auto written = formed(mail);
    std::size_t boundaries = 0;
    for (const auto& line : lines_of(written)) {
        boundaries += line.starts_with("--=_") ? 1U : 0U;
    }
    CHECK(boundaries == 3);
}

TEST_CASE("programs are told that a program wrote, and mailboxes how to unsubscribe") {
    auto mail = plain_mail();
    CHECK_FALSE(has(formed(mail), "Auto-Submitted"));
    mail.auto_submitted = mime::AutoSubmitted::generated;
    mail.unsubscribe = mime::UnsubscribeLink::parse("https://shop.example/u/3f9a?x=1");
    mail.in_reply_to = id("<question@mail.example>");
    mail.references = {id("first@mail.example"), id("question@mail.example")};
    const auto written = formed(mail);
    CHECK(has(written, "\r\nAuto-Submitted: auto-generated\r\n"));
    CHECK(has(written,
              "\r\nList-Unsubscribe: <https://shop.example/u/3f9a?x=1>\r\n"
              "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
    CHECK(has(written, "\r\nIn-Reply-To: <question@mail.example>\r\n"));
    CHECK(has(written, "\r\nReferences: <first@mail.example> <question@mail.example>\r\n"));
    mail.auto_submitted = mime::AutoSubmitted::replied;
    CHECK(has(formed(mail), "\r\nAuto-Submitted: auto-replied\r\n"));
}

TEST_CASE("file names lose their path, keep their letters, and are never empty") {
    auto mail = plain_mail();
    const auto written = [&](const std::string& name) {
        mail.attachments = {{name, "image/png", "x"}};
        return formed(mail);
    };
    CHECK(has(written("/etc/passwd"), "filename=passwd\r\n"));
    CHECK(has(written("C:\\proofs\\rose.png"), "filename=rose.png\r\n"));
    CHECK(has(written("my \"proof\".png"), "filename=\"my \\\"proof\\\".png\"\r\n"));
    CHECK(has(written("pr\xc3\xb6of.png"), "filename*=UTF-8''pr%C3%B6of.png\r\n"));
    CHECK(has(written(".."), "filename=attachment\r\n"));
    CHECK(has(written("a/"), "filename=attachment\r\n"));
    CHECK(has(written("\xe2\x80\xae"), "filename=attachment\r\n"));
}

TEST_CASE("an attachment cannot pass for a part of the mail itself") {
    auto mail = plain_mail();
    for (const auto* type :
         {"multipart/mixed", "message/rfc822", "text", "a/b; charset=x", "", "/"}) {
        mail.attachments = {{"x", type, "x"}};
        CHECK(has(formed(mail), "Content-Type: application/octet-stream; name=x\r\n"));
    }
    mail.attachments = {{"x", "Image/SVG+XML", "x"}};
    CHECK(has(formed(mail), "Content-Type: image/svg+xml; name=x\r\n"));
}

TEST_CASE("an address beyond ASCII stands in its line as UTF-8") {
    auto mail = plain_mail();
    mail.to.address = address("b\xc3\xbcrger@b\xc3\xbc"
                              "cher.example");
    CHECK(has(write_mail(mail),
              "To: Jane Doe <b\xc3\xbcrger@b\xc3\xbc"
              "cher.example>\r\n"));
}

TEST_CASE("a Message-ID is two dot-atoms, with or without brackets") {
    CHECK(id("<a.b@c.d>").text() == "a.b@c.d");
    for (const auto* text : {"",
                             "a",
                             "@",
                             "a@",
                             "@b",
                             "a b@c",
                             "a@b@c",
                             "<a@b",
                             "a.@b",
                             "a..b@c",
                             "a@b\r\nX: y",
                             "\xc3\xbc@b",
                             "a@[b]",
                             "<>"}) {
        CHECK_FALSE(mime::MessageId::parse(text).has_value());
    }
    CHECK(mime::MessageId::parse("a@" + std::string(248, 'b')).has_value());
    CHECK_FALSE(mime::MessageId::parse("a@" + std::string(249, 'b')).has_value());
}

TEST_CASE("an unsubscribe link is one word of https") {
    CHECK(mime::UnsubscribeLink::parse("HTTPS://shop.example/u")->url() ==
          "HTTPS://shop.example/u");
    for (const auto* text : {"",
                             "https://",
                             "https:///u",
                             "http://shop.example/u",
                             "mailto:a@b.c",
                             "https://shop.example/u>",
                             "https://shop.example/\r\nX: y",
                             "https://shop.example/u v",
                             "https://shop.example/u,v",
                             "https://shop.example/\xc3\xbc"}) {
        CHECK_FALSE(mime::UnsubscribeLink::parse(text).has_value());
    }
    CHECK_FALSE(
        mime::UnsubscribeLink::parse("https://shop.example/" + std::string(900, 'u')).has_value());
}
