// SPDX-License-Identifier: MIT
// PatientSender: sends a request within the server's limits and tries again where that is right.
//
//   answer or trouble                         tried again
//   429                                       after the wait the server asks for: it did nothing
//   5xx, a web page instead of data,          after a growing pause, and only what may happen twice
//   time-out, connection cut
//   no way to the server, no TLS with it      once, after a short pause: offline is said soon
//
// Every pause has jitter, so that many clients do not come back in the same moment.
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "etsy/limiter.hpp"
#include "net/http.hpp"

#include <functional>
#include <optional>

namespace etsyorder::etsy {

// May the request be sent again when it is not known whether the server acted on it?
enum class Repeat { harmless, never };

struct Patience {
    int tries = 6;
    int tries_offline = 2;
    std::chrono::milliseconds first_pause{500}; // doubled each time
    std::chrono::milliseconds longest_pause{30'000};
    std::chrono::seconds longest_asked{
        90}; // a server that asks for more gets its 429 reported instead
};

// Used by one thread at a time.
class PatientSender {
public:
    struct World { // all must outlive the sender
        net::HttpTransport& transport;
        const base::Clock& clock;
        const base::SteadyClock& steady;
        base::Sleeper& sleeper;
        base::Random& random;
    };
    enum class Why { limit, trouble };
    using Waiting = std::function<void(Why, std::chrono::milliseconds)>;

    explicit PatientSender(World world, Patience patience = {})
        : world_(world), patience_(patience) {}

    // Told before each pause of a second or more, for progress on a terminal.
    void on_waiting(Waiting waiting) { waiting_ = std::move(waiting); }

    using Outcome = base::Result<net::HttpResponse, net::TransportError>;
    struct Sent {
        Outcome outcome; // of the last try
        bool
            in_doubt_first; // an earlier try may have been carried out, and its answer is not known
    };

    // The last answer when all tries are used up, whatever its status. An interrupted wait is
    // TransportProblem::interrupted.
    [[nodiscard]] Outcome send(const net::HttpRequest& request, Repeat repeat) {
        return send_and_tell(request, repeat).outcome;
    }
    [[nodiscard]] Sent send_and_tell(const net::HttpRequest& request, Repeat repeat);

    [[nodiscard]] const Quota& quota() const { return limiter_.quota(); }
    [[nodiscard]] base::Instant now() const { return world_.clock.now(); }

private:
    [[nodiscard]] Outcome send_once(const net::HttpRequest& request);
    [[nodiscard]] std::optional<std::chrono::milliseconds>
    pause_after(const Outcome& outcome, Repeat repeat, int tries);
    [[nodiscard]] std::chrono::milliseconds growing_pause(int tries);
    [[nodiscard]] bool wait(Why why, std::chrono::milliseconds span); // false: asked to stop

    World world_;
    Patience patience_;
    Limiter limiter_;
    Waiting waiting_;
};

// The wait a 429 or 503 asks for (RFC 9110, 10.2.3: seconds or a date). Empty: it asks for none.
[[nodiscard]] std::optional<std::chrono::seconds> asked_wait(const net::HttpResponse& answer,
                                                             base::Instant now);

// Does the body look like JSON? Etsy's content network answers with web pages when it is in
// trouble.
[[nodiscard]] bool looks_like_data(const net::HttpResponse& answer);

} // namespace etsyorder::etsy
