// SPDX-License-Identifier: MIT
// Limits: Etsy's two budgets, a sliding second and a sliding day (in buckets of five minutes, so
// that the day does not turn at midnight). A refused request costs nothing.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>

namespace etsyorder::sandbox {

struct LimitState { // what the x-limit-... headers say
    std::int64_t per_second = 0;
    std::int64_t left_this_second = 0;
    std::int64_t per_day = 0;
    std::int64_t left_today = 0;
    std::optional<std::chrono::seconds> retry_after; // set: refused
    bool day_is_used_up = false;
};

constexpr std::int64_t kMostRequests = 1'000'000'000; // the largest budget that can be set

class Limits {
public:
    // 0 means no limit.
    Limits(std::int64_t per_second, std::int64_t per_day)
        : per_second_(per_second), per_day_(per_day) {}

    // Counts one request at `now` (time since the start) unless it is refused.
    [[nodiscard]] LimitState take(std::chrono::milliseconds now);
    void set(std::int64_t per_second, std::int64_t per_day);
    [[nodiscard]] std::int64_t per_second() const { return per_second_; }
    [[nodiscard]] std::int64_t per_day() const { return per_day_; }

private:
    struct Bucket {
        std::chrono::milliseconds begin;
        std::int64_t count = 0;
    };
    [[nodiscard]] LimitState state() const;

    std::int64_t per_second_;
    std::int64_t per_day_;
    std::deque<std::chrono::milliseconds> last_second_;
    std::deque<Bucket> last_day_;
    std::int64_t today_ = 0;
};

} // namespace etsyorder::sandbox
