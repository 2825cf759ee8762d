// SPDX-License-Identifier: MIT
// CurlMailSender against a real mail server, the network between them plain: what becomes of a
// mail.
#include "net/curl_mail_sender.hpp"
#include "support/mail_post.hpp"
#include "support/mail_server.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <thread>

using namespace etsyorder;
using namespace std::chrono_literals;
using net::MailTrouble;
using test::kMail;
using test::Post;

TEST_CASE("a mail arrives byte for byte, and the server's reply is told") {
    test::MailServer server;
    Post post(server);
    std::string mail(kMail);
    mail.append(".\r\n..\r\n.hidden\r\n").append(990, 'x').append("\r\n");
    const auto accepted = post.accepted("buyer", mail);
    CHECK(accepted.reply.code == 250);
    CHECK(accepted.reply.enhanced == "2.0.0");
    CHECK(accepted.reply.text == "OK: queued as 1-1");
    CHECK(server.await_mail() == mail);
}

TEST_CASE("the server learns nothing of this machine's name") {
    test::MailServer server;
    Post post(server);
    (void)post.accepted("buyer");
    CHECK(server.await("hello").at(1) == "[127.0.0.1]");
}

TEST_CASE("8,000 mails go over one connection") {
    test::MailServer server;
    Post post(server);
    std::thread reader([&] {
        for (int i = 0; i < 8000; ++i) {
            (void)server.await("mail");
        }
    });
    int accepted = 0;
    for (int i = 0; i < 8000; ++i) {
        accepted += std::holds_alternative<net::MailAccepted>(post.send("buyer")) ? 1 : 0;
    }
    reader.join();
    CHECK(accepted == 8000);
    CHECK(post.sender.connections() == 1);
    CHECK(server.connections() == 1);
}

TEST_CASE("commands go out in one piece where the server offers that, with the same outcomes") {
    test::MailServer server({"--pipelining"});
    Post post(server);
    (void)post.accepted("buyer");
    CHECK(post.refused("nobody").reply.code == 550);
    CHECK(post.try_later("greylisted").reply.code == 451);
    CHECK(post.refused("spam").reply.code == 554);
    (void)post.accepted("greylisted");
    CHECK(server.await("mail").at(3) == "buyer@mail.example");
    CHECK(server.await("mail").at(3) == "greylisted@mail.example");
    CHECK(server.connections() == 1);
}

TEST_CASE("a no for good is told with its codes, and without the address") {
    test::MailServer server;
    Post post(server);
    const auto unknown = post.refused("nobody");
    CHECK(unknown.refusal == net::MailRefusal::by_the_server);
    CHECK(unknown.reply.code == 550);
    CHECK(unknown.reply.enhanced == "5.1.1");
    CHECK(unknown.reply.text == "<(address)>: no  such user");
    CHECK(unknown.text.find("nobody@") == std::string::npos);
    CHECK(post.refused("too-large").reply.code == 552);
    CHECK(post.refused("spam").reply.enhanced == "5.7.1");
    (void)post.accepted("buyer");
    CHECK(post.sender.connections() == 1); // none of it is the connection's fault
}

TEST_CASE("a no for now is told as one, and the mail is taken later") {
    test::MailServer server;
    Post post(server);
    const auto greylisted = post.try_later("greylisted");
    CHECK(greylisted.trouble == MailTrouble::asked_to_wait);
    CHECK(greylisted.reply.code == 451);
    CHECK(greylisted.reply.enhanced == "4.7.1");
    (void)post.accepted("greylisted");
    CHECK(post.try_later("full").reply.code == 452);
    CHECK(post.sender.connections() == 1);
}

TEST_CASE("a mail cut off within its text was not taken") {
    test::MailServer server;
    Post post(server);
    const auto large = std::string(kMail) + test::lines(8 << 20);
    CHECK(post.try_later("cut-within", large).trouble == MailTrouble::no_connection);
    (void)post.accepted("buyer");
}

TEST_CASE("a no within the text counts, and the mail was not taken") {
    test::MailServer server;
    Post post(server);
    const auto large = std::string(kMail) + test::lines(8 << 20);
    const auto outcome = post.send("no-within", large);
    // The network may swallow the reply with the connection; taken it was not.
    CHECK((std::holds_alternative<net::MailRefused>(outcome) ||
           std::holds_alternative<net::MailTryLater>(outcome)));
}

TEST_CASE("a server that says no before the end of the text never gets to see that end") {
    test::MailServer server;
    Post post(server);
    CHECK(post.refused("no-at-once").reply.code == 552);
    CHECK(server.await("ended").at(1) == "no");
    (void)post.accepted("buyer");
}

TEST_CASE("a mail is in doubt once its end went out and no answer came") {
    test::MailServer server;
    Post post(server);
    CHECK(post.in_doubt("cut-after").reply.code == 0);
    CHECK(post.in_doubt("odd-after").reply.code == 0);
    CHECK(post.in_doubt("senseless").reply.code == 354);
    (void)post.accepted("buyer");
    CHECK(server.await("mail").at(3) == "buyer@mail.example");
}

TEST_CASE(
    "a mail is in doubt when the answer to it does not come in time, nor heeds the wish to stop") {
    test::MailServer server;
    Post post(server, [](net::SmtpServer& told) { told.last_step_timeout = 200ms; });
    std::thread stopper([&] {
        (void)server.await("silent");
        post.stop.request();
    });
    CHECK(post.in_doubt("mute-after").text.find("in time") != std::string::npos);
    stopper.join();
}

TEST_CASE("a server that says goodbye after the text has said no for now") {
    test::MailServer server;
    Post post(server);
    CHECK(post.try_later("closing").reply.code == 421);
    (void)post.accepted("buyer");
    CHECK(post.sender.connections() == 2);
}

TEST_CASE("a server that does not answer is not waited for longer than was said") {
    test::MailServer server;
    Post post(server, [](net::SmtpServer& told) { told.step_timeout = 100ms; });
    CHECK(post.try_later("mute").trouble == MailTrouble::timed_out);
}

TEST_CASE("a connection that the server closes between two mails is made anew at once") {
    for (const auto& flags : {std::vector<std::string>{}, {"--pipelining"}}) {
        auto all = flags;
        all.insert(all.end(), {"--mails-per-connection", "3"});
        test::MailServer server(all);
        Post post(server);
        for (int i = 0; i < 10; ++i) {
            (void)post.accepted("buyer");
        }
        CHECK(post.sender.connections() == 4);
    }
}

TEST_CASE("a kept connection that closes before the text is tried anew once, a new one is not") {
    for (const auto* name : {"busy", "vanishing"}) {
        test::MailServer server;
        Post post(server);
        (void)post.accepted("buyer");
        (void)post.try_later(name);
        CHECK(post.sender.connections() == 2);
        (void)post.try_later(name);
        CHECK(post.sender.connections() == 3);
    }
}

TEST_CASE("a connection that was not used for long is made anew") {
    test::MailServer server;
    Post post(server, [](net::SmtpServer& told) { told.longest_idle = 0ms; });
    (void)post.accepted("buyer");
    (void)post.accepted("buyer");
    CHECK(post.sender.connections() == 2);
}

TEST_CASE("a server that speaks no SMTP, or without end, is left") {
    test::MailServer server;
    Post post(server);
    CHECK(post.try_later("odd").trouble == MailTrouble::not_understood);
    CHECK(post.try_later("endless-lines").trouble == MailTrouble::not_understood);
    CHECK(post.try_later("endless-line").trouble == MailTrouble::not_understood);
    (void)post.accepted("buyer");
}

TEST_CASE("an address beyond ASCII goes only to a server that takes such addresses") {
    const std::string wide = "To: \xc3\xbc@example.com\r\n\r\nx\r\n";
    SUBCASE("it does") {
        test::MailServer server;
        Post post(server);
        (void)post.accepted("b\xc3\xbcrger");
        (void)post.accepted("buyer", wide);
        CHECK(server.await("mail").at(3) == "b\xc3\xbcrger@mail.example");
    }
    SUBCASE("it does not") {
        test::MailServer server({"--no-smtputf8"});
        Post post(server);
        CHECK(post.refused("b\xc3\xbcrger").refusal == net::MailRefusal::needs_smtputf8);
        CHECK(post.refused("buyer", wide).refusal == net::MailRefusal::needs_smtputf8);
        (void)post.accepted("buyer");
    }
}

TEST_CASE("a mail larger than the server takes is not begun") {
    test::MailServer server({"--size", "1000"});
    Post post(server);
    CHECK(post.refused("buyer", std::string(kMail) + test::lines(1000)).refusal ==
          net::MailRefusal::larger_than_the_server_takes);
    (void)post.accepted("buyer");
}

TEST_CASE("the wish to stop ends a mail that was not handed over, and begins no other") {
    test::MailServer server;
    Post post(server, [](net::SmtpServer& told) { told.step_timeout = 60s; });
    std::thread stopper([&] {
        (void)server.await("silent");
        post.stop.request();
    });
    CHECK(post.try_later("mute").trouble == MailTrouble::interrupted);
    stopper.join();
    CHECK(post.try_later("buyer").trouble == MailTrouble::interrupted);
    CHECK(post.sender.connections() == 1);
}
