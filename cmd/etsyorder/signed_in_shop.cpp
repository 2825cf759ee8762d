// SPDX-License-Identifier: MIT
#include "signed_in_shop.hpp"

#include "base/error.hpp"
#include "etsy/account.hpp"

#include <fmt/format.h>

namespace etsyorder {

SignedInShop find_signed_in_shop(etsy::Client& client) {
    const auto account = etsy::ask_account(client);
    if (!account.shop) {
        throw base::Error(base::ErrorKind::not_found, "this Etsy account has no shop")
            .because(fmt::format("Etsy names none for user {}", account.user))
            .hint("sign in on Etsy's page with the account that owns the shop");
    }
    return {*account.shop, etsy::ask_shop_name(client, *account.shop)};
}

} // namespace etsyorder
