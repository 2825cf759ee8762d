// SPDX-License-Identifier: MIT
#include "net/curl_mail_sender.hpp"

#include "net/hidden_words.hpp"
#include "net/smtp_connection.hpp"
#include "net/smtp_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace etsyorder::net {
namespace {

constexpr int kGoOn = 354;    // the answer to DATA
constexpr int kClosing = 421; // may come at any time, and the connection ends with it
constexpr Patience kAtOnce{std::chrono::milliseconds(0), Heed::nothing};
constexpr std::string_view kReset = "RSET\r\n";
constexpr std::string_view kData = "DATA\r\n";

bool is_good(const RawReply& reply) {
    return reply.code >= 200 && reply.code < 300;
}

// 530, 534, 535, 538: it is not this mail that the server minds (RFC 4954).
bool is_about_sign_in(int code) {
    return code == 530 || code == 534 || code == 535 || code == 538;
}

} // namespace

// One connection and what has become of it.
class CurlMailSender::Session {
public:
    Session(std::unique_ptr<SmtpConnection> connection, const SmtpServer& server)
        : connection_(std::move(connection)), server_(server), hidden_(server),
          last_used_(std::chrono::steady_clock::now()) {}
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session() {
        if (usable_) {
            connection_->say_goodbye();
        }
    }

    // Fit for one more mail, as far as can be seen without asking?
    [[nodiscard]] bool is_fresh() {
        usable_ = usable_ && connection_->is_quiet();
        return usable_ && std::chrono::steady_clock::now() - last_used_ < server_.longest_idle;
    }
    [[nodiscard]] bool usable() const { return usable_; }
    // Was the connection found closed before the text of the mail was asked for?
    [[nodiscard]] bool found_closed() const { return found_closed_; }

    [[nodiscard]] SendOutcome deliver(const MailEnvelope& envelope, std::string_view mail);

private:
    // What ends a mail early; empty: go on.
    using Ended = std::optional<SendOutcome>;

    [[nodiscard]] Ended impossible(const MailEnvelope& envelope, std::string_view mail);
    [[nodiscard]] Ended ask(const MailEnvelope& envelope, std::size_t bytes);
    [[nodiscard]] Ended ask_for(std::span<const std::string> commands);
    [[nodiscard]] Ended hand_over(std::string_view text);
    [[nodiscard]] SendOutcome await_verdict();
    [[nodiscard]] SendOutcome verdict(const RawReply& reply);
    [[nodiscard]] SendOutcome cut_off(Talk talk);
    [[nodiscard]] SendOutcome in_doubt(std::string why, const RawReply* reply = nullptr);
    [[nodiscard]] std::string name() const { return name_of(server_); }

    std::unique_ptr<SmtpConnection> connection_;
    const SmtpServer& server_;
    HiddenWords hidden_;
    bool usable_ = true;
    bool found_closed_ = false;
    bool begun_ = false; // a mail that came to nothing is still open: RSET closes it
    bool wide_ = false;  // the mail needs SMTPUTF8
    std::chrono::steady_clock::time_point last_used_;
};

SendOutcome CurlMailSender::Session::deliver(const MailEnvelope& envelope, std::string_view mail) {
    last_used_ = std::chrono::steady_clock::now();
    hidden_.forget_envelope();
    hidden_.add(envelope);
    if (auto ended = impossible(envelope, mail)) {
        return std::move(*ended);
    }
    const auto text = text_for_the_wire(mail);
    if (auto ended = ask(envelope, text.size())) {
        return std::move(*ended);
    }
    if (auto ended = hand_over(text)) {
        return std::move(*ended);
    }
    return await_verdict();
}

CurlMailSender::Session::Ended CurlMailSender::Session::impossible(const MailEnvelope& envelope,
                                                                   std::string_view mail) {
    const auto& offers = connection_->offers();
    wide_ = !envelope.from.is_ascii() || !envelope.to.is_ascii() || has_wide_headers(mail);
    if (wide_ && !offers.smtputf8) {
        return MailRefused{
            MailRefusal::needs_smtputf8,
            {},
            fmt::format("an address of this mail is not ASCII, and {} cannot send to such "
                        "addresses (no SMTPUTF8)",
                        name())};
    }
    if (offers.most_bytes > 0 && mail.size() > offers.most_bytes) {
        return MailRefused{MailRefusal::larger_than_the_server_takes,
                           {},
                           fmt::format("the mail has {} bytes, and {} takes {} at most",
                                       mail.size(),
                                       name(),
                                       offers.most_bytes)};
    }
    return std::nullopt;
}

// All up to the server's "go on", in one piece where it offers that (RFC 2920).
CurlMailSender::Session::Ended CurlMailSender::Session::ask(const MailEnvelope& envelope,
                                                            std::size_t bytes) {
    const auto& offers = connection_->offers();
    std::vector<std::string> commands;
    if (std::exchange(begun_, true)) {
        commands.emplace_back(kReset);
    }
    commands.push_back(fmt::format("MAIL FROM:<{}>{}{}\r\n",
                                   envelope.from.reveal(),
                                   offers.size ? fmt::format(" SIZE={}", bytes) : "",
                                   wide_ ? " SMTPUTF8" : ""));
    commands.push_back(fmt::format("RCPT TO:<{}>\r\n", envelope.to.reveal()));
    commands.emplace_back(kData);
    const std::size_t at_once = offers.pipelining ? commands.size() : 1;
    const std::span<const std::string> all = commands;
    for (std::size_t at = 0; at < all.size(); at += at_once) {
        if (auto ended = ask_for(all.subspan(at, at_once))) {
            return ended;
        }
    }
    return std::nullopt;
}

// The first reply that says no decides. All replies are heard, or the connection is given up.
CurlMailSender::Session::Ended
CurlMailSender::Session::ask_for(std::span<const std::string> commands) {
    bool any_sent = false;
    const auto sent =
        commands.size() == 1
            ? connection_->say(commands[0], {server_.step_timeout, Heed::stop}, any_sent)
            : connection_->say(fmt::format("{}", fmt::join(commands, "")),
                               {server_.step_timeout, Heed::stop},
                               any_sent);
    if (sent != Talk::done) {
        found_closed_ = sent == Talk::closed;
        return cut_off(sent);
    }
    Ended ended;
    for (const auto& command : commands) {
        RawReply reply;
        const auto heard = connection_->hear(reply, {server_.step_timeout, Heed::stop});
        if (heard != Talk::done || reply.code == kClosing ||
            (command == kReset && !is_good(reply))) {
            usable_ = false;
            if (!ended) {
                found_closed_ = heard == Talk::closed || heard == Talk::done;
                ended = heard == Talk::done ? verdict(reply) : cut_off(heard);
            }
            return ended;
        }
        const bool yes = command == kData ? reply.code == kGoOn : is_good(reply);
        if (!yes && !ended) {
            ended = verdict(reply);
        } else if (yes && ended && command == kData) {
            usable_ = false; // it waits for a text that it has not wanted: better to hang up
        }
    }
    return ended;
}

// The text without its end, and then the end if the server still listens. Whatever goes wrong
// before the end begins to go out, the server has no mail.
CurlMailSender::Session::Ended CurlMailSender::Session::hand_over(std::string_view text) {
    bool begun = false;
    if (const auto talk = connection_->say(text, {server_.step_timeout, Heed::stop}, begun);
        talk != Talk::done) {
        return cut_off(talk);
    }
    RawReply early;
    if (const auto talk = connection_->hear(early, kAtOnce); talk == Talk::done) {
        usable_ = false; // in the middle of a text, there is no other way to end it
        return is_good(early) ? cut_off(Talk::not_understood) : verdict(early);
    } else if (talk != Talk::timed_out) {
        return cut_off(talk);
    }
    begun = false;
    if (const auto talk =
            connection_->say(kEndOfText, {server_.step_timeout, Heed::nothing}, begun);
        talk != Talk::done) {
        return begun ? in_doubt(fmt::format("the connection to {} ended with the mail", name()))
                     : cut_off(talk);
    }
    return std::nullopt;
}

SendOutcome CurlMailSender::Session::await_verdict() {
    RawReply reply;
    switch (connection_->hear(reply, {server_.last_step_timeout, Heed::nothing})) {
    case Talk::done:
        break;
    case Talk::timed_out:
        return in_doubt(fmt::format("{} has not said in time whether it took the mail", name()));
    case Talk::not_understood:
        return in_doubt(fmt::format("what {} said to the mail is not SMTP", name()));
    case Talk::closed:
    case Talk::stopped:
        return in_doubt(fmt::format("{} hung up without saying whether it took the mail", name()));
    }
    begun_ = false; // any answer ends the mail
    last_used_ = std::chrono::steady_clock::now();
    usable_ = reply.code != kClosing;
    if (is_good(reply)) {
        return MailAccepted{hidden_.told(reply)};
    }
    if (reply.code < 400) {
        return in_doubt(fmt::format("what {} said to the mail makes no sense", name()), &reply);
    }
    return verdict(reply);
}

// Of a reply that is a no, or should not have come.
SendOutcome CurlMailSender::Session::verdict(const RawReply& reply) {
    auto clean = hidden_.told(reply);
    auto text = fmt::format("{} said {}{}{} {}",
                            name(),
                            clean.code,
                            clean.enhanced.empty() ? "" : " ",
                            clean.enhanced,
                            clean.text);
    if (reply.code >= 500) {
        if (is_about_sign_in(reply.code)) {
            return MailTryLater{MailTrouble::sign_in_refused, std::move(clean), std::move(text)};
        }
        return MailRefused{MailRefusal::by_the_server, std::move(clean), std::move(text)};
    }
    if (reply.code >= 400) {
        return MailTryLater{MailTrouble::asked_to_wait, std::move(clean), std::move(text)};
    }
    usable_ = false; // one of us has lost count
    return MailTryLater{MailTrouble::not_understood, std::move(clean), std::move(text)};
}

// Before the end of the text: the server has no mail.
SendOutcome CurlMailSender::Session::cut_off(Talk talk) {
    usable_ = false;
    switch (talk) {
    case Talk::timed_out:
        return MailTryLater{
            MailTrouble::timed_out, {}, fmt::format("{} did not answer in time", name())};
    case Talk::stopped:
        return MailTryLater{
            MailTrouble::interrupted, {}, fmt::format("stopped while talking to {}", name())};
    case Talk::not_understood:
        return MailTryLater{
            MailTrouble::not_understood, {}, fmt::format("what {} says is not SMTP", name())};
    case Talk::done:
    case Talk::closed:
        break;
    }
    return MailTryLater{
        MailTrouble::no_connection, {}, fmt::format("{} hung up before it had the mail", name())};
}

SendOutcome CurlMailSender::Session::in_doubt(std::string why, const RawReply* reply) {
    usable_ = false;
    return MailInDoubt{reply == nullptr ? ServerReply{} : hidden_.told(*reply), std::move(why)};
}

CurlMailSender::CurlMailSender(const base::StopSignal& stop, SmtpServer server)
    : stop_(stop), server_(std::move(server)) {
    check(server_);
}

CurlMailSender::~CurlMailSender() = default;

SendOutcome CurlMailSender::send(const MailEnvelope& envelope, std::string_view mail) {
    if (stop_.requested()) {
        return MailTryLater{MailTrouble::interrupted, {}, "stopped before the mail was sent"};
    }
    // Put back at the end only: what throws in between leaves no half-used connection.
    auto session = std::exchange(session_, nullptr);
    if (session && !session->is_fresh()) {
        session.reset();
    }
    for (;;) {
        const bool kept = session != nullptr;
        if (!kept) {
            ++connections_;
            auto connection = SmtpConnection::open(server_, stop_);
            if (!connection) {
                return std::move(connection.error());
            }
            session = std::make_unique<Session>(std::move(*connection), server_);
        }
        auto outcome = session->deliver(envelope, mail);
        const bool again = kept && session->found_closed();
        if (!session->usable()) {
            session.reset();
        }
        if (!again) {
            session_ = std::move(session);
            return outcome;
        }
    }
}

} // namespace etsyorder::net
