// SPDX-License-Identifier: MIT
// Sandbox: an Etsy-like server on loopback with one shop in it. Speaks the Open API v3 under
// /v3/application, OAuth under /oauth/connect and /v3/public/oauth/token, and has a control door
// under
// /_sandbox that the real service has not. The manual is etsyorder-sandbox(1).
//
//     Sandbox sandbox({.shop = "busy"});
//     use(sandbox.url());
#pragma once

#include "base/clock.hpp"
#include "base/secret.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace etsyorder::sandbox {

constexpr const char* kDefaultKeystring = "sandboxkeystring00000001";
constexpr const char* kDefaultSharedSecret = "sandboxsecret";
constexpr const char* kDefaultWebhookSecret = "whsec_c2FuZGJveC13ZWJob29rLXNlY3JldA==";

struct SandboxOptions {
    enum class Addresses { absent, present };   // may this application see where orders go?
    enum class Tracking { allowed, forbidden }; // may it ship?
    enum class Consent { asked, granted };      // granted: the sign-in page redirects at once
    enum class Pace { running, frozen };

    std::string address = "127.0.0.1";
    std::uint16_t port = 0; // 0: any free one
    std::string shop = "small";
    std::uint64_t seed = 1;
    std::string keystring = kDefaultKeystring;
    base::Secret shared_secret{kDefaultSharedSecret};
    std::vector<std::string> redirect_uris; // empty: default_redirect_uris()
    std::int64_t limit_per_second = 10;     // 0: none
    std::int64_t limit_per_day = 10'000;    // 0: none
    std::vector<std::string> faults;        // Fault specs
    std::optional<base::Instant> now;       // empty: the machine's clock
    Pace pace = Pace::running;
    Consent consent = Consent::asked;
    Addresses addresses = Addresses::absent;
    Tracking tracking = Tracking::allowed;
    std::string webhook_url; // empty: no webhooks
    base::Secret webhook_secret{kDefaultWebhookSecret};
};

[[nodiscard]] const std::vector<std::string>& default_redirect_uris();

class Sandbox {
public:
    // Answers requests when it returns. Throws Error: usage (shop, fault, webhook secret), conflict
    // (port taken).
    explicit Sandbox(const SandboxOptions& options);
    ~Sandbox();
    Sandbox(const Sandbox&) = delete;
    Sandbox& operator=(const Sandbox&) = delete;

    [[nodiscard]] std::string url() const; // "http://127.0.0.1:4711"
    [[nodiscard]] std::int64_t shop_id() const;
    [[nodiscard]] std::string shop_name() const;
    [[nodiscard]] std::size_t orders() const;
    void stop();

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace etsyorder::sandbox
