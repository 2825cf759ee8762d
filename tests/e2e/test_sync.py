# SPDX-License-Identifier: MIT
"""`etsyorder sync` against the real sandbox: what it asks, what it stores, what it says."""
import json
import os
import tempfile
import time
import unittest

from sandbox_shop import Home, Sandbox


def stored_numbers(home):
    return {number for number, in home.rows("SELECT receipt_id FROM orders")}


def changes(report):
    """{order: {field: (before, after)}} of a sync's JSON."""
    return {one["order"]: {change["field"]: (change["before"], change["after"]) for change in one["changes"]}
            for one in report["orders"]}


def stream(report, name):
    return next(one for one in report["streams"] if one["stream"] == name)


class FirstSync(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.etsy = Sandbox("--shop", "busy", "--address", "present")
        cls.home = Home(cls.etsy)
        cls.report = cls.home.json("sync")

    @classmethod
    def tearDownClass(cls):
        cls.home.__exit__()
        cls.etsy.close()

    def test_every_order_of_the_shop_is_stored(self):
        theirs = {one["receipt_id"] for one in self.etsy.listing("receipts")}
        self.assertEqual(len(theirs), 300)
        self.assertEqual(stored_numbers(self.home), theirs)
        self.assertEqual(stream(self.report, "orders")["added"], 300)

    def test_each_order_says_what_the_server_says(self):
        ours = {row[0]: row[1:] for row in self.home.rows(
            "SELECT receipt_id, status, is_paid, is_shipped, is_gift, total_minor, currency, placed_at_utc_s, "
            "updated_at_utc_s, (SELECT count(*) FROM items i WHERE i.order_id = o.order_id), "
            "(SELECT count(*) FROM refunds r WHERE r.order_id = o.order_id), "
            "(SELECT count(*) FROM shipments s WHERE s.order_id = o.order_id) FROM orders o")}
        for one in self.etsy.listing("receipts"):
            self.assertEqual(one["grandtotal"]["divisor"], 100)
            theirs = (one["status"].lower(), int(one["is_paid"]), int(one["is_shipped"]), int(one["is_gift"]),
                      one["grandtotal"]["amount"], one["grandtotal"]["currency_code"], one["created_timestamp"],
                      one["updated_timestamp"], len(one["transactions"]), len(one["refunds"]), len(one["shipments"]))
            self.assertEqual(ours[one["receipt_id"]], theirs, one["receipt_id"])

    def test_what_the_buyer_typed_is_kept_byte_for_byte(self):
        theirs = sorted((item["transaction_id"], answer["formatted_value"])
                        for one in self.etsy.listing("receipts") for item in one["transactions"]
                        for answer in item["variations"])
        ours = sorted(self.home.rows("SELECT i.transaction_id, coalesce(a.verbatim, a.text) "
                                     "FROM answers a JOIN items i ON i.item_id = a.item_id"))
        self.assertEqual(ours, theirs)
        self.assertTrue(self.home.rows("SELECT 1 FROM answers WHERE verbatim LIKE '%&%' AND text NOT LIKE '%&#%'"))

    def test_the_kept_source_is_what_the_server_said_and_can_be_filtered(self):
        one = self.etsy.listing("receipts")[0]
        raw = self.home.run("orders", "show", str(one["receipt_id"]), "--raw")
        self.assertEqual(json.loads(raw.stdout)["transactions"], one["transactions"])
        filtered = self.home.run("orders", "show", str(one["receipt_id"]), "--raw", "--jq", ".receipt_id")
        self.assertEqual((filtered.returncode, filtered.stdout), (0, f"{one['receipt_id']}\n"))

    def test_nobody_else_on_the_machine_reads_about_buyers(self):
        before = os.umask(0o022)  # the usual one
        try:
            with Home(self.etsy) as home:
                home.run("sync", "--only", "shop")
                kept = list((home.path / "data").rglob("*")) + [home.path / "data"]
                self.assertIn(home.database, kept)
                for name in kept:
                    self.assertEqual(name.stat().st_mode & 0o077, 0, name)
        finally:
            os.umask(before)

    def test_listings_images_questions_reviews_and_the_shop_are_stored(self):
        theirs = [one for state in ("active", "sold_out", "inactive")
                  for one in self.etsy.listing("listings", state=state, includes="Images,Personalization")]
        self.assertEqual({row[0] for row in self.home.rows("SELECT listing_id FROM listings")},
                         {one["listing_id"] for one in theirs})
        self.assertEqual(self.home.rows("SELECT count(*) FROM listing_images")[0][0],
                         sum(len(one["images"]) for one in theirs))
        self.assertGreater(self.home.rows("SELECT count(*) FROM listing_questions")[0][0], 0)
        self.assertEqual({row[0] for row in self.home.rows("SELECT transaction_id FROM reviews")},
                         {one["transaction_id"] for one in self.etsy.listing("reviews")})
        name, fetched = self.home.rows("SELECT name, fetched_at_utc_s FROM shops")[0]
        self.assertTrue(name and fetched)

    def test_each_placed_order_has_one_event(self):
        events = self.home.rows("SELECT order_id, count(*) FROM events WHERE name = 'order.placed' GROUP BY order_id")
        self.assertEqual(len(events), 300)
        self.assertEqual({count for _, count in events}, {1})

    def test_the_store_is_sound(self):
        self.assertEqual(self.home.broken_promises(), [])


class LaterSync(unittest.TestCase):
    def setUp(self):
        self.etsy = Sandbox("--shop", "small")
        self.addCleanup(self.etsy.close)
        self.home = Home(self.etsy)
        self.addCleanup(self.home.__exit__)
        self.home.json("sync")
        self.etsy.forget_requests()

    def test_a_stream_the_sign_in_may_not_read_is_named_and_waits_for_its_beat(self):
        token = self.etsy.new_token(scopes="transactions_r shops_r")
        done = self.home.run("sync", "--all", "--json", ETSYORDER_ACCESS_TOKEN=token)
        self.assertEqual(done.returncode, 6, done.stderr)
        sync = json.loads(done.stdout)["sync"]
        self.assertTrue(sync["complete"])
        self.assertEqual([one["stream"] for one in sync["streams"] if one["outcome"] == "not_allowed"], ["listings"])
        self.etsy.forget_requests()
        self.home.json("sync", ETSYORDER_ACCESS_TOKEN=token)
        self.assertEqual(self.etsy.requests("listings"), [], "refused, and asked again before its beat")

    def test_nothing_changed_is_one_request_and_says_so(self):
        before = self.home.dump()
        report = self.home.json("sync")
        self.assertEqual(len(self.etsy.requests()), 1)
        self.assertEqual(report["requests"], 1)
        self.assertEqual(report["orders"], [])
        after = self.home.dump()
        del before["sync_streams"], after["sync_streams"]
        self.assertEqual(before, after)

    def test_a_new_order_is_found_and_named(self):
        self.etsy.door("POST", "clock", {"advance": "30m"})
        number = self.etsy.door("POST", "orders", {"buyer": "Rosa Späth"})["receipt_id"]
        report = self.home.json("sync")
        self.assertEqual([(one["order"], one["buyer"], one["outcome"], one["events"]) for one in report["orders"]],
                         [(number, "Rosa Späth", "new", ["order.placed"])])
        self.assertEqual(len(self.etsy.requests()), 1)

    def test_a_change_that_etsy_announces_is_found_by_the_next_sync(self):
        self.etsy.door("POST", "clock", {"advance": "30m"})
        number = self.home.rows("SELECT receipt_id FROM orders WHERE is_open = 1 ORDER BY receipt_id")[0][0]
        self.etsy.door("POST", f"orders/{number}/edit", {"message": "Please hurry", "bump": True})
        report = self.home.json("sync")
        self.assertEqual({order: {field: after for field, (_, after) in fields.items()}
                          for order, fields in changes(report).items()}, {number: {"message_from_buyer": "Please hurry"}})
        self.assertEqual(report["orders"][0]["events"], ["order.changed"])

    def open_order(self, at=0):
        return self.home.rows("SELECT receipt_id FROM orders WHERE is_open = 1 ORDER BY receipt_id")[at][0]

    def silent(self, act, body):
        """The report of the slow beat after a change that Etsy did not announce to the fast one."""
        number = self.open_order()
        self.etsy.door("POST", f"orders/{number}/{act}", body)
        self.assertEqual(self.home.json("sync", "--only", "orders")["orders"], [])
        report = self.home.json("sync", "--only", "open_orders")
        self.assertEqual([one["order"] for one in report["orders"]], [number])
        self.assertEqual(self.home.json("sync", "--only", "open_orders")["orders"], [], "found twice")
        return report["orders"][0], changes(report)[number], number

    def events(self, number):
        return [name for name, in self.home.rows(
            "SELECT e.name FROM events e JOIN orders o ON o.order_id = e.order_id WHERE o.receipt_id = ? "
            "ORDER BY e.event_id", number)]

    def test_the_slow_beat_counts_the_open_orders_it_compares(self):
        self.silent("refund", {})
        open_now = self.home.rows("SELECT count(*) FROM orders WHERE is_open = 1")[0][0]
        listed = self.home.json("sync", "--only", "open_orders")
        plan = self.home.json("sync", "--plan", "--only", "open_orders")
        self.assertEqual(stream(listed, "open_orders")["unchanged"], open_now)
        self.assertIn(f"{open_now} open orders to compare", [one["why"] for one in plan["streams"]])

    def test_a_silent_cancel_is_found_by_the_slow_beat(self):
        found, fields, number = self.silent("cancel", {})
        self.assertEqual(found["events"], ["order.canceled"])
        self.assertEqual(fields["status"], ("paid", "canceled"))
        self.assertEqual(self.events(number), ["order.placed", "order.canceled"])
        self.assertEqual(self.home.rows("SELECT is_open FROM orders WHERE receipt_id = ?", number), [(0,)])

    def test_a_silent_refund_is_found_by_the_slow_beat(self):
        found, fields, number = self.silent("refund", {"amount": "5.00", "reason": "late"})
        self.assertEqual(found["events"], ["order.refunded"])
        self.assertIn("5.00", fields["refunds"][1])
        self.assertEqual(fields["status"], ("paid", "partially refunded"))
        self.assertEqual(self.events(number), ["order.placed", "order.refunded"])

    def test_a_silently_moved_ship_date_is_found_by_the_slow_beat(self):
        found, fields, number = self.silent("ship-date", {"ship_by": "2026-12-24T05:00:00Z"})
        self.assertEqual(found["events"], ["order.ship_by_moved"])
        self.assertEqual(fields["ship_by"][1], "2026-12-24T05:00:00Z")
        self.assertEqual(self.events(number), ["order.placed", "order.ship_by_moved"])

    def test_the_slow_beat_comes_round_by_itself(self):
        number = self.open_order()
        self.etsy.door("POST", f"orders/{number}/cancel", {})
        report = self.home.json("sync", ETSYORDER_NOW="2026-11-22T16:00:01Z")
        self.assertEqual([one["order"] for one in report["orders"]], [number])

    def test_an_item_keeps_its_id_and_the_sellers_tags_stay_through_a_change(self):
        number = self.open_order()
        self.home.run("orders", "tag", number, "+rush")
        items = self.home.rows("SELECT item_id, transaction_id FROM items ORDER BY item_id")
        self.silent("ship-date", {"ship_by": "2026-12-24T05:00:00Z"})
        self.assertEqual(self.home.rows("SELECT item_id, transaction_id FROM items ORDER BY item_id"), items)
        self.assertEqual(self.home.rows("SELECT tag FROM order_tags"), [("rush",)])

    def test_the_pipe_gets_a_line_a_change_and_the_rest_goes_to_stderr(self):
        number = self.open_order()
        self.etsy.door("POST", f"orders/{number}/ship-date", {"ship_by": "2026-12-24T05:00:00Z"})
        done = self.home.run("sync", "--only", "open_orders")
        lines = [line.split("\t") for line in done.stdout.splitlines()]
        self.assertTrue(lines and all(line[0] == str(number) and line[2] == "changed" for line in lines), done.stdout)
        self.assertIn("ship_by", {line[3] for line in lines})
        self.assertIn("open orders: 0 new, 1 changed", done.stderr)
        self.assertEqual(done.returncode, 0)

    def test_jq_sees_the_same_json(self):
        self.etsy.door("POST", "clock", {"advance": "30m"})
        number = self.etsy.door("POST", "orders", {})["receipt_id"]
        done = self.home.run("sync", "--jq", ".sync.orders[].order")
        self.assertEqual(done.stdout.strip(), str(number), done.stderr)

    def test_a_plan_counts_the_calls_and_stores_nothing(self):
        self.etsy.door("POST", "clock", {"advance": "30m"})
        self.etsy.door("POST", "orders", {})
        before = self.home.dump()
        plan = self.home.json("sync", "--plan", ETSYORDER_NOW="2026-11-22T16:00:01Z")
        self.assertEqual(self.home.dump(), before)
        due = {one["stream"]: one["calls"] for one in plan["streams"] if one["due"]}
        self.assertEqual(due["orders"], 1)
        self.assertEqual(due["open_orders"], 1)
        self.assertEqual(plan["calls"], sum(due.values()))
        self.assertGreater(plan["calls_left_today"], 0)
        self.etsy.forget_requests()
        self.home.json("sync", ETSYORDER_NOW="2026-11-22T16:00:01Z")
        self.assertEqual(len(self.etsy.requests()), plan["calls"], "the plan must say what the sync then does")

    def test_a_plan_calls_the_overlap_no_news(self):
        why = {one["stream"]: one["why"] for one in self.home.json("sync", "--plan", "--all")["streams"]}
        self.assertRegex(why["orders"], r"^up to \d+ receipts? to look at")
        self.assertNotIn("changed", why["orders"])
        shown = self.home.run("sync", "--plan", "--only", "orders").stdout
        self.assertRegex(shown, r"\b1 call: ")


class WhichShop(unittest.TestCase):
    """A session from the environment has a token, and the seller may write the shop's name."""

    def setUp(self):
        self.etsy = Sandbox("--shop", "small")
        self.addCleanup(self.etsy.close)
        self.home = Home(self.etsy, ETSYORDER_SHOP_ID=None)
        self.addCleanup(self.home.__exit__)

    def test_its_name_in_any_case_is_looked_up(self):
        for words in (["--plan"], []):
            done = self.home.run("sync", "--shop", "pineandpensandbox", *words)
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.home.rows("SELECT DISTINCT shop_id FROM orders"), [(self.etsy.shop,)])

    def test_the_look_up_counts_among_the_requests(self):
        report = self.home.json("sync", "--shop", "pineandpensandbox", "--only", "orders")
        self.assertEqual(report["requests"], len(self.etsy.requests()))
        self.assertEqual(len(self.etsy.requests("/users/me")), 1)

    def test_a_name_in_the_configuration_is_looked_up_too(self):
        (self.home.path / "config").mkdir()
        (self.home.path / "config" / "config.yaml").write_text("shop: PineAndPenSandbox\n")
        done = self.home.run("sync", "--only", "orders")
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_the_name_of_another_shop_is_refused_with_whose_the_token_is(self):
        done = self.home.run("sync", "--shop", "AcornSigns")
        self.assertEqual((done.returncode, done.stdout), (3, ""))
        for word in ('"AcornSigns"', "PineAndPenSandbox", str(self.etsy.shop), "ETSYORDER_ACCESS_TOKEN"):
            self.assertIn(word, done.stderr)
        self.assertFalse(self.home.database.exists())

    def test_no_shop_at_all_says_how_to_name_it(self):
        done = self.home.run("sync")
        self.assertEqual(done.returncode, 2)
        self.assertIn("ETSYORDER_SHOP_ID", done.stderr)
        self.assertEqual(self.etsy.requests(), [])


class Limits(unittest.TestCase):
    def test_a_long_walk_keeps_to_the_limit_and_wastes_no_request(self):
        rate, pages = 5, 25
        with tempfile.NamedTemporaryFile("w", suffix=".yaml") as shop:
            json.dump({"listings": [{"key": "sign", "title": "Oak sign", "price": "25.00"}],
                       "orders": [{"items": [{"listing": "sign"}]}] * (pages * 100)}, shop)
            shop.flush()
            with Sandbox("--shop", shop.name, clock=(), limits=(rate, 0)) as etsy, \
                    Home(etsy, ETSYORDER_NOW=None) as home:
                began = time.monotonic()
                report = home.json("sync", "--only", "orders")
                took = time.monotonic() - began
                self.assertEqual(stream(report, "orders")["added"], pages * 100)
                self.assertEqual([one["status"] for one in etsy.requests() if one["status"] != 200], [])
                self.assertLessEqual(report["requests"], pages + 1)
                self.assertGreater(took, (report["requests"] - 2 * rate) / rate, "the limit was not kept")

    def test_429_and_500_are_waited_out(self):
        for fault in ("receipts:429:x2", "receipts:500:x2", "receipts:html=503:x1"):
            with self.subTest(fault), Sandbox("--shop", "small", "--fault", fault) as etsy, Home(etsy) as home:
                done = home.run("sync", "--json")
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertEqual(len(stored_numbers(home)), 5)
                bad = [one["status"] for one in etsy.requests("receipts") if one["status"] != 200]
                self.assertTrue(bad, "the fault never struck")


if __name__ == "__main__":
    unittest.main()
