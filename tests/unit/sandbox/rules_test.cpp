// SPDX-License-Identifier: MIT
// The rules of the real service that need no server to show: limits, faults, OAuth, webhooks'
// signature.
#include "base/error.hpp"
#include "sandbox/faults.hpp"
#include "sandbox/limits.hpp"
#include "sandbox/oauth.hpp"
#include "sandbox/webhook_signature.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace etsyorder::sandbox;
using etsyorder::base::Instant;
using etsyorder::base::Secret;
using std::chrono::hours;
using std::chrono::milliseconds;

namespace {

const Instant kNow{std::chrono::seconds(1'800'000'000)};
const std::string kVerifier(43, 'v');

CodeRequest code_request() {
    return {"key", "http://localhost:8713/callback", pkce_challenge(kVerifier), {"shops_r"}};
}

CodeExchange exchange_of(const std::string& code) {
    return {"key", "http://localhost:8713/callback", code, kVerifier};
}

} // namespace

TEST_CASE("the second is a sliding one, and a refused request costs nothing") {
    Limits limits(2, 0);
    CHECK(limits.take(milliseconds(0)).left_this_second == 1);
    CHECK(limits.take(milliseconds(600)).left_this_second == 0);
    const auto refused = limits.take(milliseconds(999));
    REQUIRE(refused.retry_after);
    CHECK(refused.retry_after->count() == 1);
    CHECK(!limits.take(milliseconds(1000)).retry_after);
    CHECK(limits.take(milliseconds(1599)).retry_after);
    CHECK(!limits.take(milliseconds(1600)).retry_after);
}

TEST_CASE("the day slides too and says when to come back") {
    Limits limits(0, 2);
    CHECK(limits.take(milliseconds(0)).left_today == 1);
    CHECK(limits.take(hours(1)).left_today == 0);
    const auto refused = limits.take(hours(2));
    REQUIRE(refused.retry_after);
    CHECK(refused.day_is_used_up);
    CHECK(*refused.retry_after == hours(22));
    CHECK(!limits.take(hours(24)).retry_after);
    CHECK(limits.take(hours(24)).retry_after);
}

TEST_CASE("a fault with a count strikes that often and only its target") {
    Faults faults(1);
    faults.add(parse_fault("receipts:500:x2"));
    CHECK(faults.strike("shop").empty());
    CHECK(faults.strike("receipts").size() == 1);
    CHECK(faults.strike("receipts").size() == 1);
    CHECK(faults.strike("receipts").empty());
}

TEST_CASE("a fault with a probability is the same for the same seed") {
    const auto strikes = [](std::uint64_t seed) {
        Faults faults(seed);
        faults.add(parse_fault("any:drop:0.3"));
        std::string out;
        for (int i = 0; i < 200; ++i) {
            out += faults.strike("token").empty() ? '.' : 'x';
        }
        return out;
    };
    CHECK(strikes(1) == strikes(1));
    CHECK(strikes(1) != strikes(2));
    const auto hits = strikes(1);
    CHECK(std::count(hits.begin(), hits.end(), 'x') > 30);
    CHECK(std::count(hits.begin(), hits.end(), 'x') < 90);
}

TEST_CASE("wrong fault specs are refused") {
    for (const char* spec : {"",
                             "receipts",
                             "orders:500",
                             "receipts:200",
                             "receipts:slow",
                             "receipts:slow=3",
                             "receipts:500:2",
                             "receipts:500:x0",
                             "receipts:html=999",
                             "any:drop:0.5:x1:x2"}) {
        CAPTURE(spec);
        CHECK_THROWS_AS((void)parse_fault(spec), etsyorder::base::Error);
    }
    CHECK(parse_fault("any:slow=250ms").delay == milliseconds(250));
    CHECK(parse_fault("shop:html=503").status == 503);
}

TEST_CASE("the PKCE challenge is that of RFC 7636, appendix B") {
    CHECK(pkce_challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") ==
          "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST_CASE("a code is good once, for a short time, for its application and verifier only") {
    Oauth oauth(42);
    const auto code = oauth.grant(code_request(), kNow);
    const auto tokens = oauth.exchange(exchange_of(code), kNow);
    REQUIRE(tokens);
    CHECK(tokens->access.starts_with("42."));
    CHECK(!oauth.exchange(exchange_of(code), kNow));

    auto wrong = exchange_of(oauth.grant(code_request(), kNow));
    wrong.verifier = std::string(43, 'w');
    CHECK(oauth.exchange(wrong, kNow).error().description == "code_verifier is invalid");
    auto elsewhere = exchange_of(oauth.grant(code_request(), kNow));
    elsewhere.redirect_uri += "/";
    CHECK(!oauth.exchange(elsewhere, kNow));
    CHECK(!oauth.exchange(exchange_of(oauth.grant(code_request(), kNow)),
                          kNow + Oauth::kCodeLife + std::chrono::seconds(1)));
}

TEST_CASE("a refresh token is new at every refresh and the old one is revoked") {
    Oauth oauth(42);
    const auto first = oauth.issue("key", {"shops_r"}, kNow);
    const auto second = oauth.refresh("key", first.refresh, kNow);
    REQUIRE(second);
    CHECK(second->refresh != first.refresh);
    const auto again = oauth.refresh("key", first.refresh, kNow);
    CHECK(again.error().error == "invalid_grant");
    CHECK(again.error().description == "refresh_token is revoked");
    CHECK(
        oauth.refresh("key", second->refresh, kNow + Oauth::kRefreshLife + std::chrono::seconds(1))
            .error()
            .description == "refresh_token is expired");
}

TEST_CASE("an access token lives an hour") {
    Oauth oauth(42);
    const auto tokens = oauth.issue("key", {"shops_r"}, kNow);
    CHECK(oauth.check("key", tokens.access, kNow + std::chrono::seconds(3599)));
    const auto late = oauth.check("key", tokens.access, kNow + std::chrono::seconds(3600));
    CHECK(late.error().status == 401);
    CHECK(late.error().description == "access token is expired");
    CHECK(oauth.check("other", tokens.access, kNow).error().error == "invalid_token");
}

// The example of the Standard Webhooks specification's own libraries.
TEST_CASE("a webhook is signed by the Standard Webhooks scheme") {
    const auto key = webhook_key(Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    REQUIRE(key);
    CHECK(webhook_signature(*key,
                            "msg_p5jXN8AQM9LWM0D4loKWxJek",
                            Instant(std::chrono::seconds(1614265330)),
                            "{\"test\": 2432232314}") ==
          "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    CHECK(!webhook_key(Secret("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")));
    CHECK(!webhook_key(Secret("whsec_")));
    CHECK(!webhook_key(Secret("whsec_!!")));
}
