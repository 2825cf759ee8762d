// SPDX-License-Identifier: MIT
#include "sandbox/oauth.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <sstream>

namespace etsyorder::sandbox {

namespace {

std::string base64url(const unsigned char* bytes, std::size_t size) {
    std::string out(sodium_base64_encoded_len(size, sodium_base64_VARIANT_URLSAFE_NO_PADDING),
                    '\0');
    sodium_bin2base64(
        out.data(), out.size(), bytes, size, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    out.pop_back(); // the terminator
    return out;
}

base::Unexpected<OauthError> refuse(std::string error, std::string description, int status = 400) {
    return base::Unexpected<OauthError>({status, std::move(error), std::move(description)});
}

bool well_formed_verifier(const std::string& verifier) {
    const auto allowed = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '.' || c == '_' || c == '~';
    };
    return verifier.size() >= 43 && verifier.size() <= 128 &&
           std::ranges::all_of(verifier, allowed);
}

} // namespace

const Scopes& known_scopes() {
    static const Scopes all{"address_r",  "address_w",  "billing_r",      "cart_r",
                            "cart_w",     "email_r",    "favorites_r",    "favorites_w",
                            "feedback_r", "listings_d", "listings_r",     "listings_w",
                            "profile_r",  "profile_w",  "recommend_r",    "recommend_w",
                            "shops_r",    "shops_w",    "transactions_r", "transactions_w"};
    return all;
}

Scopes split_scopes(const std::string& text) {
    std::istringstream stream(text);
    Scopes out;
    for (std::string scope; stream >> scope;) {
        out.push_back(scope);
    }
    return out;
}

std::string pkce_challenge(const std::string& verifier) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(
        hash.data(), reinterpret_cast<const unsigned char*>(verifier.data()), verifier.size());
    return base64url(hash.data(), hash.size());
}

std::string random_token(std::size_t bytes) {
    std::vector<unsigned char> raw(bytes);
    randombytes_buf(raw.data(), raw.size());
    return base64url(raw.data(), raw.size());
}

std::string Oauth::grant(const CodeRequest& request, base::Instant now) {
    const auto code = random_token(48);
    codes_[code] = {request, now + kCodeLife};
    return code;
}

base::Result<Tokens, OauthError> Oauth::exchange(const CodeExchange& exchange, base::Instant now) {
    const auto found = codes_.find(exchange.code);
    if (found == codes_.end()) {
        return refuse("invalid_grant", "code is invalid or has already been used");
    }
    const Code code = found->second;
    codes_.erase(found); // good once, also when what follows is wrong
    if (code.expires < now) {
        return refuse("invalid_grant", "code is expired");
    }
    if (code.request.client_id != exchange.client_id) {
        return refuse("invalid_grant", "code was issued to another client_id");
    }
    if (code.request.redirect_uri != exchange.redirect_uri) {
        return refuse("invalid_grant",
                      "redirect_uri does not match the one in the authorization request");
    }
    if (!well_formed_verifier(exchange.verifier) ||
        pkce_challenge(exchange.verifier) != code.request.challenge) {
        return refuse("invalid_grant", "code_verifier is invalid");
    }
    return issue(exchange.client_id, code.request.scopes, now);
}

base::Result<Tokens, OauthError>
Oauth::refresh(const std::string& client_id, const std::string& token, base::Instant now) {
    const auto found = refresh_.find(token);
    if (found == refresh_.end() || found->second.client_id != client_id) {
        return refuse("invalid_grant", "refresh_token is invalid");
    }
    if (found->second.revoked) {
        return refuse("invalid_grant", "refresh_token is revoked");
    }
    if (found->second.expires < now) {
        return refuse("invalid_grant", "refresh_token is expired");
    }
    found->second.revoked = true;
    ++refreshes_;
    const auto scopes = found->second.scopes;
    return issue(client_id, scopes, now);
}

Tokens Oauth::issue(const std::string& client_id, const Scopes& scopes, base::Instant now) {
    Tokens out{fmt::format("{}.{}", user_id_, random_token(64)),
               fmt::format("{}.{}", user_id_, random_token(64))};
    access_[out.access] = {client_id, scopes, now + kAccessLife, false};
    refresh_[out.refresh] = {client_id, scopes, now + kRefreshLife, false};
    return out;
}

base::Result<Scopes, OauthError>
Oauth::check(const std::string& client_id, const std::string& access, base::Instant now) const {
    const auto found = access_.find(access);
    if (found == access_.end() || found->second.client_id != client_id) {
        return refuse("invalid_token", "access token is invalid", 401);
    }
    if (found->second.expires <= now) {
        return refuse("invalid_token", "access token is expired", 401);
    }
    return found->second.scopes;
}

void Oauth::revoke_refresh_tokens() {
    for (auto& [text, token] : refresh_) {
        token.revoked = true;
    }
}

} // namespace etsyorder::sandbox
