// SPDX-License-Identifier: MIT
// Where the application's key comes from at sign-in. Never from an argument: every user of the
// machine can read those.
#pragma once

#include "auth/prompt.hpp"
#include "etsy/session.hpp"
#include "etsy/token_store.hpp"
#include "frame/services.hpp"

#include <optional>
#include <string>

namespace etsyorder {

struct KeySource {
    etsy::ApiKey key;
    std::string from; // "ETSYORDER_KEYSTRING", "the earlier sign-in", "standard input"
};

// Environment or configuration first, then a line that is piped in, then the earlier sign-in, then
// whoever sits at the terminal. Throws Error of kind usage when none has it, and for a line piped
// in that is no key. Reads at most one line of a pipe.
[[nodiscard]] KeySource
find_key(frame::Services& services, const std::optional<etsy::SignIn>& earlier, Prompt& prompt);

// Without reading or asking: what find_key() would use; empty: it would ask.
[[nodiscard]] std::string key_origin(frame::Services& services,
                                     const std::optional<etsy::SignIn>& earlier);

} // namespace etsyorder
