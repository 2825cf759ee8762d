// SPDX-License-Identifier: MIT
// StopSignal: the wish that the process ends, raised once by a signal handler or another thread and
// seen by everything that waits. A front end owns one; those who wait hold a reference.
#pragma once

#include "base/clock.hpp"

#include <atomic>

namespace etsyorder::base {

// Safe from any thread.
class StopSignal {
public:
    StopSignal(); // throws Error of kind failed when the process is out of descriptors
    // A wish of its own, joined with another: requested() and readable once either is, while `also`
    // learns nothing of this one. `also` must outlive this. Throws the same.
    explicit StopSignal(const StopSignal* also);
    StopSignal(const StopSignal&) = delete;
    StopSignal& operator=(const StopSignal&) = delete;
    ~StopSignal();

    void request() noexcept; // may be called from a signal handler; for good, repeats are harmless
    [[nodiscard]] bool requested() const noexcept {
        return requested_.load() || (also_ != nullptr && also_->requested());
    }
    [[nodiscard]] int descriptor() const noexcept { // readable once requested
        return either_ >= 0 ? either_ : descriptor_;
    }

private:
    std::atomic<bool> requested_{false};
    const StopSignal* also_ = nullptr;
    int descriptor_;
    int either_ = -1; // of both, where there are two
};

// Waits for real and returns at once when asked to stop. Safe from any thread.
class SystemSleeper final : public Sleeper {
public:
    explicit SystemSleeper(const StopSignal& stop) : stop_(stop) {} // must outlive this
    Woke wait(std::chrono::milliseconds span) override;

private:
    const StopSignal& stop_;
};

} // namespace etsyorder::base
