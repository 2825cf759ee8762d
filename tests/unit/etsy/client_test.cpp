// SPDX-License-Identifier: MIT
#include "etsy/client.hpp"
#include "etsy/client_errors.hpp"
#include "etsy_world.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace etsyorder;
using base::ErrorKind;
using etsy::ApiError;
using net::TransportProblem;
using test::kApi;
using namespace std::chrono_literals;

namespace {

constexpr const char* kExpired =
    R"({"error":"invalid_token","error_description":"access token is expired"})";

// Renews from a list of tokens.
class RenewableSession final : public etsy::Session {
public:
    explicit RenewableSession(std::vector<std::string> tokens) : tokens_(std::move(tokens)) {}
    [[nodiscard]] const etsy::ApiKey& api_key() const override { return key_; }
    [[nodiscard]] base::Secret access_token() override { return base::Secret(tokens_.front()); }
    [[nodiscard]] bool renew(const base::Secret& refused) override {
        CHECK(refused.reveal() == tokens_.front());
        if (tokens_.size() == 1) {
            return false;
        }
        tokens_.erase(tokens_.begin());
        return true;
    }
    void server_time(base::Instant now) override { told = now; }
    [[nodiscard]] std::optional<etsy::ShopId> shop() const override { return etsy::ShopId{7}; }
    [[nodiscard]] std::string remedy() const override { return "etsyorder auth login"; }

    std::optional<base::Instant> told;

private:
    etsy::ApiKey key_{"key", base::Secret("s3cr3t")};
    std::vector<std::string> tokens_;
};

struct Desk : test::EtsyWorld {
    RenewableSession session{{"1.one", "1.two"}};
    etsy::Client client{etsy::Server::etsy(), sender, session};

    ApiError error_of_get(const std::string& path = "shops/7") {
        try {
            (void)client.get(path);
        } catch (const ApiError& error) {
            return error;
        }
        FAIL("no error");
        throw std::logic_error("unreachable");
    }
    ApiError error_of_post() {
        try {
            (void)client.post_json("shops/7/receipts/1/tracking", "{}");
        } catch (const ApiError& error) {
            return error;
        }
        FAIL("no error");
        throw std::logic_error("unreachable");
    }
};

std::string all_text(const base::Error& error) {
    auto text = error.summary() + "\n" + error.reason() + "\n" + error.remedy();
    for (const auto& note : error.notes()) {
        text += "\n" + note;
    }
    return text;
}

} // namespace

TEST_CASE("a request carries the whole key and the token") {
    Desk desk;
    desk.http.expect("GET " + kApi + "shops/7/receipts?limit=100&sort_on=updated")
        .answer(200, R"({"count":0,"results":[]})", {{"Date", "Sun, 22 Nov 2026 11:00:00 GMT"}});
    const auto page =
        desk.client.get("shops/7/receipts", {{"limit", "100"}, {"sort_on", "updated"}});
    CHECK(page.body.starts_with("{\"count\""));
    CHECK(page.body.capacity() >= page.body.size() + net::kBodyPadding);
    CHECK(page.server_time == base::parse_instant("2026-11-22T11:00:00Z"));
    CHECK(desk.session.told == page.server_time);
    const auto& headers = desk.http.requests().at(0).headers;
    CHECK(headers.find("x-api-key") == "key:s3cr3t");
    CHECK(headers.find("authorization") == "Bearer 1.one");
}

TEST_CASE("a write says what its body is") {
    Desk desk;
    desk.http.expect("POST " + kApi + "shops/7/receipts/1/tracking").answer(200, "{}");
    desk.http.expect("PUT " + kApi + "shops/7/receipts/1").answer(200, "{}");
    (void)desk.client.post_json("shops/7/receipts/1/tracking", R"({"tracking_code":"1"})");
    (void)desk.client.put_form("shops/7/receipts/1", {{"was_shipped", "true"}});
    CHECK(desk.http.requests()[0].headers.find("content-type") == "application/json");
    CHECK(desk.http.requests()[1].headers.find("content-type") ==
          "application/x-www-form-urlencoded");
    CHECK(desk.http.requests()[1].body == "was_shipped=true");
}

TEST_CASE("an expired token is renewed once, then the seller is asked") {
    Desk desk;
    desk.http.expect("GET " + kApi + "shops/7").answer(401, kExpired);
    SUBCASE("and the second try succeeds") {
        desk.http.expect("GET " + kApi + "shops/7").answer(200, "{}");
        (void)desk.client.get("shops/7");
        CHECK(desk.http.requests()[1].headers.find("authorization") == "Bearer 1.two");
    }
    SUBCASE("and the second try fails as well") {
        desk.http.expect("GET " + kApi + "shops/7").answer(401, kExpired);
        const auto error = desk.error_of_get();
        CHECK(error.kind() == ErrorKind::sign_in_needed);
        CHECK(error.remedy() == "etsyorder auth login");
        CHECK(error.reason() == "invalid_token: access token is expired");
    }
}

TEST_CASE("a write whose sign-in had expired is sent again: Etsy did nothing") {
    Desk desk;
    desk.http.expect("POST " + kApi + "shops/7/receipts/1/tracking").answer(401, kExpired);
    desk.http.expect("POST " + kApi + "shops/7/receipts/1/tracking").answer(200, "{}");
    (void)desk.client.post_json("shops/7/receipts/1/tracking", "{}");
}

TEST_CASE("429 is waited out for as long as the server asks") {
    Desk desk;
    desk.http.expect("GET " + kApi + "shops/7")
        .answer(429, R"({"error":"limit"})", {{"Retry-After", "3"}});
    desk.http.expect("GET " + kApi + "shops/7").answer(200, "{}");
    (void)desk.client.get("shops/7");
    CHECK(desk.sleeper.waits() == std::vector<std::chrono::milliseconds>{3000ms});
}

TEST_CASE("a wait of hours is reported, not slept") {
    Desk desk;
    desk.http.expect("GET " + kApi + "shops/7")
        .answer(
            429, R"({"error":"limit"})", {{"retry-after", "12000"}, {"x-remaining-today", "0"}});
    const auto error = desk.error_of_get();
    CHECK(error.kind() == ErrorKind::try_later);
    CHECK(error.summary() == "Etsy's limit is reached: today's requests are used up");
    CHECK(error.reason() == "Etsy asks to wait 3 h 20 min");
    CHECK(desk.sleeper.waits().empty());
}

TEST_CASE("a server that never stops refusing is given up on after a bounded number of tries") {
    Desk desk;
    for (int i = 0; i < 6; ++i) {
        desk.http.expect("GET " + kApi + "shops/7").answer(500, R"({"error":"Server Error"})");
    }
    const auto error = desk.error_of_get();
    CHECK(error.kind() == ErrorKind::try_later);
    CHECK(error.reason() == "it answered 500: Server Error");
    const auto& waits = desk.sleeper.waits();
    CHECK(waits == std::vector<std::chrono::milliseconds>{250ms, 500ms, 1000ms, 2000ms, 4000ms});
}

TEST_CASE("reading is tried again after a cut, a time-out, a 5xx and a web page") {
    Desk desk;
    desk.http.expect("GET " + kApi + "shops/7").fail(TransportProblem::cut_short);
    desk.http.expect("GET " + kApi + "shops/7").fail(TransportProblem::timed_out);
    desk.http.expect("GET " + kApi + "shops/7").answer(503, "<html>Varnish</html>");
    desk.http.expect("GET " + kApi + "shops/7").answer(200, "<html>please wait</html>");
    desk.http.expect("GET " + kApi + "shops/7").answer(200, R"({"shop_id":7})");
    CHECK(desk.client.get("shops/7").body == R"({"shop_id":7})");
}

TEST_CASE("a write whose outcome is unknown is never sent again") {
    Desk desk;
    auto& expected = desk.http.expect("POST " + kApi + "shops/7/receipts/1/tracking");
    SUBCASE("cut") {
        expected.fail(TransportProblem::cut_short);
    }
    SUBCASE("time-out") {
        expected.fail(TransportProblem::timed_out);
    }
    SUBCASE("5xx") {
        expected.answer(502, "<html>bad gateway</html>", {{"Content-Type", "text/html"}});
    }
    SUBCASE("a web page") {
        expected.answer(200, "<html>?</html>", {{"Content-Type", "text/html"}});
    }
    const auto error = desk.error_of_post();
    CHECK(error.kind() == ErrorKind::failed); // not "try later": a script must not repeat it
    CHECK(error.in_doubt());
    CHECK(error.summary().find("may or may not have been done") != std::string::npos);
    CHECK(all_text(error).find("html>") == std::string::npos);
}

TEST_CASE("a write that was refused by the limit is sent again: Etsy did nothing") {
    Desk desk;
    desk.http.expect("POST " + kApi + "shops/7/receipts/1/tracking")
        .answer(429, "{}", {{"retry-after", "1"}});
    desk.http.expect("POST " + kApi + "shops/7/receipts/1/tracking").answer(200, "{}");
    (void)desk.client.post_json("shops/7/receipts/1/tracking", "{}");
}

TEST_CASE("offline is said soon and plainly") {
    Desk desk;
    desk.http.expect("GET " + kApi + "shops/7").fail(TransportProblem::offline);
    desk.http.expect("GET " + kApi + "shops/7").fail(TransportProblem::offline);
    const auto error = desk.error_of_get();
    CHECK(error.kind() == ErrorKind::try_later);
    CHECK(error.summary().starts_with("offline"));
    CHECK(desk.sleeper.waits().size() == 1);
}

TEST_CASE("a cut TLS handshake is tried again, also for a write, and then left for later") {
    Desk desk;
    desk.http.expect("GET " + kApi + "shops/7").fail(TransportProblem::handshake);
    desk.http.expect("GET " + kApi + "shops/7").fail(TransportProblem::handshake);
    CHECK(desk.error_of_get().kind() == ErrorKind::try_later);
    desk.http.expect("POST " + kApi + "shops/7/receipts/1/tracking")
        .fail(TransportProblem::handshake);
    desk.http.expect("POST " + kApi + "shops/7/receipts/1/tracking").answer(200, "{}");
    (void)desk.client.post_json("shops/7/receipts/1/tracking", "{}"); // it never reached Etsy
}

TEST_CASE("a refusal that names no permission says where to look and what is needed") {
    for (const auto& [status, kind] :
         {std::pair{403, ErrorKind::failed}, std::pair{404, ErrorKind::not_found}}) {
        Desk desk;
        desk.http.expect("GET " + kApi + "shops/7/receipts")
            .answer(status, R"({"error":"Resource not found"})");
        try {
            (void)desk.client.get("shops/7/receipts");
            FAIL("it was no success");
        } catch (const etsy::ApiError& error) {
            CHECK(error.kind() == kind);
            CHECK(error.remedy().find("etsyorder auth status") != std::string::npos);
            CHECK(error.remedy().find("transactions_r") != std::string::npos);
        }
    }
}

TEST_CASE("a wait is left when the user interrupts") {
    Desk desk;
    desk.http.expect("GET " + kApi + "shops/7")
        .meanwhile([&] { desk.sleeper.ask_to_stop(); })
        .answer(500, "{}");
    CHECK(desk.error_of_get().kind() == ErrorKind::interrupted);
}

TEST_CASE("Etsy's refusals become the right kind of error") {
    struct Case {
        int status;
        const char* body;
        ErrorKind kind;
        const char* summary;
    };
    const Case cases[] = {
        {403,
         R"({"error":"Shared secret is required in x-api-key header."})",
         ErrorKind::sign_in_needed,
         "Etsy refuses the application's key"},
        {403,
         R"({"error":"insufficient_scope","error_description":"requires scope transactions_w"})",
         ErrorKind::sign_in_needed,
         "the sign-in does not cover GET shops/7"},
        {403,
         R"({"error":"No user was provided as part of the bearer token."})",
         ErrorKind::sign_in_needed,
         "Etsy does not accept the sign-in"},
        {403, R"({"error":"Unauthorized"})", ErrorKind::failed, "Etsy does not allow GET shops/7"},
        {401,
         R"({"error":"invalid_client"})",
         ErrorKind::sign_in_needed,
         "Etsy no longer accepts the sign-in"},
        {404,
         R"({"error":"Resource not found"})",
         ErrorKind::not_found,
         "Etsy has nothing at GET shops/7"},
        {409,
         R"({"error":"busy"})",
         ErrorKind::conflict,
         "Etsy's present state forbids GET shops/7"},
        {400,
         "{\"error\":\"Offset provided is greater than the maximum offset allowed\"}\n",
         ErrorKind::failed,
         "Etsy refuses GET shops/7"},
        {400, "<html>", ErrorKind::failed, "Etsy refuses GET shops/7"},
        {401, "<html>", ErrorKind::try_later, "Etsy is in trouble"}, // a filter's, not Etsy's
        {403, "<html>blocked</html>", ErrorKind::try_later, "Etsy is in trouble"},
        {403, "", ErrorKind::try_later, "Etsy is in trouble"},
    };
    for (const auto& one : cases) {
        CAPTURE(one.body);
        Desk desk;
        desk.http.expect("GET " + kApi + "shops/7").answer(one.status, one.body);
        const auto error = desk.error_of_get();
        CHECK(error.kind() == one.kind);
        CHECK(error.summary() == one.summary);
        CHECK(error.status() == one.status);
    }
}

TEST_CASE("a secret that the server repeats and control characters never reach the message") {
    Desk desk;
    desk.http.expect("GET " + kApi + "shops/7")
        .answer(403, "{\"error\":\"token 1.one of key:s3cr3t is \\u001b[31mbad\"}");
    const auto text = all_text(desk.error_of_get());
    CHECK(text.find("1.one") == std::string::npos);
    CHECK(text.find("s3cr3t") == std::string::npos);
    CHECK(text.find('\x1b') == std::string::npos);
    CHECK(text.find("[secret]") != std::string::npos);
}

TEST_CASE("a long error text is cut between characters") {
    std::string body = "{\"error\":\"";
    for (int i = 0; i < 200; ++i) {
        body += "é";
    }
    const auto refusal = etsy::parse_refusal(body + "\"}");
    CHECK(refusal.code.size() <= 304);
    CHECK(refusal.code.ends_with("é…"));
}

TEST_CASE("a session from the environment needs both halves of the key") {
    const auto session = [](etsy::SessionVariables variables) {
        return etsy::EnvironmentSession(std::move(variables));
    };
    CHECK(session({"key:secret", {}, base::Secret("1.t"), "12"}).api_key().header().reveal() ==
          "key:secret");
    CHECK(session({"key", base::Secret("secret"), base::Secret("1.t"), "12"})
              .api_key()
              .header()
              .reveal() == "key:secret");
    CHECK(session({"key:secret", {}, base::Secret("1.t"), "12"}).shop() == etsy::ShopId{12});
    CHECK_FALSE(session({"key:secret", {}, base::Secret("1.t"), ""}).shop().has_value());
    for (const auto& [keystring, shop] : {std::pair{"key", "12"},
                                          {"", "12"},
                                          {"key:", "12"},
                                          {"k ey:secret", "12"},
                                          {"key:secret\r\nX: y", "12"},
                                          {"key:secret", "shop"},
                                          {"key:secret", "-1"}}) {
        const std::string named = keystring; // clang 14 captures no structured binding
        CAPTURE(named);
        try {
            (void)session({keystring, {}, base::Secret("1.t"), shop});
            FAIL("no error");
        } catch (const base::Error& error) {
            CHECK(error.kind() == ErrorKind::usage);
            CHECK(all_text(error).find("key:secret") == std::string::npos);
        }
    }
}

TEST_CASE("tokens are never sent unencrypted to another machine") {
    CHECK(etsy::Server::at("").api == kApi);
    CHECK(etsy::Server::at("http://127.0.0.1:8080/").token ==
          "http://127.0.0.1:8080/v3/public/oauth/token");
    for (const auto* url : {"http://etsy.example",
                            "ftp://127.0.0.1",
                            "127.0.0.1:80",
                            "http://",
                            "https://a/b",
                            "http://127.0.0.1@x"}) {
        CAPTURE(url);
        CHECK_THROWS_AS((void)etsy::Server::at(url), base::Error);
    }
}

TEST_CASE("spans are spoken in two units at most") {
    CHECK(etsy::spoken(45s) == "45 s");
    CHECK(etsy::spoken(90s) == "1 min 30 s");
    CHECK(etsy::spoken(12'000s) == "3 h 20 min");
    CHECK(etsy::spoken(90'000s) == "1 d 1 h");
    CHECK(etsy::spoken(-5s) == "0 s");
}

TEST_CASE("a secret is cut out of a text, even one that the replacement holds again") {
    using etsy::without;
    CHECK(without("a secret, the secret", {base::Secret("secret")}) == "a [secret], the [secret]");
    CHECK(without("eee", {base::Secret("e"), base::Secret("")}) == "[secret][secret][secret]");
}

TEST_CASE("a long answer is not shortened in the middle of a secret") {
    const auto said =
        etsy::parse_refusal(R"({"error":")" + std::string(295, 'x') + R"(9.refresh-token"})",
                            {base::Secret("9.refresh-token")});
    CHECK(said.code.find("9.re") == std::string::npos);
}
