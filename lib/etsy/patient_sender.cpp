// SPDX-License-Identifier: MIT
#include "etsy/patient_sender.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

namespace etsyorder::etsy {
namespace {

using net::TransportProblem;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds kWorthTelling{1000};

bool success(int status) {
    return status >= 200 && status < 300;
}

// Was it carried out, for all that is known? Of a try that is followed by another.
bool may_have_been_done(const base::Result<net::HttpResponse, net::TransportError>& outcome) {
    if (!outcome) {
        return outcome.error().problem == TransportProblem::timed_out ||
               outcome.error().problem == TransportProblem::cut_short;
    }
    return outcome->status != 429; // trouble, or a web page in place of the answer
}

} // namespace

std::optional<seconds> asked_wait(const net::HttpResponse& answer, base::Instant now) {
    const auto text = answer.headers.find("retry-after");
    if (!text || text->empty()) {
        return std::nullopt;
    }
    std::int64_t value = 0;
    const auto* end = text->data() + text->size();
    const auto [stop, problem] = std::from_chars(text->data(), end, value);
    if (problem == std::errc{} && stop == end && value >= 0) {
        return seconds{std::min<std::int64_t>(value, 7 * 86'400)};
    }
    if (const auto date = net::parse_http_date(*text)) {
        const auto told = answer.headers.find("date");
        const auto here =
            told ? net::parse_http_date(*told).value_or(now) : now; // by the server's own clock
        return std::max(seconds{0}, *date - here);
    }
    return std::nullopt;
}

bool looks_like_data(const net::HttpResponse& answer) {
    const auto first = answer.body.find_first_not_of(" \t\r\n");
    return first == std::string::npos || answer.body[first] == '{' || answer.body[first] == '[';
}

PatientSender::Sent PatientSender::send_and_tell(const net::HttpRequest& request, Repeat repeat) {
    bool in_doubt = false;
    for (int tries = 1;; ++tries) {
        auto outcome = send_once(request);
        const auto pause = pause_after(outcome, repeat, tries);
        if (!pause) {
            return {std::move(outcome), in_doubt};
        }
        in_doubt = in_doubt || may_have_been_done(outcome);
        const bool limit = outcome && outcome->status == 429;
        if (!wait(limit ? Why::limit : Why::trouble, *pause)) {
            return {base::Unexpected<net::TransportError>(
                        {TransportProblem::interrupted, "stopped while waiting"}),
                    in_doubt};
        }
    }
}

PatientSender::Outcome PatientSender::send_once(const net::HttpRequest& request) {
    if (!wait(Why::limit, limiter_.pause(world_.steady.now()))) {
        return base::Unexpected<net::TransportError>(
            {TransportProblem::interrupted, "stopped while waiting"});
    }
    limiter_.sent(world_.steady.now());
    auto outcome = world_.transport.send(request);
    if (outcome) {
        limiter_.answered(world_.steady.now(), outcome->headers);
    } else {
        limiter_.unanswered(world_.steady.now());
    }
    return outcome;
}

// Empty: this outcome is final.
std::optional<milliseconds>
PatientSender::pause_after(const Outcome& outcome, Repeat repeat, int tries) {
    if (tries >= patience_.tries) {
        return std::nullopt;
    }
    if (!outcome) {
        switch (outcome.error().problem) {
        case TransportProblem::offline:
        case TransportProblem::refused:
        case TransportProblem::handshake: // never reached the server, so nothing can happen twice
            return tries < patience_.tries_offline ? std::optional(growing_pause(tries))
                                                   : std::nullopt;
        case TransportProblem::timed_out:
        case TransportProblem::cut_short:
            return repeat == Repeat::harmless ? std::optional(growing_pause(tries)) : std::nullopt;
        case TransportProblem::tls:
        case TransportProblem::too_large:
        case TransportProblem::interrupted:
        case TransportProblem::failed:
            return std::nullopt;
        }
        return std::nullopt;
    }
    const auto& answer = *outcome;
    if (answer.status == 429) {
        const auto asked = asked_wait(answer, world_.clock.now());
        if (!asked) {
            return growing_pause(tries);
        }
        if (*asked > patience_.longest_asked) {
            return std::nullopt;
        }
        return *asked + milliseconds{world_.random.up_to(250)};
    }
    const bool trouble =
        answer.status >= 500 || (success(answer.status) && !looks_like_data(answer));
    if (!trouble || repeat == Repeat::never) {
        return std::nullopt;
    }
    const auto asked = asked_wait(answer, world_.clock.now()).value_or(seconds{0});
    if (asked > patience_.longest_asked) {
        return std::nullopt;
    }
    return std::max(milliseconds{asked}, growing_pause(tries));
}

// Half of it fixed, half of it chance.
milliseconds PatientSender::growing_pause(int tries) {
    const auto doubled = patience_.first_pause * (std::int64_t{1} << std::min(tries - 1, 20));
    const auto whole = std::min(doubled, patience_.longest_pause);
    const auto half = whole / 2;
    return half + milliseconds{world_.random.up_to(static_cast<std::uint64_t>(half.count()))};
}

bool PatientSender::wait(Why why, milliseconds span) {
    if (span <= milliseconds::zero()) {
        return true;
    }
    if (waiting_ && span >= kWorthTelling) {
        waiting_(why, span);
    }
    return world_.sleeper.wait(span) == base::Sleeper::Woke::after_the_time;
}

} // namespace etsyorder::etsy
