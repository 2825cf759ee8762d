// SPDX-License-Identifier: MIT
// Time as values that are passed in. Instants are UTC seconds; nothing else in lib reads the clock.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace etsyorder::base {

using Instant = std::chrono::sys_seconds;
using Date = std::chrono::year_month_day;

class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

// The machine's clock. Safe from any thread.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override;
};

// A clock that stands still, for rehearsals (ETSYORDER_NOW).
class FixedClock final : public Clock {
public:
    explicit FixedClock(Instant now) : now_(now) {}
    [[nodiscard]] Instant now() const override { return now_; }

private:
    Instant now_;
};

// Time that only runs forward, for deadlines and pauses; its zero means nothing.
class SteadyClock {
public:
    using TimePoint = std::chrono::steady_clock::time_point;
    virtual ~SteadyClock() = default;
    [[nodiscard]] virtual TimePoint now() const = 0;
};

// Safe from any thread.
class SystemSteadyClock final : public SteadyClock {
public:
    [[nodiscard]] TimePoint now() const override { return std::chrono::steady_clock::now(); }
};

// Waits; replaced in tests so that no test sleeps. wait() returns early when the process was asked
// to stop, and says so.
class Sleeper {
public:
    enum class Woke { after_the_time, asked_to_stop };
    virtual ~Sleeper() = default;
    virtual Woke wait(std::chrono::milliseconds span) = 0;
};

// Seconds since 1970, as databases and wires have them.
[[nodiscard]] constexpr std::int64_t utc_seconds(Instant instant) {
    return instant.time_since_epoch().count();
}
[[nodiscard]] constexpr Instant from_utc_seconds(std::int64_t seconds) {
    return Instant{std::chrono::seconds{seconds}};
}

// "2026-11-22T10:00:00Z", RFC 3339 in UTC.
[[nodiscard]] std::string format_instant(Instant instant);

// RFC 3339 with Z or an offset; a bare date is midnight UTC; all digits are seconds since 1970.
// Empty: not a time.
[[nodiscard]] std::optional<Instant> parse_instant(std::string_view text);

// "2026-11-22"
[[nodiscard]] std::string format_date(Date date);

} // namespace etsyorder::base
