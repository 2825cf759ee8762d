// SPDX-License-Identifier: MIT
// Where the application's key comes from at sign-in. Never from an argument: every user of the
// machine can read those.
#pragma once

#include "auth/prompt.hpp"
#include "etsy/session.hpp"
#include "etsy/token_store.hpp"
#include "frame/services.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace etsyorder {

inline constexpr const char* kStandardInput = "standard_input";
inline constexpr const char* kEarlierSignIn = "earlier_sign_in";

// Environment or configuration first, then a line that is piped in, then the earlier sign-in, then
// whoever sits at the terminal. Throws Error of kind usage when none has it, and for a line piped
// in that is no key. Reads at most one line of a pipe (two, where only the shared secret is missing
// elsewhere), waits `patience` for it (with --no-input 5 s at most), and says so.
[[nodiscard]] etsy::ApiKey find_key(frame::Services& services,
                                    const std::optional<etsy::ApiKey>& earlier,
                                    Prompt& prompt,
                                    std::chrono::seconds patience);

// Without reading or asking: where find_key() would look first. "environment" or "file" (of the
// configuration), "standard_input" (a pipe), "earlier_sign_in"; empty: it would ask at the
// terminal. The words are stable.
[[nodiscard]] std::string key_origin(frame::Services& services,
                                     const std::optional<etsy::ApiKey>& earlier);

} // namespace etsyorder
