// SPDX-License-Identifier: MIT
// The names of all events of this version, in one place: the log takes no other, readers refuse
// what is none, and completions and etsyorder-events(7) tell of these.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::events {

struct EventName {
    std::string_view name; // "order.placed"
    std::string_view when; // it is told: a few words, for completions
};

// By subject; the names of one stand together.
[[nodiscard]] std::span<const EventName> event_names();

[[nodiscard]] bool is_event_name(std::string_view name);

// "order.*": what stands for all of one subject, one of each.
[[nodiscard]] std::vector<std::string> subject_patterns();

// The names that a pattern stands for: itself, or those that have any text where it has its one *,
// such as "order.*" and "*.changed". Empty: there is none.
[[nodiscard]] std::vector<std::string> names_like(std::string_view pattern);

} // namespace etsyorder::events
