// SPDX-License-Identifier: MIT
// The signature of a webhook by the Standard Webhooks scheme that Etsy uses:
// base64(HMAC-SHA256(id + "." + timestamp + "." + body)) with the bytes behind "whsec_" as key.
#pragma once

#include "base/clock.hpp"
#include "base/secret.hpp"

#include <optional>
#include <string>

namespace etsyorder::sandbox {

// "whsec_<base64>" -> its bytes. Empty: no such secret.
[[nodiscard]] std::optional<base::Secret> webhook_key(const base::Secret& secret);

// The same; throws Error of kind usage when it is no such secret.
[[nodiscard]] base::Secret checked_webhook_key(const base::Secret& secret);

// "v1,<base64>"
[[nodiscard]] std::string webhook_signature(const base::Secret& key,
                                            const std::string& id,
                                            base::Instant at,
                                            const std::string& body);

} // namespace etsyorder::sandbox
