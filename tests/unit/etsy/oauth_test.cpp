// SPDX-License-Identifier: MIT
#include "etsy/oauth.hpp"
#include "etsy_world.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;
using base::Secret;
using etsy::GrantProblem;
using etsy::RedirectProblem;
using net::TransportProblem;

namespace {

const std::string kToken = "POST https://api.etsy.com/v3/public/oauth/token";
constexpr const char* kAnswer =
    R"({"access_token":"12345678.abc","token_type":"Bearer","expires_in":3600,"refresh_token":"12345678.def"})";

struct Desk : test::EtsyWorld {
    etsy::OAuth oauth{etsy::Server::etsy(), sender};
};

} // namespace

TEST_CASE("the challenge is the one of RFC 7636, appendix B") {
    CHECK(etsy::challenge_for(Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")) ==
          "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST_CASE("verifier and state are base64url of enough chance, and never the same") {
    base::SystemRandom random;
    const auto one = etsy::make_proof_key(random);
    const auto other = etsy::make_proof_key(random);
    CHECK(one.verifier.reveal().size() == 43);
    CHECK(one.verifier.reveal().find_first_not_of(
              "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
          std::string::npos);
    CHECK_FALSE(one.verifier == other.verifier);
    CHECK(one.challenge == etsy::challenge_for(one.verifier));
    CHECK(etsy::make_state(random).reveal().size() == 22);
}

TEST_CASE("the connect page is asked for as Etsy wants it") {
    const auto url = etsy::connect_url(etsy::Server::etsy(),
                                       {.keystring = "key",
                                        .redirect_uri = "http://localhost:8713/callback",
                                        .scopes = {"transactions_r", "shops_r"},
                                        .state = Secret("st"),
                                        .challenge = "ch"});
    CHECK(url ==
          "https://www.etsy.com/oauth/"
          "connect?response_type=code&client_id=key&redirect_uri=http%3A%2F%2F"
          "localhost%3A8713%2Fcallback&scope=transactions_r%20shops_r&state=st&code_challenge=ch&"
          "code_challenge_method=S256");
}

TEST_CASE("the code is taken from a whole address or from a request target") {
    for (const auto* address : {"http://localhost:8713/callback?code=c%2B1&state=st",
                                "/callback?state=st&code=c%2B1",
                                "http://localhost:8713/callback?code=c%2B1&state=st#_=_",
                                "/callback?code=c%2B1&state=st\r\n"}) {
        CAPTURE(address);
        const auto code = etsy::parse_redirect(address, Secret("st"));
        REQUIRE(code.has_value());
        CHECK(code->reveal() == "c+1");
    }
}

TEST_CASE("what is not our answer is told apart") {
    const std::pair<const char*, RedirectProblem> cases[] = {
        {"/favicon.ico", RedirectProblem::not_the_answer},
        {"", RedirectProblem::not_the_answer},
        {"/callback?state=st", RedirectProblem::not_the_answer},
        {"/callback?code=c&state=other", RedirectProblem::wrong_state},
        {"/callback?code=c", RedirectProblem::cut_off},
        {"/callback?code=c&state=s", RedirectProblem::cut_off},
        {"/callback?code=c&state=ts", RedirectProblem::wrong_state},
        {"/callback?error=access_denied&state=other", RedirectProblem::wrong_state},
        {"/callback?error=access_denied&error_description=The%20user%20denied&state=st",
         RedirectProblem::denied},
        {"/callback?error=invalid_scope&state=st", RedirectProblem::refused},
        {"/callback?code=c&error=server_error&state=st", RedirectProblem::refused},
    };
    for (const auto& [path, problem] : cases) {
        const std::string address = path; // clang 14 captures no structured binding
        CAPTURE(address);
        const auto code = etsy::parse_redirect(address, Secret("st"));
        REQUIRE_FALSE(code.has_value());
        CHECK(code.error().problem == problem);
    }
    CHECK(etsy::parse_redirect("/c?error=access_denied&error_description=%1b%5b31mno&state=st",
                               Secret("st"))
              .error()
              .text == "access_denied: [31mno");
}

TEST_CASE("a code becomes tokens, without the shared secret taking part") {
    Desk desk;
    desk.http.expect(kToken).answer(200, kAnswer, {{"Date", "Sun, 22 Nov 2026 11:00:00 GMT"}});
    const auto grant =
        desk.oauth.exchange("key", {Secret("co"), Secret("ve"), "http://localhost:8713/callback"});
    REQUIRE(grant.has_value());
    CHECK(grant->access_token.reveal() == "12345678.abc");
    CHECK(grant->refresh_token.reveal() == "12345678.def");
    CHECK(grant->lifetime == std::chrono::hours{1});
    CHECK(grant->user == etsy::UserId{12345678});
    CHECK(grant->server_time == base::parse_instant("2026-11-22T11:00:00Z"));
    CHECK(desk.http.requests()[0].body == "grant_type=authorization_code&client_id=key&redirect_"
                                          "uri=http%3A%2F%2Flocalhost%3A8713%2Fcallback&code=co&"
                                          "code_verifier=ve");
}

TEST_CASE("a code that Etsy refuses is no sign-in that has ended: there was none") {
    Desk desk;
    desk.http.expect(kToken).answer(
        400, R"({"error":"invalid_grant","error_description":"it is no good"})");
    const auto grant =
        desk.oauth.exchange("key", {Secret("co"), Secret("ve"), "http://localhost:8713/callback"});
    REQUIRE_FALSE(grant.has_value());
    CHECK(grant.error().problem == etsy::GrantProblem::refused);
    CHECK(grant.error().error.summary() == "Etsy refused the code of this sign-in");
    CHECK(grant.error().error.reason().find("it is no good") != std::string::npos);
    CHECK(grant.error().error.remedy().find("start again") != std::string::npos);
}

TEST_CASE("a refresh is tried again with the same token when Etsy stumbles") {
    Desk desk;
    desk.http.expect(kToken).answer(500, R"({"error":"Server Error"})");
    desk.http.expect(kToken).fail(TransportProblem::cut_short);
    desk.http.expect(kToken).answer(200, kAnswer);
    REQUIRE(desk.oauth.refresh("key", Secret("old")).has_value());
    for (const auto& request : desk.http.requests()) {
        CHECK(request.body == "grant_type=refresh_token&client_id=key&refresh_token=old");
        CHECK(request.interruption == net::Interruption::not_under_way);
    }
}

TEST_CASE("a refusal after a lost answer says that the tokens may have been lost, and no more") {
    enum class First { cut, timed_out, trouble, web_page, offline, limit };
    for (const auto first : {First::cut,
                             First::timed_out,
                             First::trouble,
                             First::web_page,
                             First::offline,
                             First::limit}) {
        Desk desk;
        auto& answer = desk.http.expect(kToken);
        switch (first) {
        case First::cut:
            answer.fail(TransportProblem::cut_short);
            break;
        case First::timed_out:
            answer.fail(TransportProblem::timed_out);
            break;
        case First::trouble:
            answer.answer(503, "");
            break;
        case First::web_page:
            answer.answer(200, "<html>");
            break;
        case First::offline:
            answer.fail(TransportProblem::offline);
            break;
        case First::limit:
            answer.answer(429, "{}");
            break;
        }
        const bool lost = first != First::offline && first != First::limit;
        desk.http.expect(kToken).answer(
            400, R"({"error":"invalid_grant","error_description":"refresh_token is revoked"})");
        const auto refused = desk.oauth.refresh("key", Secret("old"));
        REQUIRE_FALSE(refused.has_value());
        const auto& error = refused.error().error;
        CHECK(error.kind() == base::ErrorKind::sign_in_needed);
        CHECK(error.summary() == "the sign-in is no longer valid");
        CHECK((error.reason().find("it may be that Etsy has renewed") != std::string::npos) ==
              lost);
        CHECK(error.reason().find("refresh_token is revoked") != std::string::npos);
        CHECK(error.remedy() == "etsyorder auth login");
    }
}

TEST_CASE("a code whose exchange was cut is not sent twice") {
    Desk desk;
    desk.http.expect(kToken).fail(TransportProblem::cut_short);
    const auto grant = desk.oauth.exchange("key", {Secret("c"), Secret("v"), "u"});
    REQUIRE_FALSE(grant.has_value());
    CHECK(grant.error().error.kind() == base::ErrorKind::try_later);
}

TEST_CASE("refusals of a grant have their names") {
    struct Case {
        int status;
        const char* body;
        GrantProblem problem;
        base::ErrorKind kind;
    };
    const Case cases[] = {
        {400,
         R"({"error":"invalid_grant","error_description":"refresh_token is revoked"})",
         GrantProblem::refused,
         base::ErrorKind::sign_in_needed},
        {401,
         R"({"error":"invalid_client"})",
         GrantProblem::key_refused,
         base::ErrorKind::sign_in_needed},
        {400, R"({"error":"invalid_request"})", GrantProblem::other, base::ErrorKind::failed},
        {400, "<html>", GrantProblem::other, base::ErrorKind::failed},
        {200, R"({"access_token":"12345678.abc"})", GrantProblem::other, base::ErrorKind::failed},
        {200,
         R"({"access_token":"12345678.abc","refr)",
         GrantProblem::other,
         base::ErrorKind::failed},
        {200,
         R"({"access_token":"abc","refresh_token":"x"})",
         GrantProblem::other,
         base::ErrorKind::failed},
    };
    for (const auto& one : cases) {
        CAPTURE(one.body);
        Desk desk;
        desk.http.expect(kToken).answer(one.status, one.body);
        const auto grant = desk.oauth.refresh("key", Secret("old"));
        REQUIRE_FALSE(grant.has_value());
        CHECK(grant.error().problem == one.problem);
        CHECK(grant.error().error.kind() == one.kind);
        CHECK(grant.error().error.reason().find("12345678") == std::string::npos);
    }
}

TEST_CASE("what a token server repeats of the secrets it was sent is not passed on") {
    constexpr const char* kParrot =
        R"({"error":"invalid_grant","error_description":"no good: re+fresh, re%2Bfresh, c0de, ver1fier"})";
    Desk desk;
    desk.http.expect(kToken).answer(400, kParrot);
    desk.http.expect(kToken).answer(400, kParrot);
    const auto refreshed = desk.oauth.refresh("key", Secret("re+fresh"));
    const auto exchanged = desk.oauth.exchange("key", {Secret("c0de"), Secret("ver1fier"), "u"});
    REQUIRE_FALSE(refreshed.has_value());
    REQUIRE_FALSE(exchanged.has_value());
    CHECK(refreshed.error().problem == GrantProblem::refused);
    CHECK(refreshed.error().error.reason() ==
          "invalid_grant: no good: [secret], [secret], c0de, ver1fier");
    CHECK(exchanged.error().error.reason() ==
          "invalid_grant: no good: re+fresh, re%2Bfresh, [secret], [secret]");
}
