// SPDX-License-Identifier: MIT
// RecordingMailSender: a MailSender that keeps whole mails and sends none. It accepts each, unless
// told what is to become of the next ones.
#pragma once

#include "net/mail_sender.hpp"

#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace etsyorder::test {

class RecordingMailSender final : public net::MailSender {
public:
    struct Sent {
        net::MailEnvelope envelope;
        std::string mail;
    };

    // Outcomes of the next calls of send(), in order; afterwards mails are accepted again.
    void plan(net::SendOutcome outcome) { planned_.push_back(std::move(outcome)); }

    // A mail is kept whatever becomes of it: `tried` holds all, `taken` what was accepted or may
    // have been (in doubt).
    [[nodiscard]] net::SendOutcome send(const net::MailEnvelope& envelope,
                                        std::string_view mail) override {
        net::SendOutcome outcome = net::MailAccepted{{250, "2.0.0", "OK"}};
        if (!planned_.empty()) {
            outcome = std::move(planned_.front());
            planned_.pop_front();
        }
        tried.push_back({envelope, std::string(mail)});
        if (std::holds_alternative<net::MailAccepted>(outcome) ||
            std::holds_alternative<net::MailInDoubt>(outcome)) {
            taken.push_back(tried.back());
        }
        return outcome;
    }

    std::vector<Sent> tried;
    std::vector<Sent> taken;

private:
    std::deque<net::SendOutcome> planned_;
};

} // namespace etsyorder::test
