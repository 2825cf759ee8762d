// SPDX-License-Identifier: MIT
#include "net/smtp_connection.hpp"

#include "base/error.hpp"
#include "net/curl_library.hpp"
#include "net/smtp_handles.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace etsyorder::net {
namespace {

using Clock = std::chrono::steady_clock;
using base::Unexpected;

constexpr std::size_t kSlowest = 1024; // bytes a second

enum class Ready { yes, timed_out, stopped };

// Until the socket can be read or written, the time is over, or the process is asked to stop.
Ready wait_for(curl_socket_t socket,
               short what,
               Clock::time_point until,
               const base::StopSignal* stop) {
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
        if (left.count() <= 0) {
            return Ready::timed_out;
        }
        std::array<pollfd, 2> both{pollfd{socket, what, 0},
                                   pollfd{stop == nullptr ? -1 : stop->descriptor(), POLLIN, 0}};
        const auto nap = static_cast<int>(std::min<std::int64_t>(left.count(), 60'000));
        if (::poll(both.data(), both.size(), nap) < 0 && errno != EINTR) {
            return Ready::yes; // what is wrong with the socket, its next use will tell
        }
        if (stop != nullptr && stop->requested()) {
            return Ready::stopped;
        }
        if (both[0].revents != 0) {
            return Ready::yes;
        }
    }
}

} // namespace

base::Result<std::unique_ptr<SmtpConnection>, MailTryLater>
SmtpConnection::open(const SmtpServer& server, const base::StopSignal& stop) {
    auto handles = std::make_unique<SmtpHandles>(server);
    if (auto trouble = handles->connect(server, stop)) {
        return Unexpected<MailTryLater>(std::move(*trouble));
    }
    return std::unique_ptr<SmtpConnection>(new SmtpConnection(std::move(handles), stop));
}

SmtpConnection::SmtpConnection(std::unique_ptr<SmtpHandles> handles, const base::StopSignal& stop)
    : handles_(std::move(handles)), stop_(stop) {}

SmtpConnection::~SmtpConnection() = default;

const SmtpOffers& SmtpConnection::offers() const {
    return handles_->offers();
}

const base::StopSignal* SmtpConnection::heeded(Patience patience) const {
    return patience.heed == Heed::stop ? &stop_ : nullptr;
}

Talk SmtpConnection::say(std::string_view bytes, Patience patience, bool& begun) {
    const auto start = Clock::now();
    const auto at_last = start + patience.time + std::chrono::seconds(bytes.size() / kSlowest);
    auto until = start + patience.time;
    while (!bytes.empty()) {
        const auto [sent, result] = handles_->send(bytes);
        // What did not fit at once may be half under way in a record of TLS.
        begun = begun || sent > 0 || result == SmtpHandles::Moved::not_now;
        bytes.remove_prefix(sent);
        if (result == SmtpHandles::Moved::closed) {
            return Talk::closed;
        }
        if (sent > 0) {
            until = std::min(Clock::now() + patience.time, at_last);
            continue;
        }
        switch (wait_for(handles_->socket(), POLLOUT, until, heeded(patience))) {
        case Ready::yes:
            break;
        case Ready::timed_out:
            return Talk::timed_out;
        case Ready::stopped:
            return Talk::stopped;
        }
    }
    return Talk::done;
}

Talk SmtpConnection::hear(RawReply& reply, Patience patience) {
    const auto until = Clock::now() + patience.time;
    for (;;) {
        if (auto next = reader_.next()) {
            reply = std::move(*next);
            return Talk::done;
        }
        if (reader_.broken()) {
            return Talk::not_understood;
        }
        std::array<char, 4096> room; // NOLINT(*-member-init): filled before it is read
        const auto [got, result] = handles_->receive(room);
        if (result == SmtpHandles::Moved::closed) {
            return Talk::closed;
        }
        if (got > 0) {
            // A reply that never ends must not outlast the time for it either.
            if (Clock::now() >= until && patience.time.count() > 0) {
                return Talk::timed_out;
            }
            reader_.add({room.data(), got});
            continue;
        }
        switch (wait_for(handles_->socket(), POLLIN, until, heeded(patience))) {
        case Ready::yes:
            break;
        case Ready::timed_out:
            return Talk::timed_out;
        case Ready::stopped:
            return Talk::stopped;
        }
    }
}

bool SmtpConnection::is_quiet() {
    RawReply unasked;
    return hear(unasked, {std::chrono::milliseconds(0), Heed::nothing}) == Talk::timed_out &&
           !reader_.has_more();
}

void SmtpConnection::say_goodbye() {
    (void)handles_->send("QUIT\r\n");
}

} // namespace etsyorder::net
