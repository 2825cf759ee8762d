// SPDX-License-Identifier: MIT
#include "base/random.hpp"
#include "base/stop.hpp"
#include "support/fake_time.hpp"

#include <doctest/doctest.h>

#include <thread>

using namespace etsyorder;
using namespace std::chrono_literals;
using base::Sleeper;

TEST_CASE("a sleeper wakes when asked to stop, and sleeps no more") {
    base::StopSignal stop;
    base::SystemSleeper sleeper(stop);
    CHECK(sleeper.wait(1ms) == Sleeper::Woke::after_the_time);
    std::thread other([&] { stop.request(); });
    CHECK(sleeper.wait(60'000ms) == Sleeper::Woke::asked_to_stop);
    other.join();
    CHECK(sleeper.wait(60'000ms) == Sleeper::Woke::asked_to_stop);
}

TEST_CASE("a joined stop hears the other's wish and keeps its own to itself") {
    for (const bool own : {true, false}) {
        base::StopSignal users;
        base::StopSignal runs(&users);
        base::SystemSleeper sleeper(runs);
        CHECK(sleeper.wait(1ms) == Sleeper::Woke::after_the_time);
        CHECK_FALSE(runs.requested());
        std::thread other([&] { (own ? runs : users).request(); });
        CHECK(sleeper.wait(60'000ms) == Sleeper::Woke::asked_to_stop);
        other.join();
        CHECK(runs.requested());
        CHECK(users.requested() != own);
        base::StopSignal next_run(&users);
        CHECK(next_run.requested() != own);
    }
}

TEST_CASE("the fake sleeper remembers its waits and moves both clocks") {
    test::FakeClock clock;
    test::FakeSteadyClock steady;
    test::FakeSleeper sleeper(clock, steady);
    const auto began = clock.now();
    const auto steadily = steady.now();
    CHECK(sleeper.wait(1500ms) == Sleeper::Woke::after_the_time);
    CHECK(sleeper.wait(500ms) == Sleeper::Woke::after_the_time);
    CHECK(clock.now() - began == 2s);
    CHECK(steady.now() - steadily == 2s);
    CHECK(sleeper.waits() == std::vector<std::chrono::milliseconds>{1500ms, 500ms});
    sleeper.ask_to_stop();
    CHECK(sleeper.wait(1ms) == Sleeper::Woke::asked_to_stop);
    CHECK(clock.now() - began == 2s);
}

TEST_CASE("chance stays inside its bounds, and ends even when a fake repeats itself") {
    base::SystemRandom random;
    bool seen[3] = {};
    for (int i = 0; i < 500; ++i) {
        const auto value = random.up_to(2);
        REQUIRE(value <= 2);
        seen[value] = true;
    }
    CHECK((seen[0] && seen[1] && seen[2]));
    test::FakeRandom stuck{std::byte{0xFF}};
    CHECK(stuck.up_to(9) <= 9);
    test::FakeRandom zero;
    CHECK(zero.up_to(1000) == 0);
}
