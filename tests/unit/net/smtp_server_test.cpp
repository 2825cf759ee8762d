// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "net/smtp_server.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace etsyorder;
using net::MailSecurity;
using net::SmtpServer;

namespace {

bool is_refused(const SmtpServer& server) {
    try {
        net::check(server);
        return false;
    } catch (const base::Error& error) {
        CHECK(error.kind() == base::ErrorKind::usage);
        CHECK(error.summary().find("secret") == std::string::npos);
        return true;
    }
}

} // namespace

TEST_CASE("plain text goes to this machine and to no other") {
    for (const auto* host : {"localhost", "127.0.0.1", "127.9.9.9", "::1"}) {
        CHECK_FALSE(is_refused({.host = host, .security = MailSecurity::plain}));
    }
    for (const auto* host : {"mail.example",
                             "127.evil.example",
                             "192.0.2.1",
                             "localhost.example",
                             "2001:db8::1",
                             "0.0.0.0"}) {
        CHECK(is_refused({.host = host, .security = MailSecurity::plain}));
        CHECK_FALSE(is_refused({.host = host, .security = MailSecurity::starttls}));
        CHECK_FALSE(is_refused({.host = host}));
    }
}

TEST_CASE("a host that would say something else in a URL is refused") {
    for (const auto* host : {"",
                             "mail.example/x",
                             "a@mail.example",
                             "mail example",
                             "mail\r\nx",
                             "[::1]",
                             "mail.example?x",
                             "%31"}) {
        CHECK(is_refused({.host = host}));
    }
    CHECK(is_refused({.host = std::string(254, 'a')}));
}

TEST_CASE("user and password come together and hold no line end") {
    const base::Secret secret("secret word");
    CHECK_FALSE(is_refused({.host = "mail.example", .user = "me", .password = secret}));
    CHECK(is_refused({.host = "mail.example", .user = "me"}));
    CHECK(is_refused({.host = "mail.example", .password = secret}));
    CHECK(is_refused({.host = "mail.example", .user = "me\r\nQUIT", .password = secret}));
    CHECK(is_refused({.host = "mail.example", .user = "me", .password = base::Secret("secret\n")}));
}

TEST_CASE("the usual ports are known, and addresses of version 6 stand in brackets") {
    CHECK(net::name_of({.host = "mail.example"}) == "mail.example:465");
    CHECK(net::name_of({.host = "m.example", .security = MailSecurity::starttls}) ==
          "m.example:587");
    CHECK(net::name_of({.host = "::1", .security = MailSecurity::plain}) == "[::1]:25");
    CHECK(net::url_of({.host = "mail.example", .port = 4650}) ==
          "smtps://mail.example:4650/%5B127.0.0.1%5D");
    CHECK(net::url_of(
              {.host = "::1", .security = MailSecurity::starttls, .own_name = "shop.example"}) ==
          "smtp://[::1]:587/shop.example");
    CHECK(is_refused({.host = "mail.example", .own_name = "a b"}));
}
