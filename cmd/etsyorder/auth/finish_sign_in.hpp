// SPDX-License-Identifier: MIT
// The end of a sign-in: whose shop it is, and the tokens on disk.
#pragma once

#include "etsy/oauth.hpp"
#include "etsy/token_store.hpp"
#include "etsy_access.hpp"
#include "frame/services.hpp"

#include <optional>
#include <string>
#include <vector>

namespace etsyorder {

// What is stored for this server; empty: nothing, or it is damaged, which is no reason not to sign
// in (it is moved aside before the new one is written). Throws Error of kind usage when the file
// was moved here from another server.
[[nodiscard]] std::optional<etsy::SignIn> earlier_sign_in(const etsy::TokenStore& store,
                                                          const etsy::Server& server);

struct NewSignIn {
    const etsy::ApiKey& key;
    const std::vector<std::string>& scopes; // asked for
    const etsy::TokenGrant& tokens;
};

// Asks Etsy for the shop and stores the tokens. Until then they exist nowhere else and the code
// that brought them is used up, so nothing in here hears the wish to stop: whoever calls this looks
// for it afterwards. (A second Ctrl-C ends the process all the same.)
[[nodiscard]] etsy::Grant
finish_sign_in(EtsyAccess& access, frame::Services& services, const NewSignIn& sign_in);

} // namespace etsyorder
