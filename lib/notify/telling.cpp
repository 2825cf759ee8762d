// SPDX-License-Identifier: MIT
#include "notify/telling.hpp"

#include <algorithm>

namespace etsyorder::notify {

const std::vector<std::string>& state_names() {
    static const std::vector<std::string> kNames{"queued",
                                                 "held",
                                                 "handed",
                                                 "sending",
                                                 "sent",
                                                 "done",
                                                 "failed",
                                                 "in_doubt",
                                                 "cancelled",
                                                 "expired"};
    return kNames;
}

std::string_view to_string(TellingState state) {
    return state_names()[static_cast<std::size_t>(state)];
}

std::optional<TellingState> state_from(std::string_view text) {
    const auto found = std::ranges::find(state_names(), text);
    return found == state_names().end()
               ? std::nullopt
               : std::optional(static_cast<TellingState>(found - state_names().begin()));
}

std::string waits_for_release_of(const std::string& rule) {
    return "the rule \"" + rule + "\" was not released yet";
}

} // namespace etsyorder::notify
