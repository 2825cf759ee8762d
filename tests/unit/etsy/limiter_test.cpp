// SPDX-License-Identifier: MIT
#include "etsy/limiter.hpp"
#include "support/fake_time.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

using namespace etsyorder;
using etsy::Limiter;
using namespace std::chrono_literals;

namespace {

// A server that counts arrivals in a sliding second, as strictly as can be, and tells what is left.
class Server {
public:
    explicit Server(std::int64_t limit) : limit_(limit) {}

    net::Headers arrive(Limiter::TimePoint at) {
        std::erase_if(arrivals_, [&](auto earlier) { return at - earlier >= 1s; });
        arrivals_.push_back(at);
        const auto used = static_cast<std::int64_t>(arrivals_.size());
        over_ = over_ || used > limit_;
        return {
            {"X-Limit-Per-Second", std::to_string(limit_)},
            {"x-remaining-this-second", std::to_string(std::max<std::int64_t>(0, limit_ - used))}};
    }
    [[nodiscard]] bool over() const { return over_; }

private:
    std::int64_t limit_;
    std::vector<Limiter::TimePoint> arrivals_;
    bool over_ = false;
};

struct Trip {
    std::chrono::milliseconds there;
    std::chrono::milliseconds back;
};

// One request through limiter and server; the waits are real to the fake clock.
void make_trip(Limiter& limiter, Server& server, test::FakeSteadyClock& clock, Trip trip) {
    clock.advance(limiter.pause(clock.now()));
    limiter.sent(clock.now());
    clock.advance(trip.there);
    const auto headers = server.arrive(clock.now());
    clock.advance(trip.back);
    limiter.answered(clock.now(), headers);
}

} // namespace

TEST_CASE(
    "no sliding second ever holds more requests than the limit, however unevenly they travel") {
    // The worst for a client that counts from sending: slow on the way there, then fast.
    const std::vector<Trip> trips{
        {400ms, 0ms}, {0ms, 0ms}, {0ms, 1ms}, {49ms, 1ms}, {0ms, 50ms}, {1ms, 0ms}, {150ms, 20ms}};
    for (const std::int64_t limit : {1, 2, 10, 150}) {
        CAPTURE(limit);
        Limiter limiter;
        Server server(limit);
        test::FakeSteadyClock clock;
        for (std::size_t i = 0; i < 2000; ++i) {
            make_trip(limiter, server, clock, trips[(i * i + i / 7) % trips.size()]);
        }
        CHECK_FALSE(server.over());
    }
}

TEST_CASE("the limit is used to 95 percent when an exchange takes up to 50 ms") {
    for (const auto span : {0ms, 2ms, 25ms, 50ms}) {
        CAPTURE(span.count());
        Limiter limiter;
        Server server(10);
        test::FakeSteadyClock clock;
        const auto began = clock.now();
        for (int i = 0; i < 1000; ++i) {
            make_trip(limiter, server, clock, {span / 2, span - span / 2});
        }
        CHECK_FALSE(server.over());
        CHECK(1000 / std::chrono::duration<double>(clock.now() - began).count() >= 9.5);
    }
}

TEST_CASE("a server without a limit is not waited for") {
    test::FakeSteadyClock clock;
    for (const auto& headers :
         {net::Headers{},
          net::Headers{{"x-limit-per-second", "0"}, {"x-remaining-this-second", "0"}},
          net::Headers{{"x-limit-per-second", "many"}},
          net::Headers{{"x-limit-per-second", "-3"}}}) {
        Limiter limiter;
        for (int i = 0; i < 5000; ++i) {
            REQUIRE(limiter.pause(clock.now()) == 0ms);
            limiter.sent(clock.now());
            limiter.answered(clock.now(), headers);
        }
    }
}

TEST_CASE("what another program used of the second is waited out") {
    Limiter limiter;
    test::FakeSteadyClock clock;
    limiter.sent(clock.now());
    limiter.answered(clock.now(), {{"x-limit-per-second", "10"}, {"x-remaining-this-second", "0"}});
    CHECK(limiter.pause(clock.now()) >= 1s);
    clock.advance(1100ms);
    CHECK(limiter.pause(clock.now()) == 0ms);
}

TEST_CASE(
    "a request without an answer counts too, and an answer without headers unlearns nothing") {
    Limiter limiter;
    test::FakeSteadyClock clock;
    limiter.sent(clock.now());
    limiter.answered(clock.now(), {{"x-limit-per-second", "2"}, {"x-remaining-this-second", "1"}});
    limiter.sent(clock.now());
    limiter.unanswered(clock.now());
    CHECK(limiter.pause(clock.now()) >= 1s);
    clock.advance(2s);
    limiter.sent(clock.now());
    limiter.answered(clock.now(), {});
    CHECK(limiter.quota().per_second == 2);
    CHECK_FALSE(limiter.quota().left_this_second.has_value());
}

TEST_CASE("a limit beyond all reason is bounded, and so is what it makes this program count") {
    test::FakeSteadyClock clock;
    Limiter limiter;
    limiter.sent(clock.now());
    limiter.answered(
        clock.now(),
        {{"x-limit-per-second", "9000000000000000000"}, {"x-remaining-this-second", "0"}});
    CHECK(limiter.quota().per_second == 2000);
    CHECK(limiter.pause(clock.now()) >= 1s);
    clock.advance(1100ms);
    CHECK(limiter.pause(clock.now()) == 0ms);
}

TEST_CASE("the headers are read under every name Etsy has for them") {
    Limiter limiter;
    test::FakeSteadyClock clock;
    limiter.sent(clock.now());
    limiter.answered(clock.now(),
                     {{"X-LIMIT-PER-SECOND", "10"},
                      {"X-Remaining-This-Secon", "9"},
                      {"x-limit-per-day", "10000"},
                      {"x-remaining-today", "9876"}});
    CHECK(limiter.quota().per_second == 10);
    CHECK(limiter.quota().left_this_second == 9);
    CHECK(limiter.quota().per_day == 10'000);
    CHECK(limiter.quota().left_today == 9876);
}
