// SPDX-License-Identifier: MIT
// OAuth: how a seller grants this program access to their shop.
//
// Authorization code grant (RFC 6749) with a proof key (PKCE, RFC 7636, method S256), for a native
// application that is called back on a loopback port (RFC 8252, 7.3). The shared secret takes no
// part in it. Each refresh gives a new refresh token and makes the old one worthless.
#pragma once

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "etsy/patient_sender.hpp"
#include "etsy/server.hpp"
#include "etsy/session.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::etsy {

struct ProofKey {
    base::Secret verifier; // 43 characters of base64url: 256 bits of chance
    std::string challenge; // SHA-256 of it, base64url without padding
};
[[nodiscard]] ProofKey make_proof_key(base::Random& random);
[[nodiscard]] std::string challenge_for(const base::Secret& verifier);

// Ties the answer in the browser to this run (RFC 6749, 10.12): 128 bits of chance.
[[nodiscard]] base::Secret make_state(base::Random& random);

struct ConnectPage {
    std::string keystring;
    std::string redirect_uri; // must equal one that is registered with the key, letter by letter
    std::vector<std::string> scopes;
    base::Secret state;
    std::string challenge;
};
// The address the seller opens to grant access. It holds nothing that lets others use the grant.
[[nodiscard]] std::string connect_url(const Server& server, const ConnectPage& page);

enum class RedirectProblem {
    not_the_answer, // neither code nor error: a browser asking for its icon, a wrong paste
    cut_off,        // a code without a state: the rest of the address is missing
    wrong_state,    // the answer to another question than ours
    denied,         // the seller said no
    refused,        // Etsy said no
};
struct RedirectError {
    RedirectProblem problem;
    std::string text; // Etsy's words, or ours
};
// Takes the code out of where the browser was sent: a whole address, or "/callback?code=...".
[[nodiscard]] base::Result<base::Secret, RedirectError> parse_redirect(std::string_view address,
                                                                       const base::Secret& state);

struct TokenGrant {
    base::Secret access_token; // "12345678.xxx"
    base::Secret refresh_token;
    std::chrono::seconds lifetime; // of the access token, usually an hour
    UserId user;                   // the number before the dot
    std::optional<base::Instant> server_time;
};

enum class GrantProblem {
    refused,     // the code or the refresh token is no good (any more)
    key_refused, // Etsy does not know the keystring
    other,       // network, limit, an answer that cannot be read
};
struct GrantError {
    GrantProblem problem;
    base::Error error; // for those who do not branch
};

// Used by one thread at a time. A request under way is not interrupted: its answer replaces what
// Etsy has just made worthless, and must reach the disk. Whoever keeps it finds the wish to stop at
// the next request.
class OAuth {
public:
    struct Code {
        base::Secret code;
        base::Secret verifier;
        std::string redirect_uri;
    };

    // `sender` must outlive this.
    OAuth(Server server, PatientSender& sender) : server_(std::move(server)), sender_(sender) {}

    // A code can be exchanged once, so this is not tried again when the outcome is unknown.
    [[nodiscard]] base::Result<TokenGrant, GrantError> exchange(const std::string& keystring,
                                                                const Code& code);

    // Tried again with the same token after a 5xx or a cut: Etsy has both now and then.
    [[nodiscard]] base::Result<TokenGrant, GrantError> refresh(const std::string& keystring,
                                                               const base::Secret& refresh_token);

private:
    [[nodiscard]] base::Result<TokenGrant, GrantError> ask(const net::Fields& fields,
                                                           Repeat repeat);

    Server server_;
    PatientSender& sender_;
};

// How long Etsy honours a refresh token that is not used.
inline constexpr std::chrono::days kRefreshLifetime{90};

} // namespace etsyorder::etsy
