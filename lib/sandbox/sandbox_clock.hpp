// SPDX-License-Identifier: MIT
// SandboxClock: starts at an instant of choice, runs at real speed (or stands still) and can be
// moved forward by hand. Everything that expires, fills up or is late in the sandbox goes by it.
#pragma once

#include "base/clock.hpp"

#include <atomic>
#include <chrono>

namespace etsyorder::sandbox {

class SandboxClock final : public base::Clock {
public:
    enum class Pace { running, frozen };
    SandboxClock(base::Instant start, Pace pace)
        : start_(start), begun_(std::chrono::steady_clock::now()), pace_(pace) {}

    [[nodiscard]] base::Instant now() const override {
        return std::chrono::floor<std::chrono::seconds>(start_ + elapsed());
    }
    // Since the start; never goes back. For windows shorter than a second.
    [[nodiscard]] std::chrono::milliseconds elapsed() const {
        std::chrono::milliseconds ran{advanced_.load()};
        if (pace_ == Pace::running) {
            ran += std::chrono::duration_cast<std::chrono::milliseconds>(
                std::chrono::steady_clock::now() - begun_);
        }
        return ran;
    }
    void advance(std::chrono::seconds span) {
        advanced_ += std::chrono::milliseconds(span).count();
    }

private:
    base::Instant start_;
    std::chrono::steady_clock::time_point begun_;
    Pace pace_;
    std::atomic<std::int64_t> advanced_{0}; // milliseconds
};

} // namespace etsyorder::sandbox
