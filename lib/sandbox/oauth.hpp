// SPDX-License-Identifier: MIT
// OAuth: grants, codes and tokens of the sandbox, by Etsy's rules: PKCE with S256, codes good once
// and briefly, access tokens for an hour, refresh tokens for 90 days and new at every refresh (the
// old one is then revoked). Tokens live in memory only. Not thread-safe: the Sandbox guards it.
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace etsyorder::sandbox {

using Scopes = std::vector<std::string>;

[[nodiscard]] const Scopes& known_scopes();
[[nodiscard]] Scopes split_scopes(const std::string& text);

struct OauthError {
    int status = 400;
    std::string error;       // "invalid_grant"
    std::string description; // "refresh_token is revoked"
};

struct Tokens {
    std::string access;
    std::string refresh;
};

struct CodeRequest {
    std::string client_id;
    std::string redirect_uri;
    std::string challenge; // base64url(SHA-256(verifier)), no padding
    Scopes scopes;
};

struct CodeExchange {
    std::string client_id;
    std::string redirect_uri;
    std::string code;
    std::string verifier;
};

class Oauth {
public:
    static constexpr std::chrono::seconds kAccessLife{3600};
    static constexpr std::chrono::days kRefreshLife{90};
    static constexpr std::chrono::minutes kCodeLife{5};

    explicit Oauth(std::int64_t user_id) : user_id_(user_id) {}

    [[nodiscard]] std::string grant(const CodeRequest& request, base::Instant now); // the code
    [[nodiscard]] base::Result<Tokens, OauthError> exchange(const CodeExchange& exchange,
                                                            base::Instant now);
    [[nodiscard]] base::Result<Tokens, OauthError>
    refresh(const std::string& client_id, const std::string& token, base::Instant now);
    // Tokens without a sign-in page, for scripts.
    [[nodiscard]] Tokens
    issue(const std::string& client_id, const Scopes& scopes, base::Instant now);

    // The scopes of a valid access token of that application.
    [[nodiscard]] base::Result<Scopes, OauthError>
    check(const std::string& client_id, const std::string& access, base::Instant now) const;
    void revoke_refresh_tokens();
    void revoke_access_tokens() { access_.clear(); }
    [[nodiscard]] std::int64_t refreshes() const { return refreshes_; }

private:
    struct Code {
        CodeRequest request;
        base::Instant expires;
    };
    struct Token {
        std::string client_id;
        Scopes scopes;
        base::Instant expires;
        bool revoked = false;
    };

    std::int64_t user_id_;
    std::int64_t refreshes_ = 0;
    std::map<std::string, Code> codes_;
    std::map<std::string, Token> access_;
    std::map<std::string, Token> refresh_;
};

// base64url(SHA-256(text)) without padding: the PKCE challenge of a verifier.
[[nodiscard]] std::string pkce_challenge(const std::string& verifier);
[[nodiscard]] std::string random_token(std::size_t bytes);

} // namespace etsyorder::sandbox
