// SPDX-License-Identifier: MIT
// Moment: a time that is counted from a day or an instant of the order, its anchor.
//
//     parse_moment("ship_by - 2 business days at 9:00")
//
// Ship-by is a day: what is counted from it in days comes at the time of day that is said, else at
// 9:00 on the shop's clock. Hours count from the anchor's instant.
#pragma once

#include "notify/span.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace etsyorder::notify {

enum class Anchor {
    placed,  // the order was placed
    paid,    // the event order.paid, the latest
    ship_by, // of an order that is still to be shipped
    shipped, // the event order.shipped, the latest
};
[[nodiscard]] std::string_view to_string(Anchor anchor); // "ship_by"

struct Moment {
    Anchor anchor = Anchor::ship_by;
    Span offset;
    bool is_before = false;
    std::optional<std::chrono::minutes> time_of_day; // since midnight, on the shop's clock
};

// Empty: it is none.
[[nodiscard]] std::optional<Moment> parse_moment(std::string_view text);

// `anchor`: when that of the order is.
[[nodiscard]] base::Instant
moment_from(const Moment& moment, base::Instant anchor, const ShopCalendar& calendar);

// "9:00", "09:00", "21:30". Empty: it is none of a day.
[[nodiscard]] std::optional<std::chrono::minutes> parse_time_of_day(std::string_view text);

// Hours of a day in which nobody is told. From 21:00 to 8:00 goes over midnight.
struct Quiet {
    std::chrono::minutes from{};
    std::chrono::minutes to{}; // differs from `from`
};

// The instant itself, or when the quiet hours it lies in are over.
[[nodiscard]] base::Instant
out_of_quiet(base::Instant instant, const Quiet& quiet, const base::Zone& zone);

} // namespace etsyorder::notify
