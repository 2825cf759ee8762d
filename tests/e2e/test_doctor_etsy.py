# SPDX-License-Identifier: MIT
"""`doctor` and the sign-in, the way to Etsy, and what Etsy says of the shop."""
import json
import signal
import unittest

import signed
from auth_case import AuthTest


class DoctorAndEtsy(AuthTest):
    def doctor(self, *words, **extra):
        done = self.home.run("doctor", *words, "--json", **extra)
        self.assertIn(done.returncode, (0, 6), done.err)
        return {(one["area"], one["check"]): one for one in json.loads(done.out)["checks"]}

    def assert_seen(self, checks, area, check, status, *words):
        one = checks[area, check]
        self.assertEqual(one["status"], status, one)
        for word in words:
            self.assertIn(word, f"{one['seen']} {one['remedy']}")

    def from_environment(self, scopes, **extra):
        tokens = self.sandbox.control("POST", "/tokens", {"scopes": scopes})
        signed.SECRETS.update((tokens["access_token"], tokens["refresh_token"]))
        return {"ETSYORDER_ACCESS_TOKEN": tokens["access_token"], "ETSYORDER_KEYSTRING": signed.KEYSTRING,
                "ETSYORDER_SHARED_SECRET": signed.SECRET, **extra}

    def test_a_sound_sign_in(self):
        self.assertEqual(self.home.log_in().returncode, 0)
        checks = self.doctor()
        self.assert_seen(checks, "sign-in", "token", "ok", "good for")
        self.assert_seen(checks, "network", "server", "ok", self.sandbox.url)
        self.assert_seen(checks, "network", "clock", "ok")
        self.assert_seen(checks, "etsy", "account", "ok", "98765432")
        self.assert_seen(checks, "etsy", "permissions", "ok", "transactions_r")
        self.assert_seen(checks, "etsy", "addresses", "ok", "withholds", "page on Etsy")
        self.assert_seen(checks, "etsy", "limits", "ok", "of 10000")

    def test_offline_asks_nobody(self):
        self.home.log_in()
        before = len(self.sandbox.control("GET", "/requests")["results"])
        checks = self.doctor("--offline")
        self.assert_seen(checks, "network", "server", "skipped")
        self.assert_seen(checks, "etsy", "account", "skipped")
        self.assertEqual(len(self.sandbox.control("GET", "/requests")["results"]), before)

    def test_nobody_is_signed_in(self):
        checks = self.doctor()
        self.assert_seen(checks, "sign-in", "token", "skipped", "etsyorder auth login")
        self.assert_seen(checks, "network", "server", "ok")

    def test_a_sign_in_that_was_taken_back(self):
        self.home.log_in()
        self.sandbox.control("POST", "/revoke", {"access": True})
        self.assert_seen(self.doctor(), "etsy", "account", "failed", "etsyorder auth login")

    def test_a_damaged_sign_in(self):
        self.home.log_in()
        self.home.session.write_text("{")
        self.assert_seen(self.doctor(), "sign-in", "token", "failed", "auth login")

    def test_a_file_of_tokens_that_others_can_read(self):
        self.home.log_in()
        self.home.session.chmod(0o644)
        self.assert_seen(self.doctor(), "folders", "files", "warning", f"chmod 600 {self.home.session}")

    def test_permissions_that_are_missing_and_what_each_costs(self):
        checks = self.doctor(**self.from_environment("transactions_r shops_r listings_r"))
        self.assert_seen(checks, "etsy", "permissions", "warning", "transactions_w", "shipments cannot")
        checks = self.doctor(**self.from_environment("transactions_w shops_r listings_r"))
        self.assert_seen(checks, "etsy", "permissions", "failed", "transactions_r", "orders cannot be read")

    def test_without_the_permission_to_ask_whose_shop_it_is(self):
        checks = self.doctor(**self.from_environment("transactions_r transactions_w listings_r"))
        self.assert_seen(checks, "etsy", "account", "failed")
        self.assert_seen(checks, "etsy", "permissions", "failed", "shops_r", "whose shop")

    def test_a_variable_that_is_missing(self):
        extra = self.from_environment("shops_r", ETSYORDER_KEYSTRING=None)
        self.assert_seen(self.doctor(**extra), "sign-in", "token", "failed", "keystring is missing")

    def test_a_server_in_trouble_is_told_at_once(self):
        self.home.log_in()
        self.sandbox.fault("any:503")
        checks = self.doctor()
        self.assert_seen(checks, "network", "server", "failed", "503", "try again later")
        self.assert_seen(checks, "etsy", "account", "skipped")

    def test_nobody_listens(self):
        self.home.log_in()
        # The sign-in belongs to the server's address, so the same one must be silent.
        self.sandbox._process.send_signal(signal.SIGTERM)
        self.sandbox._process.wait(30)
        self.assert_seen(self.doctor(), "network", "server", "failed", "127.0.0.1")

    def test_a_clock_that_is_wrong(self):
        self.sandbox.control("POST", "/clock", {"advance": "10m"})
        self.assert_seen(self.doctor(), "network", "clock", "warning", "behind", "timedatectl")

    def test_few_requests_left(self):
        self.home.log_in()
        self.sandbox.control("POST", "/limits", {"per_day": 21, "per_second": 0})
        for _ in range(4):
            checks = self.doctor()
        self.assert_seen(checks, "etsy", "limits", "warning", "of 21")

    def test_a_url_that_would_show_tokens_to_everybody(self):
        checks = self.doctor(ETSYORDER_ETSY_URL="http://shop.example")
        self.assert_seen(checks, "sign-in", "server", "failed", "https")

    def test_a_token_that_runs_out_soon(self):
        self.home.log_in()
        stored = self.home.stored()
        stored["shops"][0]["refresh_expires"] = "2026-11-25T10:00:00Z"
        self.home.session.write_text(json.dumps(stored))
        checks = self.doctor("--offline", ETSYORDER_NOW="2026-11-22T10:00:00Z")
        self.assert_seen(checks, "sign-in", "token", "warning", "auth login")


if __name__ == "__main__":
    unittest.main()
