// SPDX-License-Identifier: MIT
// Event: the append-only record that every change writes in the same transaction as the change.
// Names are `subject.happened`, e.g. order.placed; they are a contract (docs/json-output.md).
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace etsyorder::events {

struct Event {
    std::int64_t id = 0; // grows with time; a resume token
    std::int64_t shop_id = 0;
    std::string name;
    std::optional<std::int64_t> order_id;   // our order, where it is about one
    std::optional<std::int64_t> subject_id; // else the listing, transaction or shop
    base::Instant occurred_at;              // in the world, as far as known
    base::Instant recorded_at;              // when we learned it
    std::string source;                     // "sync", "user", ...
    std::string data;                       // JSON object, without what stands above
};

} // namespace etsyorder::events
