// SPDX-License-Identifier: MIT
// Time and chance that move only by hand.
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"

#include <chrono>
#include <cstddef>
#include <span>
#include <vector>

namespace etsyorder::test {

// 2026-11-22T11:00:00Z unless told otherwise.
class FakeClock final : public base::Clock {
public:
    explicit FakeClock(base::Instant start = base::Instant{std::chrono::seconds{1'795'345'200}})
        : now_(start) {}

    [[nodiscard]] base::Instant now() const override {
        return std::chrono::floor<std::chrono::seconds>(now_);
    }
    void advance(std::chrono::nanoseconds span) { now_ += span; }

private:
    std::chrono::sys_time<std::chrono::nanoseconds> now_;
};

class FakeSteadyClock final : public base::SteadyClock {
public:
    [[nodiscard]] TimePoint now() const override { return now_; }
    void advance(std::chrono::nanoseconds span) { now_ += span; }

private:
    TimePoint now_{std::chrono::hours{1}};
};

// Returns at once, remembers each wait, and moves both clocks by it.
class FakeSleeper final : public base::Sleeper {
public:
    FakeSleeper(FakeClock& clock, FakeSteadyClock& steady) : clock_(clock), steady_(steady) {}

    Woke wait(std::chrono::milliseconds span) override {
        if (stop_) {
            return Woke::asked_to_stop;
        }
        waits_.push_back(span);
        clock_.advance(span);
        steady_.advance(span);
        return Woke::after_the_time;
    }
    void ask_to_stop() { stop_ = true; }
    [[nodiscard]] const std::vector<std::chrono::milliseconds>& waits() const { return waits_; }

private:
    FakeClock& clock_;
    FakeSteadyClock& steady_;
    std::vector<std::chrono::milliseconds> waits_;
    bool stop_ = false;
};

// Every byte is the same: up_to() gives 0 for byte 0.
class FakeRandom final : public base::Random {
public:
    explicit FakeRandom(std::byte value = std::byte{0}) : value_(value) {}
    void fill(std::span<std::byte> bytes) override {
        for (auto& byte : bytes) {
            byte = value_;
        }
    }

private:
    std::byte value_;
};

} // namespace etsyorder::test
