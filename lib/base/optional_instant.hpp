// SPDX-License-Identifier: MIT
// Instants that may not be known, as columns of the store hold them: seconds since 1970 or nothing.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <optional>

namespace etsyorder::base {

[[nodiscard]] constexpr std::optional<std::int64_t>
maybe_utc_seconds(const std::optional<Instant>& instant) {
    return instant ? std::optional(utc_seconds(*instant)) : std::nullopt;
}

[[nodiscard]] constexpr std::optional<Instant>
maybe_from_utc_seconds(const std::optional<std::int64_t>& seconds) {
    return seconds ? std::optional(from_utc_seconds(*seconds)) : std::nullopt;
}

} // namespace etsyorder::base
