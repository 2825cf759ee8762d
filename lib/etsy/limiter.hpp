// SPDX-License-Identifier: MIT
// Limiter: keeps a client below the number of requests a second that the server allows.
//
// Etsy announces its limits with each answer (x-limit-per-second, x-remaining-this-second,
// x-limit-per-day, x-remaining-today) and counts over a sliding window. When a request arrives
// there is not known here, but it is never later than its answer. So the window is counted from
// answer to next sending: that can only be too careful, by the time of one exchange, never too
// fast.
//
//     sleeper.wait(limiter.pause(clock.now()));
//     limiter.sent();
//     auto answer = transport.send(request);
//     limiter.answered(clock.now(), answer->headers);
#pragma once

#include "base/clock.hpp"
#include "net/http.hpp"

#include <cstdint>
#include <deque>
#include <optional>

namespace etsyorder::etsy {

// As last told by the server; empty: never told. A limit of 0 means none. Those of a second are
// bounded by what is counted here, far beyond any limit seen.
struct Quota {
    std::optional<std::int64_t> per_second;
    std::optional<std::int64_t> left_this_second;
    std::optional<std::int64_t> per_day; // over a sliding 24 hours
    std::optional<std::int64_t> left_today;
};

// Used by one thread at a time, one request at a time: nothing is known before the first answer.
class Limiter {
public:
    using TimePoint = base::SteadyClock::TimePoint;

    // How long to wait before the next request may go out; zero: now.
    [[nodiscard]] std::chrono::milliseconds pause(TimePoint now) const;

    void sent(TimePoint now);
    void answered(TimePoint now, const net::Headers& headers); // of any status
    void unanswered(TimePoint now);                            // given up on: may have been counted

    [[nodiscard]] const Quota& quota() const { return quota_; }

private:
    void learn(const net::Headers& headers);
    void make_room_for_others(TimePoint now);
    void drop_oldest();

    Quota quota_;
    std::deque<TimePoint>
        counted_; // the latest moment at which each may have been counted; oldest first
    TimePoint sent_{};
};

} // namespace etsyorder::etsy
