# SPDX-License-Identifier: MIT
"""Receipts as odd as Etsy may send them: stored, shown, or told."""
import json
import unittest

from odd_etsy import OddEtsy, page
from sync_case import FAILED, FINDINGS, SIGN_IN_NEEDED, SyncCase

BARE = {"receipt_id": 1042}
RECEIPT = {"receipt_id": 1, "name": "Ann", "status": "Paid", "is_paid": True, "is_shipped": False,
           "created_timestamp": 1795000000, "updated_timestamp": 1795000000, "transactions": []}


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

    def test_what_could_not_be_read_is_told_though_nobody_reads_the_changes(self):
        etsy = OddEtsy([{**RECEIPT, "receipt_id": 2, "transactions": "none"}, RECEIPT])
        self.addCleanup(etsy.__exit__)
        done = self.home(etsy).run_unread("sync", "--only", "orders")
        self.assertEqual(done.returncode, FINDINGS, done.stderr)
        self.assertIn("(receipt 2: transactions", done.stderr)
        self.assertEqual(self.home(etsy).run_unread("sync", "--only", "orders", "--json").returncode, FINDINGS)

    def test_what_could_not_be_read_is_told_of_a_run_that_is_cut_off(self):
        many = [{**RECEIPT, "receipt_id": 1 + n} for n in range(150)]
        etsy = OddEtsy(many)
        self.addCleanup(etsy.__exit__)
        home = self.home(etsy)
        self.assertEqual(home.run("sync", "--only", "orders").returncode, 0)
        many[0] = {**many[0], "transactions": "none"}

        def refused_after_the_first_page(_, query):
            if int(query.get("offset", 0)) > 0:
                return 401, {}, b'{"error":"invalid_token","error_description":"access token is expired"}'
            return page(many[:int(query["limit"])], len(many))
        cut = OddEtsy(refused_after_the_first_page)
        self.addCleanup(cut.__exit__)
        done = home.run("sync", "--only", "orders", ETSYORDER_ETSY_URL=cut.url)
        self.assertEqual(done.returncode, SIGN_IN_NEEDED, done.stderr)
        self.assertIn("(receipt 1: transactions", done.stderr)

    def test_a_walk_that_is_repeated_counts_each_receipt_once(self):
        bad = {**RECEIPT, "receipt_id": 2, "transactions": "none"}
        home, done = self.store(RECEIPT, bad)
        self.assertEqual(done.returncode, FINDINGS, done.stderr)
        etsy = OddEtsy(lambda path, query: page([RECEIPT, bad][int(query.get("offset", 0)):], 3))  # counts one more than it gives
        self.addCleanup(etsy.__exit__)
        done = home.run("sync", "--only", "orders", "--json", "streams", ETSYORDER_ETSY_URL=etsy.url)
        orders = json.loads(done.stdout)["sync"]["streams"][0]
        self.assertEqual((orders["unchanged"], orders["unreadable"], len(orders["unreadable_why"])), (1, 1, 1))
        self.assertGreater(len(etsy.asked), 2, "the walk was not repeated: the test shows nothing")

    def test_a_receipt_that_cannot_be_read_is_kept_and_shown_until_it_can(self):
        bad = {**RECEIPT, "receipt_id": 2, "transactions": "none"}
        home, _ = self.store(bad, {"status": "Paid", "transactions": []})
        shown = home.run("orders", "show", "2")
        self.assert_fails(shown, FAILED, "order 2 came from Etsy and could not be read", "receipt 2: transactions", "--raw")
        self.assertEqual(json.loads(home.run("orders", "show", "2", "--raw").stdout), bad)
        self.assertEqual(home.rows("SELECT count(*) FROM unread_orders"), [(2,)])
        etsy = OddEtsy([{**bad, "transactions": []}])
        self.addCleanup(etsy.__exit__)
        self.assertEqual(home.run("sync", "--only", "orders", ETSYORDER_ETSY_URL=etsy.url).returncode, 0)
        self.assertEqual(home.run("orders", "show", "2").returncode, 0)
        self.assertEqual(home.rows("SELECT receipt_id FROM unread_orders"), [(None,)])

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
        self.assertEqual(home.rows("SELECT receipt_id FROM unread_orders"), [(1,)])
        shown = home.run("orders", "show", "1")
        self.assertEqual(shown.returncode, 0)
        self.assertEqual(json.loads(home.run("orders", "show", "1", "--raw").stdout), bad, "the last that Etsy sent")
        self.assertIn("order 1 is shown as it was before: what Etsy said last could not be read (receipt 1: transactions", shown.stderr)
        for dump in (before, after):
            # places, the server last asked, and what could not be read
            del dump["sync_streams"], dump["shops"], dump["unread_orders"]
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


if __name__ == "__main__":
    unittest.main()
