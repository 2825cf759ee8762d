// SPDX-License-Identifier: MIT
#include "support/mail_post.hpp"
#include "support/recording_mail_sender.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;
using test::address;

TEST_CASE("a recorded mail is whole, and accepted unless something else is planned") {
    test::RecordingMailSender sender;
    const net::MailEnvelope envelope{address("shop@oak.example"), address("jane@mail.example")};
    sender.plan(net::MailRefused{});
    sender.plan(net::MailInDoubt{});
    CHECK(std::holds_alternative<net::MailRefused>(sender.send(envelope, "one")));
    CHECK(std::holds_alternative<net::MailInDoubt>(sender.send(envelope, "two")));
    CHECK(std::holds_alternative<net::MailAccepted>(sender.send(envelope, "three")));
    REQUIRE(sender.tried.size() == 3);
    CHECK(sender.tried[0].mail == "one");
    CHECK((sender.tried[0].envelope.to == envelope.to));
    REQUIRE(sender.taken.size() == 2);
    CHECK(sender.taken[0].mail == "two");
    CHECK(sender.taken[1].mail == "three");
}

TEST_CASE("every trouble and refusal has a word of its own") {
    using net::MailTrouble;
    CHECK(net::to_string(MailTrouble::no_connection) == "no_connection");
    CHECK(net::to_string(MailTrouble::timed_out) == "timed_out");
    CHECK(net::to_string(MailTrouble::certificate) == "certificate");
    CHECK(net::to_string(MailTrouble::no_encryption) == "no_encryption");
    CHECK(net::to_string(MailTrouble::sign_in_refused) == "sign_in_refused");
    CHECK(net::to_string(MailTrouble::asked_to_wait) == "asked_to_wait");
    CHECK(net::to_string(MailTrouble::turned_away) == "turned_away");
    CHECK(net::to_string(MailTrouble::not_understood) == "not_understood");
    CHECK(net::to_string(MailTrouble::interrupted) == "interrupted");
    CHECK(net::to_string(net::MailRefusal::by_the_server) == "by_the_server");
    CHECK(net::to_string(net::MailRefusal::needs_smtputf8) == "needs_smtputf8");
    CHECK(net::to_string(net::MailRefusal::larger_than_the_server_takes) ==
          "larger_than_the_server_takes");
    CHECK_FALSE(net::needs_a_person(MailTrouble::asked_to_wait));
    CHECK(net::needs_a_person(MailTrouble::no_encryption));
}
