# SPDX-License-Identifier: MIT
"""Bad days of `etsyorder sync` on the network and at the door: one message, the right exit code, nothing lost."""
import json
import threading
import types
import unittest

from odd_etsy import OddEtsy, page
from sandbox import BIN
from sync_case import FAILED, SIGN_IN_NEEDED, TRY_LATER, SyncCase
from terminal import on_terminal

RECEIPT = {"receipt_id": 1, "name": "Ann", "status": "Paid", "is_paid": True, "is_shipped": False,
           "created_timestamp": 1795000000, "updated_timestamp": 1795000000, "transactions": []}


class Network(SyncCase):
    def recovers(self, *faults, **extra):
        """A fault that passes is sat out; the result is as without it."""
        etsy = self.sandbox("--shop", "small", *(word for fault in faults for word in ("--fault", fault)))
        home = self.home(etsy)
        done = home.run("sync", **extra)
        self.assertEqual(done.returncode, 0, done.stderr)
        etsy.door("DELETE", "faults")
        self.assert_whole(home, etsy)

    def gives_up(self, fault, code, *words):
        """A fault that stays ends in one message; a later sync makes good."""
        etsy = self.sandbox("--shop", "small", "--fault", fault)
        home = self.home(etsy)
        self.assert_fails(home.run("sync", "--only", "orders"), code, *words)
        etsy.door("DELETE", "faults")
        self.assertEqual(home.run("sync").returncode, 0)
        self.assert_whole(home, etsy)

    def test_half_a_page_once_is_asked_for_again(self):
        self.recovers("receipts:truncate:x1")

    def test_a_page_that_is_always_cut_off_is_given_up_with_its_reason(self):
        self.gives_up("receipts:truncate", TRY_LATER, "the connection to Etsy was cut", "run this again")

    def test_half_a_page_that_claims_to_be_whole_is_asked_for_again_and_then_given_up(self):
        def half(_path, _query):
            return 200, {}, json.dumps({"count": 1, "results": [RECEIPT]}).encode()[:60]
        etsy = OddEtsy(half)
        self.addCleanup(etsy.__exit__)
        home = self.home(etsy)
        done = home.run("sync", "--only", "orders")
        self.assert_fails(done, TRY_LATER, "cannot be read", "breaks off", "run this again later")
        self.assertEqual(len(etsy.asked), 4)
        self.assertEqual(home.rows("SELECT count(*) FROM orders"), [(0,)])
        etsy.receipts = [RECEIPT]
        self.assertEqual(home.run("sync", "--only", "orders").returncode, 0)
        self.assertEqual(home.rows("SELECT receipt_id FROM orders"), [(1,)])

    def test_a_web_page_once_is_asked_for_again(self):
        self.recovers("receipts:html:x2")

    def test_a_web_page_always_is_given_up_with_its_reason(self):
        self.gives_up("receipts:html", TRY_LATER, "Etsy is in trouble", "instead of data")

    def test_a_dropped_connection_once_is_asked_for_again(self):
        self.recovers("receipts:drop:x2")

    def test_an_answer_that_gets_lost_is_asked_for_again(self):
        self.recovers("receipts:lost:x1", "listings:lost:x1", "reviews:lost:x1", "shop:lost:x1")

    def test_a_slow_server_is_waited_for(self):
        self.recovers("any:slow=1s:x2")

    def test_500_now_and_then_is_sat_out(self):
        self.recovers("any:500:0.3:x6")

    def test_500_always_is_given_up_and_says_try_later(self):
        self.gives_up("receipts:500", TRY_LATER, "Etsy is in trouble", "500")

    def test_a_cut_in_the_middle_keeps_what_was_stored_and_goes_on_there(self):
        etsy = self.sandbox("--shop", "busy")
        home = self.home(etsy)

        etsy.door("POST", "faults", {"fault": "reviews:500"})
        cut = home.run("sync", "--json", "complete,orders")
        self.assertEqual((cut.returncode, json.loads(cut.stderr)["error"]["summary"]), (TRY_LATER, "Etsy is in trouble"))
        told = json.loads(cut.stdout)["sync"]  # what was stored is told now: no later run would
        self.assertFalse(told["complete"])
        self.assertEqual(len(told["orders"]), 300)
        self.assertEqual(home.rows("SELECT count(*) FROM orders"), [(300,)])
        etsy.door("DELETE", "faults")
        etsy.forget_requests()
        self.assertEqual(home.run("sync").returncode, 0)
        self.assertEqual(len(etsy.requests("/receipts")), 1, "stored pages were asked for again")
        self.assert_whole(home, etsy)

    def test_a_failure_is_told_when_the_run_ends_on_a_later_one(self):
        etsy = self.sandbox("--shop", "small", "--fault", "receipts:404", "--fault", "shop:drop")
        done = self.home(etsy).run("sync", "--all", "--json", "complete,streams")
        error = json.loads(done.stderr)["error"]
        self.assertEqual((done.returncode, error["exit_code"]), (TRY_LATER, TRY_LATER))
        self.assertIn("orders failed before that", json.dumps(error))
        self.assertIn("syncing shop", json.dumps(error))
        told = {stream["stream"]: stream["outcome"] for stream in json.loads(done.stdout)["sync"]["streams"]}
        self.assertEqual((told["orders"], told["shop"]), ("failed", "cut_off"))

    def test_what_a_stream_stored_before_it_failed_is_told(self):
        etsy = OddEtsy(lambda path, query: (400, {}, b'{"error":"no"}') if query.get("offset") == "100" else
                       page([{**RECEIPT, "receipt_id": n, "created_timestamp": 1795000000 + n} for n in range(1, 101)], 200))
        self.addCleanup(etsy.__exit__)
        done = self.home(etsy).run("sync", "--only", "orders", "--json", "streams")
        self.assertEqual(done.returncode, FAILED, done.stderr)
        stream = json.loads(done.stdout)["sync"]["streams"][0]
        self.assertEqual((stream["outcome"], stream["first_time"], stream["added"]), ("failed", True, 100))

    def test_a_failure_is_told_though_nobody_reads_the_changes(self):
        etsy = self.sandbox("--shop", "small", "--fault", "reviews:404")
        home = self.home(etsy)
        for words in ((), ("--json",)):
            done = home.run_unread("sync", "--all", *words)
            self.assertEqual(done.returncode, home.run("sync", "--all").returncode, done.stderr)
            self.assertIn("error", done.stderr)

    def test_the_report_of_a_run_that_is_cut_off_has_its_own_line_on_a_terminal(self):
        def slow_then_refused(_, query):
            offset = int(query.get("offset", 0))
            if offset >= 200:
                return 401, {}, b'{"error":"invalid_token","error_description":"access token is expired"}'
            threading.Event().wait(1.1 if offset else 0)  # work of less than a second shows no progress
            return page([{**RECEIPT, "receipt_id": 1 + offset + n} for n in range(int(query["limit"]))], 300)
        etsy = OddEtsy(slow_then_refused)
        self.addCleanup(etsy.__exit__)
        home = self.home(etsy)
        terminal = types.SimpleNamespace(environment=lambda **more: {**home.environment, **more})
        shown, code = on_terminal(terminal, [BIN / "etsyorder", "sync", "--only", "orders"])
        self.assertEqual(code, SIGN_IN_NEEDED, shown)
        self.assertIn("orders: asking Etsy ...", shown, "the first answer may be slow")
        self.assertIn("of 300", shown)
        lines = [line.rsplit("\x1b[K", 1)[-1] for line in shown.splitlines()]
        self.assertEqual([line for line in lines if "cut off" in line and "of 300" in line], [])
        self.assertTrue(any("cut off" in line for line in lines), shown)

    def test_nobody_listening_is_called_offline(self):
        etsy = self.sandbox("--shop", "small")
        home = self.home(etsy)
        self.assertEqual(home.run("sync").returncode, 0)
        before = home.dump()
        etsy.close()
        self.assert_fails(home.run("sync"), TRY_LATER, "offline")
        self.assertEqual(home.dump(), before)

    def test_an_error_in_json_has_its_kind(self):
        etsy = self.sandbox("--shop", "small")
        etsy.close()
        done = self.home(etsy).run("sync", "--json")
        error = json.loads(done.stderr)["error"]
        self.assertEqual((error["kind"], error["retryable"], error["exit_code"]), ("try_later", True, TRY_LATER))
        self.assertEqual(done.stdout, "")


class SignIn(SyncCase):
    def setUp(self):
        self.etsy = self.sandbox("--shop", "small")

    def test_a_wrong_key_is_named(self):
        home = self.home(self.etsy, ETSYORDER_KEYSTRING="nosuchkey0000000000000001:" + self.etsy.secret)
        self.assert_fails(home.run("sync"), SIGN_IN_NEEDED, "key")

    def test_a_wrong_secret_is_named_and_not_shown(self):
        home = self.home(self.etsy, ETSYORDER_KEYSTRING=self.etsy.keystring + ":wrongsecretword")
        done = home.run("sync")
        self.assert_fails(done, SIGN_IN_NEEDED, "key")
        self.assertNotIn("wrongsecretword", done.stderr)

    def test_a_missing_shared_secret_is_a_usage_error_before_any_request(self):
        home = self.home(self.etsy, ETSYORDER_KEYSTRING=self.etsy.keystring)
        self.assert_fails(home.run("sync"), 2, "shared secret")
        self.assertEqual(self.etsy.requests(), [])

    def test_an_unknown_token_needs_a_new_sign_in_and_is_not_shown(self):
        home = self.home(self.etsy, ETSYORDER_ACCESS_TOKEN="12345678.nosuchtokenatall")
        done = home.run("sync")
        self.assert_fails(done, SIGN_IN_NEEDED, "no longer accepts the sign-in", "ETSYORDER_ACCESS_TOKEN")
        self.assertNotIn("nosuchtokenatall", done.stderr)

    def test_a_revoked_token_in_the_middle_loses_nothing(self):
        home = self.home(self.etsy)
        self.assertEqual(home.run("sync").returncode, 0)
        before = home.dump()
        self.etsy.door("POST", "revoke", {"access": True})
        self.assert_fails(home.run("sync"), SIGN_IN_NEEDED, "no longer accepts the sign-in")
        self.assertEqual(home.dump(), before)

    def test_an_expired_token_needs_a_new_one(self):
        home = self.home(self.etsy)
        self.etsy.door("POST", "clock", {"advance": "2h"})
        self.assert_fails(home.run("sync"), SIGN_IN_NEEDED, "expired")

    def test_a_missing_scope_is_named(self):
        home = self.home(self.etsy, ETSYORDER_ACCESS_TOKEN=self.etsy.new_token(scopes="shops_r"))
        self.assert_fails(home.run("sync"), SIGN_IN_NEEDED, "transactions_r")

    def test_another_ones_shop_is_no_missing_permission_and_leaves_no_shop_behind(self):
        home = self.home(self.etsy, ETSYORDER_SHOP_ID="42")
        done = home.run("sync", "--only", "orders")
        self.assert_fails(done, FAILED, "does not own", "etsyorder auth status shows the shop")
        self.assertNotIn("transactions_r", done.stderr)
        self.assertEqual(home.run("orders", "list").returncode, 3, "nothing came of that shop")

    def test_a_refusal_without_a_reason_says_where_to_look(self):
        for status, code in ((403, 1), (404, 3)):
            self.etsy.door("POST", "faults", {"fault": f"receipts:{status}:x1"})
            self.assert_fails(self.home(self.etsy).run("sync"), code, "etsyorder auth status", "transactions_r")


if __name__ == "__main__":
    unittest.main()
