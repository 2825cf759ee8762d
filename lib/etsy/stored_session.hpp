// SPDX-License-Identifier: MIT
// StoredSession: a session from the token store, renewed when its token has run out.
//
// However many processes find the token expired at once, one of them renews it: the others wait for
// its lock, read the file again and use what it brought.
#pragma once

#include "base/clock.hpp"
#include "etsy/oauth.hpp"
#include "etsy/session.hpp"
#include "etsy/token_store.hpp"

#include <optional>
#include <string>

namespace etsyorder::etsy {

// Used by one thread at a time.
class StoredSession final : public Session {
public:
    struct Parts { // all must outlive the session
        TokenStore& store;
        OAuth& oauth;
        const base::Clock& clock;
    };

    // `wanted` is a shop's number or name; empty: the only one there is. Throws Error of kind
    // sign_in_needed when nobody signed in at this server, of kind usage when several shops are
    // there and none is wanted, of kind not_found when the wanted one is not there.
    StoredSession(Parts parts, const Server& server, const std::string& wanted);

    [[nodiscard]] const ApiKey& api_key() const override { return grant_.key; }
    [[nodiscard]] base::Secret access_token() override;
    [[nodiscard]] bool renew(const base::Secret& refused) override;
    void server_time(base::Instant now) override;
    [[nodiscard]] std::optional<ShopId> shop() const override { return grant_.shop; }
    [[nodiscard]] std::string remedy() const override { return "etsyorder auth login"; }

    [[nodiscard]] const Grant& grant() const { return grant_; }

private:
    [[nodiscard]] base::Instant server_now() const { return parts_.clock.now() + ahead_; }
    void take(const TokenGrant& fresh);

    Parts parts_;
    std::string server_;
    Grant grant_;
    std::chrono::seconds ahead_; // the server's clock minus ours
};

} // namespace etsyorder::etsy
