// SPDX-License-Identifier: MIT
// Zone: the rules that turn an instant into a wall clock. A shop has one; the machine has one.
#pragma once

#include "base/clock.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::base {

struct LocalTime {
    Date date;
    std::chrono::seconds since_midnight; // on the wall clock
};

// Safe from any thread.
class Zone {
public:
    // The machine's zone (TZ or /etc/localtime). Costs nothing: commands that list orders use it.
    [[nodiscard]] static Zone system();

    // A name from the IANA database, such as "Europe/Berlin". Throws Error of kind usage when there
    // is no such zone. Reads the index of the zone database once a process, about 1.5 ms.
    [[nodiscard]] static Zone named(const std::string& name);

    [[nodiscard]] LocalTime local(Instant instant) const;
    [[nodiscard]] Date date(Instant instant) const { return local(instant).date; }

    // The first instant of the day; where clocks are set at midnight, the first one that exists.
    [[nodiscard]] Instant start_of(Date day) const { return at(day, {}); }

    // When the wall clock shows that time of the day: the first time where it does so twice; where
    // it is skipped, as much later as clocks were set forward.
    [[nodiscard]] Instant at(Date day, std::chrono::seconds since_midnight) const;

private:
    class Rules;
    explicit Zone(std::shared_ptr<const Rules> rules) : rules_(std::move(rules)) {}
    std::shared_ptr<const Rules> rules_;
};

// The names of the system's zone database (its file tzdata.zi), unsorted. Empty: it has no such
// file.
[[nodiscard]] std::vector<std::string> zone_names();

// The known name that was probably meant: a slip of the fingers, or a place without its continent
// ("berlin"). Empty: none is close.
[[nodiscard]] std::optional<std::string> nearest_zone(std::string_view name);

// What Zone::named() calls the machine's zone: by TZ, or by where /etc/localtime leads. Empty: it
// has rules without a name, or none.
[[nodiscard]] std::optional<std::string> system_zone_name();

// Whole calendar days from one date to another; negative when `to` is earlier.
[[nodiscard]] int days_between(Date from, Date to);

} // namespace etsyorder::base
