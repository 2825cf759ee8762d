// SPDX-License-Identifier: MIT
// CurlMailSender against a real mail server: encryption, certificates, sign-in, and servers that do
// not let us in at all.
#include "net/curl_mail_sender.hpp"
#include "net/hidden_words.hpp"
#include "support/loopback_server.hpp"
#include "support/mail_post.hpp"
#include "support/mail_server.hpp"
#include "support/temp_folder.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <vector>

using namespace etsyorder;
using namespace std::chrono_literals;
using net::MailSecurity;
using net::MailTrouble;
using test::Post;

namespace {

struct Place {
    test::TempFolder folder;
    test::Certificate own = test::make_certificate(folder.path(), "127.0.0.1");

    [[nodiscard]] std::vector<std::string> flags(const std::string& security) const {
        return {"--security",
                security,
                "--certificate",
                own.certificate.string(),
                "--key",
                own.key.string(),
                "--user",
                "shop@oak.example",
                "--password",
                "correct horse"};
    }
    [[nodiscard]] Post::Change change(MailSecurity security,
                                      const std::string& password = "correct horse") const {
        return [this, security, password](net::SmtpServer& server) {
            server.security = security;
            server.ca_file = own.certificate.string();
            server.user = "shop@oak.example";
            server.password = base::Secret(password);
        };
    }
};

// What the words of an outcome must never hold.
void check_secret(const net::MailTryLater& later) {
    for (const auto& text : {later.text, later.reply.text}) {
        for (const auto* word : {"horse", "Y29ycmVjdCBob3JzZQ==", "shop@oak.example"}) {
            CHECK(text.find(word) == std::string::npos);
        }
    }
}

} // namespace

TEST_CASE("mails go out encrypted and signed in, from the first byte on or after STARTTLS") {
    const Place place;
    for (const auto* security : {"tls", "starttls"}) {
        test::MailServer server(place.flags(security));
        const bool from_the_first = std::string(security) == "tls";
        Post post(server,
                  place.change(from_the_first ? MailSecurity::tls : MailSecurity::starttls));
        (void)post.accepted("buyer");
        (void)post.accepted("buyer");
        CHECK(post.sender.connections() == 1);
        CHECK_FALSE(server.await("sign-in").at(1).empty());
        CHECK(server.await_mail() == test::kMail);
    }
}

TEST_CASE("outcomes are the same under encryption") {
    const Place place;
    test::MailServer server(place.flags("tls"));
    Post post(server, place.change(MailSecurity::tls));
    const auto large = std::string(test::kMail) + test::lines(8 << 20);
    CHECK(post.refused("nobody").reply.code == 550);
    CHECK(post.try_later("greylisted").reply.code == 451);
    CHECK(post.try_later("cut-within", large).trouble == MailTrouble::no_connection);
    (void)post.in_doubt("cut-after");
    const auto several_records = std::string(test::kMail) + test::lines(20'000);
    (void)post.accepted("buyer", several_records);
    CHECK(server.await_mail() == several_records);
    (void)post.try_later("vanishing");
    (void)post.accepted("greylisted");
}

TEST_CASE("a wrong password is told as one, and shown nowhere") {
    const Place place;
    for (const auto* security : {"tls", "starttls"}) {
        test::MailServer server(place.flags(security));
        const bool from_the_first = std::string(security) == "tls";
        Post post(server,
                  place.change(from_the_first ? MailSecurity::tls : MailSecurity::starttls,
                               "wrong horse"));
        const auto later = post.try_later("buyer");
        CHECK(later.trouble == MailTrouble::sign_in_refused);
        CHECK(later.reply.code == 535);
        CHECK(later.reply.enhanced == "5.7.8");
        CHECK(net::needs_a_person(later.trouble));
        check_secret(later);
    }
}

TEST_CASE("a server that quotes what it was told gives no secret away") {
    net::HiddenWords hidden({.host = "localhost",
                             .user = "shop@oak.example",
                             .password = base::Secret("correct horse")});
    net::RawReply reply{535,
                        {"AHNob3BAb2FrLmV4YW1wbGUAY29ycmVjdCBob3JzZQ== is no",
                         "c2hvcEBvYWsuZXhhbXBsZQ== with Y29ycmVjdCBob3JzZQ==",
                         "shop@oak.example correct horse"}};
    CHECK(hidden.told(reply).text == "(sign-in) is no (user) with (password) (user) (password)");
}

TEST_CASE("a server that wants a sign-in or offers none is told as that") {
    const Place place;
    SUBCASE("it wants one") {
        test::MailServer server(place.flags("tls"));
        Post post(server, [&](net::SmtpServer& told) {
            told.security = MailSecurity::tls;
            told.ca_file = place.own.certificate.string();
        });
        const auto later = post.try_later("buyer");
        CHECK(later.trouble == MailTrouble::sign_in_refused);
        CHECK(later.reply.code == 530);
    }
    SUBCASE("it offers none") {
        test::MailServer server;
        Post post(server, place.change(MailSecurity::plain));
        CHECK(post.try_later("buyer").trouble == MailTrouble::sign_in_refused);
    }
}

TEST_CASE("nothing is said to a server whose certificate is not the one expected") {
    const Place place;
    const auto other = test::make_certificate(place.folder.path(), "other.example");
    using Way = std::pair<MailSecurity, std::string>;
    for (const auto& [security, word] :
         {Way{MailSecurity::tls, "tls"}, Way{MailSecurity::starttls, "starttls"}}) {
        // Signed by nobody known.
        test::MailServer server(place.flags(word));
        auto unknown = place.change(security);
        Post stranger(server, [&](net::SmtpServer& told) {
            unknown(told);
            told.ca_file.clear();
        });
        const auto later = stranger.try_later("buyer");
        CHECK(later.trouble == MailTrouble::certificate);
        CHECK(net::needs_a_person(later.trouble));
        check_secret(later);

        // Known, but another host's.
        auto flags = place.flags(word);
        flags[3] = other.certificate.string();
        flags[5] = other.key.string();
        test::MailServer disguised(flags);
        auto mistaken = place.change(security);
        Post post(disguised, [&](net::SmtpServer& told) {
            mistaken(told);
            told.ca_file = other.certificate.string();
        });
        CHECK(post.try_later("buyer").trouble == MailTrouble::certificate);
    }
}

TEST_CASE("without the encryption that was asked for, nothing is said") {
    const Place place;
    test::MailServer plain;
    Post starttls(plain, place.change(MailSecurity::starttls));
    CHECK(starttls.try_later("buyer").trouble == MailTrouble::no_encryption);
    Post tls(plain, place.change(MailSecurity::tls));
    CHECK(tls.try_later("buyer").trouble == MailTrouble::no_encryption);
}

TEST_CASE("a certificate file that is not there is told as that") {
    const Place place;
    test::MailServer server(place.flags("tls"));
    Post post(server, [&](net::SmtpServer& told) {
        told.security = MailSecurity::tls;
        told.ca_file = "/nowhere/ca.pem";
    });
    const auto later = post.try_later("buyer");
    CHECK(later.trouble == MailTrouble::certificate);
    CHECK(later.text.find("/nowhere/ca.pem") != std::string::npos);
}

TEST_CASE("a greeting that is a no is one for now or one for us") {
    test::MailServer later({"--greeting", "421 4.7.0 too many connections"});
    Post post(later);
    CHECK(post.try_later("buyer").trouble == MailTrouble::asked_to_wait);
    test::MailServer never({"--greeting", "554 5.7.1 not for you"});
    Post other(never);
    const auto turned_away = other.try_later("buyer");
    CHECK(turned_away.trouble == MailTrouble::turned_away);
    CHECK(turned_away.reply.text == "not for you");
    test::MailServer odd({"--greeting", "HTTP/1.1 400 Bad Request"});
    Post confused(odd);
    CHECK(confused.try_later("buyer").trouble == MailTrouble::not_understood);
}

TEST_CASE("where nobody listens, or nobody answers, there is no connection") {
    Post::Change gone;
    {
        const test::LoopbackServer closed({});
        const auto url = closed.url();
        const auto port = static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
        gone = [port](net::SmtpServer& told) { told.port = port; };
    }
    test::MailServer server;
    Post post(server, gone);
    CHECK(post.try_later("buyer").trouble == MailTrouble::no_connection);

    test::LoopbackServer silent({{""}}); // waits for a request, as SMTP servers do not
    Post patient(server, [&](net::SmtpServer& told) {
        const auto url = silent.url();
        told.port = static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
        told.connect_timeout = 200ms;
    });
    CHECK(patient.try_later("buyer").trouble == MailTrouble::timed_out);

    Post unknown(server, [](net::SmtpServer& told) {
        told.host = "mail.invalid";
        told.security = MailSecurity::starttls;
    });
    CHECK(unknown.try_later("buyer").trouble == MailTrouble::no_connection);
}
