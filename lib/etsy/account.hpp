// SPDX-License-Identifier: MIT
// Whose a session is: the member and their shop, as Etsy tells them from the token.
#pragma once

#include "etsy/client.hpp"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>

namespace etsyorder::etsy {

struct Account {
    std::int64_t user = 0;      // 0: Etsy did not say
    std::optional<ShopId> shop; // empty: the account has none
    std::optional<base::Instant> server_time;
};

// One request each. They throw ApiError, and Error of kind try_later when the answer cannot be
// read.
[[nodiscard]] Account ask_account(Client& client);
[[nodiscard]] std::string ask_shop_name(Client& client, ShopId shop); // empty: it has none

// The object an answer holds. Throws Error of kind try_later, naming `what`, when it holds none.
[[nodiscard]] nlohmann::json object_in(const Response& answer, const char* what);

} // namespace etsyorder::etsy
