// SPDX-License-Identifier: MIT
// Span: how long, as a rule says it. Hours are hours; days keep the time of day on the shop's
// clock, whatever its zone does in between; business days leave out weekends and holidays.
//
//     parse_span("48h")              // 48 hours
//     parse_span("2 business days")  // of Friday 14:00: Tuesday 14:00
#pragma once

#include "base/business_days.hpp"
#include "base/zone.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace etsyorder::notify {

// By which a shop's days are counted.
struct ShopCalendar {
    base::Zone zone = base::Zone::system();
    base::BusinessDays days;
};

struct Span {
    enum class Unit { seconds, days, business_days };
    Unit unit = Unit::seconds;
    int count = 0; // 0 and more

    [[nodiscard]] bool is_zero() const { return count == 0; }
    friend bool operator==(const Span&, const Span&) = default;
};

constexpr int kLongestSpanDays = 3660; // ten years: what is longer is a slip

// "90s", "15 min", "48h", "2d", "1 week", "2 business days". Empty: none, or longer than it may be.
[[nodiscard]] std::optional<Span> parse_span(std::string_view text);

// "48 h", "2 business days"
[[nodiscard]] std::string to_string(const Span& span);

// Never shorter than what the span takes: for bounds. Business days with their weekends, and a
// week of holidays.
[[nodiscard]] std::chrono::seconds most_time(const Span& span);

[[nodiscard]] base::Instant
after(base::Instant start, const Span& span, const ShopCalendar& calendar);
[[nodiscard]] base::Instant
before(base::Instant start, const Span& span, const ShopCalendar& calendar);

} // namespace etsyorder::notify
