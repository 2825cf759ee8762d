// SPDX-License-Identifier: MIT
// probe(): what a session may do, found out by asking Etsy and by nothing that changes anything.
#pragma once

#include "etsy/client.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace etsyorder {

enum class Ability { yes, no, unknown };
[[nodiscard]] std::string_view to_string(Ability ability); // "yes", "no", "unknown"

struct Probe {
    std::vector<std::string> scopes; // as Etsy says the token has them
    std::int64_t user = 0;
    std::optional<etsy::ShopId> shop; // empty: the account has none
    std::string shop_name;
    Ability addresses =
        Ability::unknown; // of the newest order; unknown: there is none, or no permission to look
    Ability buyer_email = Ability::unknown;          // the same
    Ability tracking = Ability::unknown;             // only shipping an order tells for sure
    std::optional<std::chrono::seconds> clock_ahead; // this machine's clock minus Etsy's
};

// Throws ApiError.
[[nodiscard]] Probe probe(etsy::Client& client, const base::Clock& clock);

} // namespace etsyorder
