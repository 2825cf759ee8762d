// SPDX-License-Identifier: MIT
// Post: a CurlMailSender set up for a MailServer, with an answer for each outcome expected.
#pragma once

#include "net/curl_mail_sender.hpp"
#include "support/mail_server.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <variant>

namespace etsyorder::test {

inline constexpr std::string_view kMail = "Subject: Your proof\r\n\r\nHello Jane,\r\n";

inline std::string lines(std::size_t bytes) {
    std::string out;
    while (out.size() < bytes) {
        out.append(70, 'x').append("\r\n");
    }
    return out;
}

inline base::EmailAddress address(const std::string& name) {
    const auto parsed = base::EmailAddress::parse(name);
    REQUIRE(parsed.has_value());
    return *parsed;
}

class Post {
public:
    using Change = std::function<void(net::SmtpServer&)>;

    explicit Post(const MailServer& server, const Change& change = {})
        : sender(stop, described(server, change)) {}

    net::SendOutcome send(const std::string& name, std::string_view mail = kMail) {
        return sender.send({address("shop@oak.example"), address(name + "@mail.example")}, mail);
    }
    net::MailAccepted accepted(const std::string& name, std::string_view mail = kMail) {
        return expected<net::MailAccepted>(send(name, mail));
    }
    net::MailRefused refused(const std::string& name, std::string_view mail = kMail) {
        return expected<net::MailRefused>(send(name, mail));
    }
    net::MailTryLater try_later(const std::string& name, std::string_view mail = kMail) {
        return expected<net::MailTryLater>(send(name, mail));
    }
    net::MailInDoubt in_doubt(const std::string& name, std::string_view mail = kMail) {
        return expected<net::MailInDoubt>(send(name, mail));
    }

    base::StopSignal stop;
    net::CurlMailSender sender;

private:
    static net::SmtpServer described(const MailServer& server, const Change& change) {
        using namespace std::chrono_literals;
        net::SmtpServer out{.host = "127.0.0.1",
                            .port = server.port(),
                            .security = net::MailSecurity::plain,
                            .step_timeout = 30s,
                            .last_step_timeout = 30s};
        if (change) {
            change(out);
        }
        return out;
    }

    template <class Wanted>
    static Wanted expected(net::SendOutcome outcome) {
        INFO("outcome ", outcome.index());
        if (const auto* later = std::get_if<net::MailTryLater>(&outcome)) {
            INFO(later->text);
            REQUIRE(std::holds_alternative<Wanted>(outcome));
        }
        if (const auto* doubt = std::get_if<net::MailInDoubt>(&outcome)) {
            INFO(doubt->text);
            REQUIRE(std::holds_alternative<Wanted>(outcome));
        }
        REQUIRE(std::holds_alternative<Wanted>(outcome));
        return std::get<Wanted>(std::move(outcome));
    }
};

} // namespace etsyorder::test
