// SPDX-License-Identifier: MIT
// Whose shop a session is: Etsy knows it from the token.
#pragma once

#include "etsy/client.hpp"

#include <string>

namespace etsyorder {

struct SignedInShop {
    etsy::ShopId shop{0};
    std::string name;
};

// Asks Etsy (two requests) which shop the token's user has. Throws Error of kind not_found when the
// account has none.
[[nodiscard]] SignedInShop find_signed_in_shop(etsy::Client& client);

} // namespace etsyorder
