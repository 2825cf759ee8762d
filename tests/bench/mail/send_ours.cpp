// SPDX-License-Identifier: MIT
// Mails to a server on this machine, over the connection that the sender keeps.
//
//     send_ours wire|whole PORT COUNT    wire: one mail written beforehand; whole: each written
//     anew
#include "mime/outgoing_mail.hpp"
#include "net/curl_mail_sender.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>

using namespace etsyorder;

namespace {

mime::OutgoingMail mail_number(int number) {
    std::string text;
    for (int line = 0; line < 28; ++line) {
        text += std::string(70, 'x') + "\n";
    }
    return {.from = {"Oak & Thread", *base::EmailAddress::parse("shop@oakthread.example")},
            .to = {"Jane Doe", *base::EmailAddress::parse("buyer@mail.example")},
            .subject = "Your order has shipped",
            .text = std::move(text),
            .message_id =
                *mime::MessageId::parse("bench-" + std::to_string(number) + "@oak.example"),
            .date = base::from_utc_seconds(1'795'485'600 + number)};
}

} // namespace

int main(int count, char** words) {
    if (count != 4) {
        return 2;
    }
    const int mails = std::atoi(words[3]);
    const bool whole = std::string_view(words[1]) == "whole";
    const base::StopSignal stop;
    net::CurlMailSender sender(stop,
                               {.host = "127.0.0.1",
                                .port = static_cast<std::uint16_t>(std::atoi(words[2])),
                                .security = net::MailSecurity::plain});
    const auto written = mime::write_mail(mail_number(0));
    const net::MailEnvelope envelope{mail_number(0).from.address, mail_number(0).to.address};
    int accepted = 0;
    const auto send = [&](std::string_view mail) {
        accepted += std::holds_alternative<net::MailAccepted>(sender.send(envelope, mail)) ? 1 : 0;
    };
    send(written); // connects
    const auto began = std::chrono::steady_clock::now();
    for (int number = 1; number < mails; ++number) {
        send(whole ? mime::write_mail(mail_number(number)) : written);
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    std::printf("{\"mails_s\": %f, \"lost\": %d, \"connections\": %d}\n",
                (mails - 1) / took.count(),
                mails - accepted,
                static_cast<int>(sender.connections()));
}
