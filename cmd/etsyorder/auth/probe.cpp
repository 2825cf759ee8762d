// SPDX-License-Identifier: MIT
#include "auth/probe.hpp"

#include "etsy/account.hpp"

#include <algorithm>

namespace etsyorder {
namespace {

Ability ability(bool there) {
    return there ? Ability::yes : Ability::no;
}

} // namespace

std::string_view to_string(Ability ability) {
    switch (ability) {
    case Ability::yes:
        return "yes";
    case Ability::no:
        return "no";
    case Ability::unknown:
        return "unknown";
    }
    return "unknown";
}

Probe probe(etsy::Client& client, const base::Clock& clock) {
    Probe found;
    const auto account = etsy::ask_account(client);
    if (account.server_time) {
        found.clock_ahead = clock.now() - *account.server_time;
    }
    found.user = account.user;
    const auto token =
        client.session().access_token(); // after the first call: it may have been renewed
    found.scopes = etsy::ask_scopes(client, token);
    const auto has = [&](const char* scope) {
        return std::ranges::find(found.scopes, scope) != found.scopes.end();
    };
    if (!has("transactions_w")) {
        found.tracking = Ability::no;
    }
    if (account.shop) {
        found.shop = account.shop;
        found.shop_name = etsy::ask_shop_name(client, *account.shop);
        if (has("transactions_r")) {
            if (const auto seen = etsy::ask_buyer_view(client, *account.shop)) {
                found.addresses = ability(seen->address);
                found.buyer_email = ability(seen->email);
            }
        }
    }
    return found;
}

} // namespace etsyorder
