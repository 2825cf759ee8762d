// SPDX-License-Identifier: MIT
// Session: what proves to Etsy who is calling: the application's key, and the token a seller
// granted.
#pragma once

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/secret.hpp"
#include "orders/order.hpp"

#include <optional>
#include <string>
#include <utility>

namespace etsyorder::etsy {

using orders::ShopId;
using UserId = base::Id<struct EtsyUserTag>; // Etsy's number of a member

// The application's key, as Etsy's developer page shows it: two words.
struct ApiKey {
    std::string keystring; // public: it stands in the address of the connect page
    base::Secret shared_secret;

    // What x-api-key must hold: "keystring:shared_secret".
    [[nodiscard]] base::Secret header() const;
};

// Used by one thread at a time.
class Session {
public:
    virtual ~Session() = default;

    [[nodiscard]] virtual const ApiKey& api_key() const = 0;

    // A token that should be good now; may talk to Etsy to renew it. Empty: this session has only a
    // key. Throws Error of kind sign_in_needed when the seller has to grant access again.
    [[nodiscard]] virtual base::Secret access_token() = 0;

    // Etsy said that `refused` has expired. True: access_token() now gives another one. False: this
    // session cannot be renewed.
    [[nodiscard]] virtual bool renew(const base::Secret& refused) = 0;

    // Called with the server's time of each answer: expiry is judged by it, not by a wrong local
    // clock.
    virtual void server_time(base::Instant now) = 0;

    [[nodiscard]] virtual std::optional<ShopId> shop() const = 0; // empty: not known
    [[nodiscard]] virtual std::string
    remedy() const = 0; // what to do when Etsy refuses this session
};

// From ETSYORDER_KEYSTRING, ETSYORDER_SHARED_SECRET, ETSYORDER_ACCESS_TOKEN and ETSYORDER_SHOP_ID,
// for jobs that have no one to sign in. It ends with its token: there is nothing to renew it with.
struct SessionVariables {
    std::string keystring; // alone, or "keystring:shared_secret"
    base::Secret shared_secret;
    base::Secret access_token; // "12345678.xxx", whole
    std::string shop_id;       // digits
};

class EnvironmentSession final : public Session {
public:
    // Throws Error of kind usage naming the variable that is missing or wrong.
    explicit EnvironmentSession(SessionVariables variables);

    [[nodiscard]] const ApiKey& api_key() const override { return key_; }
    [[nodiscard]] base::Secret access_token() override { return token_; }
    [[nodiscard]] bool renew(const base::Secret&) override { return false; }
    void server_time(base::Instant) override {}
    [[nodiscard]] std::optional<ShopId> shop() const override { return shop_; }
    [[nodiscard]] std::string remedy() const override;

private:
    ApiKey key_;
    base::Secret token_;
    std::optional<ShopId> shop_;
};

// A key and a token in hand, for a few requests while somebody signs in. Nothing renews it.
class PlainSession final : public Session {
public:
    // An empty token: the requests need only the key.
    explicit PlainSession(ApiKey key, base::Secret token = {})
        : key_(std::move(key)), token_(std::move(token)) {}

    [[nodiscard]] const ApiKey& api_key() const override { return key_; }
    [[nodiscard]] base::Secret access_token() override { return token_; }
    [[nodiscard]] bool renew(const base::Secret&) override { return false; }
    void server_time(base::Instant) override {}
    [[nodiscard]] std::optional<ShopId> shop() const override { return std::nullopt; }
    [[nodiscard]] std::string remedy() const override { return "etsyorder auth login"; }

private:
    ApiKey key_;
    base::Secret token_;
};

// "keystring" or "keystring:shared_secret", with a separate secret where the first has none. Throws
// Error of kind usage when a part is missing or holds what no key holds (blanks, quotes); the
// message never repeats the text.
[[nodiscard]] ApiKey parse_api_key(std::string_view text, const base::Secret& shared_secret);

} // namespace etsyorder::etsy
