# SPDX-License-Identifier: MIT
"""Bad days of `etsyorder sync`: one clear message, the right exit code, nothing lost and nothing doubled."""
import json
import signal
import sqlite3
import time
import unittest

from odd_etsy import OddEtsy, page
from sandbox_shop import Home, Sandbox

FAILED, SIGN_IN_NEEDED, CONFLICT, FINDINGS, TRY_LATER = 1, 4, 5, 6, 75
BARE = {"receipt_id": 1042}
RECEIPT = {"receipt_id": 1, "name": "Ann", "status": "Paid", "is_paid": True, "is_shipped": False,
           "created_timestamp": 1795000000, "updated_timestamp": 1795000000, "transactions": []}


class SyncCase(unittest.TestCase):
    def sandbox(self, *arguments, **given):
        etsy = Sandbox(*arguments, **given)
        self.addCleanup(etsy.close)
        return etsy

    def home(self, etsy, **extra):
        home = Home(etsy, **extra)
        self.addCleanup(home.__exit__)
        return home

    def assert_fails(self, done, code, *words):
        """One error, in the program's own shape, that says these words; nothing on stdout."""
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertEqual(done.stdout, "")
        lines = done.stderr.splitlines()
        self.assertEqual(sum(line.startswith("error: ") for line in lines), 1, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)
        self.assertNotIn("terminate", done.stderr)

    def assert_whole(self, home, etsy):
        """The store holds the whole shop once, as a sync without faults would have left it."""
        with Home(etsy) as calm:
            calm.json("sync")
            self.assertEqual(home.dump(), calm.dump())
        self.assertEqual(home.broken_promises(), [])


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

    def test_a_refusal_without_a_reason_says_where_to_look(self):
        for status, code in ((403, 1), (404, 3)):
            self.etsy.door("POST", "faults", {"fault": f"receipts:{status}:x1"})
            self.assert_fails(self.home(self.etsy).run("sync"), code, "etsyorder auth status", "transactions_r")


class OddReceipts(SyncCase):
    def store(self, *receipts):
        etsy = OddEtsy(list(receipts))
        self.addCleanup(etsy.__exit__)
        home = self.home(etsy)
        done = home.run("sync", "--only", "orders")
        return home, done

    def test_a_receipt_with_every_optional_field_missing_is_stored_and_shown(self):
        home, done = self.store(BARE)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(home.rows("SELECT receipt_id, status, buyer_name, total_minor, ship_by_utc_s FROM orders"),
                         [(1042, "", "", None, None)])
        for words in (["orders", "list"], ["orders", "show", 1042], ["orders", "show", 1042, "--json"]):
            shown = home.run(*words)
            self.assertEqual((shown.returncode, shown.stderr), (0, ""))
            self.assertIn("1042", shown.stdout)

    def test_unknown_statuses_and_fields_are_kept(self):
        home, done = self.store({**RECEIPT, "status": "Held By Elves", "from_the_future": {"deep": [1, None, "x"]}})
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(home.rows("SELECT status, is_open FROM orders"), [("held by elves", 1)])
        shown = home.run("orders", "show", 1, "--json")
        self.assertIn("held by elves", shown.stdout.lower())

    def test_a_receipt_without_its_number_is_counted_and_the_others_are_stored(self):
        home, done = self.store({"name": "Nobody"}, RECEIPT)
        self.assertEqual(done.returncode, FINDINGS, done.stderr)
        self.assertIn("1 could not be read", done.stderr)
        self.assertIn("a receipt without receipt_id", done.stderr)
        self.assertEqual(home.rows("SELECT receipt_id FROM orders"), [(1,)])

    def test_a_receipt_whose_items_are_no_list_is_a_finding_and_no_order_with_nothing_to_make(self):
        for bad in ("none", {}, None, ["x"], [{"transaction_id": 9, "quantity": "two"}]):
            with self.subTest(bad=bad):
                home, done = self.store({**RECEIPT, "receipt_id": 2, "transactions": bad}, RECEIPT)
                self.assertEqual(done.returncode, FINDINGS, done.stderr)
                self.assertIn("1 could not be read and is not stored (receipt 2: transactions", done.stderr)
                self.assertEqual(home.rows("SELECT receipt_id FROM orders"), [(1,)])
                again = home.run("sync", "--json", "streams", "--only", "open_orders")
                self.assertEqual(again.returncode, FINDINGS, "an open order is named on each slow beat")
                self.assertIn("receipt 2", json.loads(again.stdout)["sync"]["streams"][0]["unreadable_why"][0])

    def test_a_good_order_that_comes_back_unreadable_stays_as_it_was(self):
        item = {"transaction_id": 9, "title": "Sign", "quantity": 1}
        home, done = self.store({**RECEIPT, "transactions": [item]})
        self.assertEqual(done.returncode, 0, done.stderr)
        before = home.dump()
        bad = {**RECEIPT, "status": "Completed", "transactions": None}

        def by_number_alone(path, query):
            return page([], 0) if path.endswith("/receipts") else (200, {}, json.dumps(bad).encode())
        for receipts in ([bad], by_number_alone):
            etsy = OddEtsy(receipts)
            self.addCleanup(etsy.__exit__)
            for stream in ("orders", "open_orders"):
                done = home.run("sync", "--only", stream, ETSYORDER_ETSY_URL=etsy.url)
                self.assertEqual(done.returncode, FINDINGS if stream == "open_orders" or receipts == [bad] else 0, done.stderr)
        after = home.dump()
        for dump in (before, after):
            del dump["sync_streams"], dump["shops"]  # places, and the server last asked
        self.assertEqual(after, before)

    def after(self, before, after):
        """What a sync tells of a receipt that changed so, and the home."""
        home, done = self.store({**RECEIPT, **before})
        self.assertEqual(done.returncode, 0, done.stderr)
        etsy = OddEtsy([{**RECEIPT, **after}])
        self.addCleanup(etsy.__exit__)
        return home.json("sync", "--only", "orders", ETSYORDER_ETSY_URL=etsy.url)["orders"], home

    def test_a_change_of_money_payment_gift_or_shipment_is_named(self):
        def usd(minor):
            return {"amount": minor, "divisor": 100, "currency_code": "USD"}

        def sent(at):
            return [{"carrier_name": "dhl", "tracking_code": "1", "shipment_notification_timestamp": at}]
        orders, home = self.after(
            {"payment_method": "cc", "subtotal": usd(400), "discount_amt": usd(0), "shipments": sent(1795000000)},
            {"payment_method": "paypal", "gift_sender": "Bo", "subtotal": usd(500), "discount_amt": usd(50),
             "total_tax_cost": usd(7), "shipments": sent(1795003600), "formatted_address": "New St 2"})
        self.assertEqual([one["events"] for one in orders], [["order.changed"]])
        self.assertEqual({one["field"]: (one["before"], one["after"]) for one in orders[0]["changes"]},
                         {"payment_method": ("cc", "paypal"), "gift_sender": ("none", "Bo"), "subtotal": ("4.00 USD", "5.00 USD"),
                          "discount": ("0.00 USD", "0.50 USD"), "tax": ("", "0.07 USD"),
                          "shipments.notified_at": ("2026-11-18T11:06:40Z", "2026-11-18T12:06:40Z"),
                          "address.formatted": ("", "New St 2")})
        self.assertEqual(home.rows("SELECT payment_method, gift_sender, subtotal_minor FROM orders"), [("paypal", "Bo", 500)])

    def test_a_change_of_any_field_reaches_the_store_even_where_it_is_no_news(self):
        item = {"transaction_id": 9, "title": "Sign", "quantity": 1}
        orders, home = self.after({"transactions": [{**item, "product_id": 1}]}, {"transactions": [{**item, "product_id": 2}]})
        self.assertEqual(orders, [], "nothing of it is news")
        self.assertEqual(home.rows("SELECT product_id FROM items"), [(2,)])


class Database(SyncCase):
    def setUp(self):
        self.etsy = self.sandbox("--shop", "small")
        self.world = self.home(self.etsy)

    def synced(self):
        self.assertEqual(self.world.run("sync").returncode, 0)
        return self.world

    def test_a_locked_database_is_a_conflict(self):
        home = self.synced()
        before = home.dump()
        holder = sqlite3.connect(home.database, isolation_level=None)
        self.addCleanup(holder.close)
        holder.execute("BEGIN IMMEDIATE")
        self.assert_fails(home.run("sync"), CONFLICT, "is locked", "run this again")
        holder.execute("ROLLBACK")
        self.assertEqual(home.run("sync").returncode, 0)
        self.assertEqual(home.dump()["orders"], before["orders"])

    def test_a_newer_database_is_refused_and_left_alone(self):
        home = self.synced()
        with sqlite3.connect(home.database) as connection:
            connection.execute("PRAGMA user_version = 9999")
        connection.close()
        before = home.dump()
        self.assert_fails(home.run("sync"), CONFLICT, "newer etsyorder", "9999")
        self.assert_fails(home.run("orders", "list"), CONFLICT, "newer etsyorder")
        self.assertEqual(home.dump(), before)

    def test_a_database_of_another_build_is_refused_and_left_alone(self):
        home = self.synced()
        connection = sqlite3.connect(home.database)
        connection.execute("UPDATE schema_migrations SET checksum = 'of another build' WHERE version = 1")
        connection.commit()
        connection.close()
        before = home.dump()
        number = home.rows("SELECT receipt_id FROM orders")[0][0]
        for words in (["sync"], ["orders", "list"], ["orders", "show", number], ["orders", "tag", number, "+late"]):
            self.assert_fails(home.run(*words), CONFLICT, "another build of etsyorder", "0001_orders", "move its whole folder away")
        self.assertEqual(home.dump(), before)

    def test_another_programs_database_is_refused_and_left_alone(self):
        for version in (0, 1, 7):  # the number is every program's own; ours is no proof
            with self.subTest(version), Home(self.etsy) as home:
                home.database.parent.mkdir(parents=True, exist_ok=True)
                connection = sqlite3.connect(home.database)
                connection.executescript(f"CREATE TABLE songs (title TEXT); PRAGMA user_version = {version}")
                connection.close()
                before = home.database.read_bytes()
                self.assert_fails(home.run("sync"), FAILED, "another program's database")
                self.assert_fails(home.run("orders", "list"), FAILED, "another program's database")
                self.assertEqual(home.database.read_bytes(), before)

    def test_a_file_that_is_no_database_is_refused_and_left_alone(self):
        home = self.world
        home.database.parent.mkdir(parents=True, exist_ok=True)
        home.database.write_bytes(b"Dear diary, " * 1000)
        self.assert_fails(home.run("sync"), FAILED, "damaged")
        self.assert_fails(home.run("orders", "list"), FAILED, "damaged")
        self.assertEqual(home.database.read_bytes(), b"Dear diary, " * 1000)

    def test_a_damaged_page_is_named(self):
        home = self.synced()
        connection = sqlite3.connect(home.database)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'orders'").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        connection.close()
        with home.database.open("r+b") as file:
            file.seek((root - 1) * size)
            file.write(b"\xa5" * size)
        self.assert_fails(home.run("sync"), FAILED, "damaged")
        self.assert_fails(home.run("orders", "list"), FAILED, "damaged")

    def test_two_syncs_at_once_are_one_sync(self):
        etsy = self.sandbox("--shop", "busy", "--fault", "receipts:slow=1s:x3")
        home = self.home(etsy)
        first = home.start("sync")
        deadline = time.monotonic() + 30
        while not etsy.requests("/receipts") and time.monotonic() < deadline:
            time.sleep(0.02)
        self.assert_fails(home.run("sync"), CONFLICT, "another sync of this shop is running", "wait for it")
        out, err = first.communicate(timeout=60)
        self.assertEqual(first.returncode, 0, err)
        self.assert_whole(home, etsy)

    def test_a_sync_that_was_killed_does_not_lock_out_the_next(self):
        etsy = self.sandbox("--shop", "busy", "--fault", "receipts:slow=5s:x1")
        home = self.home(etsy)
        first = home.start("sync")
        deadline = time.monotonic() + 30
        while not (home.database.exists() and self.leases(home)) and time.monotonic() < deadline:
            time.sleep(0.02)
        first.send_signal(signal.SIGKILL)
        first.communicate()
        self.assertTrue(self.leases(home))
        etsy.door("DELETE", "faults")
        self.assertEqual(home.run("sync").returncode, 0)
        self.assert_whole(home, etsy)

    def test_a_stop_by_the_user_is_130_and_loses_nothing(self):
        etsy = self.sandbox("--shop", "busy", "--fault", "receipts:slow=20s:x1")
        home = self.home(etsy)
        first = home.start("sync")
        deadline = time.monotonic() + 30
        while not (home.database.exists() and self.leases(home)) and time.monotonic() < deadline:
            time.sleep(0.02)
        began = time.monotonic()
        first.send_signal(signal.SIGINT)
        first.communicate(timeout=60)
        self.assertEqual(first.returncode, 130)
        self.assertLess(time.monotonic() - began, 10)
        etsy.door("DELETE", "faults")
        self.assertEqual(home.run("sync").returncode, 0)
        self.assert_whole(home, etsy)

    @staticmethod
    def leases(home):
        try:
            return home.rows("SELECT * FROM leases")
        except sqlite3.Error:
            return []


if __name__ == "__main__":
    unittest.main()
