// SPDX-License-Identifier: MIT
// Whose a session is: the member and their shop, as Etsy tells them from the token.
#pragma once

#include "etsy/client.hpp"

#include <optional>
#include <string>
#include <vector>

namespace etsyorder::etsy {

struct Account {
    std::int64_t user = 0;      // 0: Etsy did not say
    std::optional<ShopId> shop; // empty: the account has none
    std::optional<base::Instant> server_time;
};

// What Etsy lets this key see of a buyer.
struct BuyerView {
    bool address = false;
    bool email = false; // false also where the buyer left none
};

// One request each. They throw ApiError, and Error of kind try_later when the answer cannot be
// read.
[[nodiscard]] Account ask_account(Client& client);
[[nodiscard]] std::string ask_shop_name(Client& client, ShopId shop); // empty: it has none
[[nodiscard]] std::vector<std::string> ask_scopes(Client& client, const base::Secret& token);
[[nodiscard]] std::optional<BuyerView> ask_buyer_view(Client& client,
                                                      ShopId shop); // empty: it has no order

} // namespace etsyorder::etsy
