// SPDX-License-Identifier: MIT
#include "etsy/stored_session.hpp"

#include "base/error.hpp"
#include "orders/shop_choice.hpp"

#include <fmt/format.h>

namespace etsyorder::etsy {
namespace {

using base::Error;
using base::ErrorKind;
using namespace std::chrono_literals;

constexpr auto kEarly = 60s; // renewed this long before it runs out, so that it does not on the way

Error nobody(const std::string& server) {
    return Error(ErrorKind::sign_in_needed, "nobody is signed in")
        .because(fmt::format("there is no stored sign-in for {}", server))
        .hint("etsyorder auth login");
}

std::string shop_names(const SignIn& sign_in) {
    std::string names;
    for (const auto& grant : sign_in.grants) {
        names += fmt::format(
            "{}{} ({})", names.empty() ? "" : ", ", grant.shop_name, grant.shop.value());
    }
    return names;
}

Grant choose(const SignIn& sign_in, const std::string& wanted) {
    if (wanted.empty()) {
        if (sign_in.grants.size() == 1) {
            return sign_in.grants.front();
        }
        throw Error(ErrorKind::usage, "several shops are signed in, and none is chosen")
            .because(shop_names(sign_in))
            .hint("add --shop NAME, or set `shop` in config.yaml");
    }
    for (const auto& grant : sign_in.grants) {
        if (orders::is_meant(grant.shop, grant.shop_name, wanted)) {
            return grant;
        }
    }
    throw Error(ErrorKind::not_found, fmt::format("the shop \"{}\" is not signed in", wanted))
        .because(shop_names(sign_in) + " is")
        .hint("etsyorder auth login");
}

} // namespace

StoredSession::StoredSession(Parts parts, const Server& server, const std::string& wanted)
    : parts_(parts), server_(server.name) {
    auto sign_in = parts_.store.read();
    if (!sign_in || sign_in->grants.empty()) {
        throw nobody(server_);
    }
    if (sign_in->server != server_) {
        throw Error(ErrorKind::sign_in_needed,
                    fmt::format("the stored sign-in is for {}", sign_in->server))
            .because(fmt::format(
                "tokens are not shown to another server, and this run is to use {}", server_))
            .hint("unset ETSYORDER_ETSY_URL and etsy.url, or: etsyorder auth login");
    }
    grant_ = choose(*sign_in, wanted);
    ahead_ = grant_.server_ahead;
}

base::Secret StoredSession::access_token() {
    if (server_now() + kEarly >= grant_.access_expires) {
        (void)renew(grant_.access_token);
    }
    return grant_.access_token;
}

bool StoredSession::renew(const base::Secret& refused) {
    const auto lock = parts_.store.lock();
    auto sign_in = parts_.store.read();
    const auto* stored =
        sign_in && sign_in->server == server_ ? sign_in->find(grant_.shop) : nullptr;
    if (stored == nullptr) {
        throw nobody(server_); // signed out meanwhile
    }
    grant_ = *stored;
    if (!(grant_.access_token == refused)) {
        return true; // another process was faster
    }
    parts_.store.write(lock,
                       *sign_in); // a full disk must show before Etsy throws the old token away
    const auto fresh = parts_.oauth.refresh(grant_.key.keystring, grant_.refresh_token);
    if (!fresh) {
        throw fresh.error().error;
    }
    take(*fresh);
    sign_in->put(grant_);
    parts_.store.write(lock, *sign_in);
    return true;
}

void StoredSession::take(const TokenGrant& fresh) {
    if (fresh.server_time) {
        server_time(*fresh.server_time);
    }
    const auto now = server_now();
    grant_.access_token = fresh.access_token;
    grant_.refresh_token = fresh.refresh_token;
    grant_.access_expires = now + fresh.lifetime;
    grant_.refresh_expires = now + kRefreshLifetime;
    grant_.server_ahead = ahead_;
}

void StoredSession::server_time(base::Instant now) {
    ahead_ = now - parts_.clock.now();
}

} // namespace etsyorder::etsy
