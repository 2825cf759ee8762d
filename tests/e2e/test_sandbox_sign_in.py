# SPDX-License-Identifier: MIT
"""The sandbox's sign-in: its page, its codes and tokens, and what it shows of them."""
import json
import unittest
import urllib.parse

from sandbox import KEYSTRING, SECRET, SHOP, USER, Sandbox

VERIFIER = "v" * 43


class SignIn(unittest.TestCase):
    def setUp(self):
        self.sandbox = Sandbox("--freeze")
        self.addCleanup(self.sandbox.close)

    def connect(self, **changes):
        return self.sandbox.request(
            "GET", "/oauth/connect?" + urllib.parse.urlencode(self.sandbox.connect_query(VERIFIER, **changes)))

    def test_the_page_has_both_buttons_and_needs_no_script(self):
        page = self.connect()
        self.assertEqual(page.status, 200)
        text = page.body.decode()
        self.assertIn('value="grant"', text)
        self.assertIn('value="deny"', text)
        self.assertNotIn("<script", text)

    def test_the_whole_dance_ends_with_tokens_that_name_the_user(self):
        tokens = self.sandbox.exchange(self.sandbox.take_code(VERIFIER), VERIFIER).json
        self.assertEqual(tokens["token_type"], "Bearer")
        self.assertEqual(tokens["expires_in"], 3600)
        self.assertTrue(tokens["access_token"].startswith(f"{USER}."))
        me = self.sandbox.api("GET", "/users/me", token=tokens["access_token"])
        self.assertEqual(me.json, {"user_id": USER, "shop_id": SHOP})

    def test_the_state_comes_back_and_a_denial_says_so(self):
        for decision, wanted in [("grant", {"state": "s3cret-state"}),
                                 ("deny", {"error": "access_denied", "state": "s3cret-state"})]:
            answer = self.sandbox.post_form("/oauth/connect", decision=decision,
                                            **self.sandbox.connect_query(VERIFIER))
            self.assertEqual(answer.status, 302)
            got = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(answer.headers["location"]).query))
            self.assertLessEqual(wanted.items(), got.items())

    def test_an_unregistered_redirect_or_key_is_shown_and_never_redirected(self):
        for changes in ({"redirect_uri": "http://localhost:8713/callback/"}, {"client_id": "other"}):
            answer = self.connect(**changes)
            self.assertEqual(answer.status, 400)
            self.assertNotIn("location", answer.headers)

    def test_a_request_without_pkce_state_or_known_scopes_is_refused(self):
        for changes in ({"code_challenge": None}, {"code_challenge_method": "plain"}, {"state": None},
                        {"scope": "messages_r"}, {"response_type": "token"}):
            with self.subTest(changes=changes):
                answer = self.connect(**changes)
                self.assertEqual(answer.status, 302)
                self.assertIn("error=invalid_request", answer.headers["location"])

    def test_a_code_works_once_and_only_with_its_verifier(self):
        code = self.sandbox.take_code(VERIFIER)
        self.assertEqual(self.sandbox.exchange(code, "w" * 43).json["error"], "invalid_grant")
        code = self.sandbox.take_code(VERIFIER)
        self.assertEqual(self.sandbox.exchange(code, VERIFIER).status, 200)
        self.assertEqual(self.sandbox.exchange(code, VERIFIER).status, 400)

    def test_refresh_rotates_and_the_old_token_is_revoked(self):
        first = self.sandbox.exchange(self.sandbox.take_code(VERIFIER), VERIFIER).json
        second = self.sandbox.refresh(first["refresh_token"])
        self.assertEqual(second.status, 200)
        again = self.sandbox.refresh(first["refresh_token"])
        self.assertEqual(again.status, 400)
        self.assertEqual(again.json, {"error": "invalid_grant", "error_description": "refresh_token is revoked"})
        self.sandbox.control("POST", "/revoke")
        self.assertEqual(self.sandbox.refresh(second.json["refresh_token"]).json["error"], "invalid_grant")

    def test_time_ends_access_tokens_and_later_refresh_tokens(self):
        tokens = self.sandbox.exchange(self.sandbox.take_code(VERIFIER), VERIFIER).json
        self.sandbox.control("POST", "/clock", advance="1h")
        expired = self.sandbox.api("GET", "/users/me", token=tokens["access_token"])
        self.assertEqual(expired.status, 401)
        self.assertEqual(expired.json, {"error": "invalid_token", "error_description": "access token is expired"})
        self.sandbox.control("POST", "/clock", advance="91d")
        self.assertEqual(self.sandbox.refresh(tokens["refresh_token"]).json["error_description"],
                         "refresh_token is expired")

    def test_a_wrong_key_or_token_gets_the_real_services_words(self):
        bearer = {"authorization": "Bearer " + self.sandbox.control("POST", "/tokens")["access_token"]}
        path = f"/v3/application/shops/{SHOP}/receipts"
        ask = self.sandbox.request
        no_secret = ask("GET", path, headers={"x-api-key": KEYSTRING, **bearer})
        self.assertEqual((no_secret.status, no_secret.json),
                         (403, {"error": "Shared secret is required in x-api-key header."}))
        self.assertEqual(ask("GET", path, headers={"x-api-key": KEYSTRING + ":wrong", **bearer}).status, 403)
        self.assertEqual(ask("GET", path, headers=bearer).status, 401)
        self.assertEqual(ask("GET", path, headers=self.sandbox.key()).status, 401)
        lone = ask("GET", path, headers={**self.sandbox.key(), "authorization": "Bearer abc"})
        self.assertEqual((lone.status, lone.json["error"]),
                         (403, "No user was provided as part of the bearer token."))

    def test_a_scope_that_was_not_granted_is_refused(self):
        token = self.sandbox.control("POST", "/tokens", scopes="shops_r")["access_token"]
        self.assertEqual(self.sandbox.api("GET", "/users/me", token=token).status, 200)
        refused = self.sandbox.api("GET", "{s}/receipts", token=token)
        self.assertEqual((refused.status, refused.json["error"]), (403, "insufficient_scope"))

    def test_what_clients_asked_never_shows_codes_or_tokens(self):
        code = self.sandbox.take_code(VERIFIER)
        tokens = self.sandbox.exchange(code, VERIFIER).json
        self.connect()
        log = json.dumps(self.sandbox.control("GET", "/requests"))
        self.assertIn("/v3/public/oauth/token", log)
        for secret in (code, tokens["access_token"], tokens["refresh_token"], "s3cret-state", SECRET):
            self.assertNotIn(secret, log)


    def test_what_clients_asked_shows_all_that_is_no_secret(self):
        self.sandbox.get("{s}/listings", state="sold_out", limit=5)
        asked = [one["query"] for one in self.sandbox.control("GET", "/requests")["results"]
                 if one["path"].endswith("/listings")]
        self.assertEqual(asked[-1], "state=sold_out&limit=5")

    def test_a_wrong_method_is_refused_in_json(self):
        answer = self.sandbox.request("DELETE", "/v3/application/openapi-ping")
        self.assertEqual((answer.status, answer.headers["allow"], answer.json),
                         (405, "GET", {"error": "Method not allowed"}))

    def test_an_operation_that_is_not_there_is_404_in_json(self):
        for path in ("/listings/active", "/listings/batch/inventory", "{s}/listings/featured", "/nothing"):
            with self.subTest(path):
                answer = self.sandbox.get(path)
                self.assertEqual((answer.status, answer.json), (404, {"error": "Resource not found"}))
        odd = self.sandbox.get("/listings/abc")  # an operation that is there, asked wrongly
        self.assertEqual((odd.status, odd.json), (400, {"error": "Expected int value for 'listing_id' (got 'abc')"}))


if __name__ == "__main__":
    unittest.main()
