// SPDX-License-Identifier: MIT
#include "auth/finish_sign_in.hpp"

#include "signed_in_shop.hpp"

#include <fmt/format.h>

namespace etsyorder {
namespace {

using base::Error;
using base::ErrorKind;
using frame::Services;

// The way to Etsy and to the disk of one who will not be stopped; he gives up sooner instead.
struct Determined {
    base::StopSignal never;
    base::SystemSleeper sleeper{never};
    base::SystemSteadyClock steady;
    net::CurlTransport transport{never, {.user_agent = "etsyorder"}};
    etsy::PatientSender sender;
    etsy::TokenStore store;

    Determined(EtsyAccess& access, Services& services)
        : sender({transport, access.clock(), steady, sleeper, access.random()},
                 {.tries = 4,
                  .longest_pause = std::chrono::seconds{5},
                  .longest_asked = std::chrono::seconds{30}}),
          store(services.folders().state, access.server(), sleeper) {
        store.on_warning(
            [&](const std::string& text) { services.streams().err("warning: " + text + "\n"); });
    }
};

etsy::Grant stored_grant(const NewSignIn& sign_in, const SignedInShop& shop, base::Instant now) {
    const auto& [key, scopes, tokens] = sign_in;
    etsy::Grant grant;
    const auto server_now = tokens.server_time.value_or(now);
    grant.shop = shop.shop;
    grant.shop_name = shop.name;
    grant.user = tokens.user;
    grant.key = key;
    grant.access_token = tokens.access_token;
    grant.refresh_token = tokens.refresh_token;
    grant.access_expires = server_now + tokens.lifetime;
    grant.refresh_expires = server_now + etsy::kRefreshLifetime;
    grant.scopes = scopes;
    grant.server_ahead = server_now - now;
    return grant;
}

void put(etsy::TokenStore& store,
         const etsy::Server& server,
         Services& services,
         const etsy::Grant& grant) {
    const auto lock = store.lock();
    if (const auto kept = store.keep_damaged(lock)) {
        services.streams().err(fmt::format(
            "warning: the earlier sign-in was damaged; it is kept as {}\n", kept->string()));
    }
    auto earlier = earlier_sign_in(store, server);
    etsy::SignIn sign_in{server.name, {}};
    if (earlier) {
        sign_in.grants = std::move(earlier->grants);
    }
    sign_in.put(grant);
    store.write(lock, sign_in);
}

} // namespace

std::optional<etsy::SignIn> earlier_sign_in(const etsy::TokenStore& store,
                                            const etsy::Server& server) {
    try {
        auto earlier = store.read();
        if (earlier && earlier->server != server.name) { // only when moved by hand
            throw Error(
                ErrorKind::usage,
                fmt::format("{} holds a sign-in at {}", store.file().string(), earlier->server))
                .because(fmt::format("this run is to use {}", server.name))
                .hint("move that file aside");
        }
        return earlier;
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::sign_in_needed) {
            throw;
        }
        return std::nullopt;
    }
}

etsy::Grant finish_sign_in(EtsyAccess& access, Services& services, const NewSignIn& sign_in) {
    Determined way(access, services);
    etsy::PlainSession fresh(sign_in.key, sign_in.tokens.access_token);
    etsy::Client client(access.server(), way.sender, fresh);
    const auto shop = find_signed_in_shop(client);
    auto grant = stored_grant(sign_in, shop, access.clock().now());
    put(way.store, access.server(), services, grant);
    return grant;
}

} // namespace etsyorder
