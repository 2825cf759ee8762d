# SPDX-License-Identifier: MIT
"""Orders that Etsy no longer knows: told once, kept, not called anything they are not, and undone when wrong."""
import json
import types
import unittest

import store
from odd_etsy import OddEtsy, page
from sandbox_shop import Home
from terminal import on_terminal

FAILED = 1
NOT_FOUND = 404, {}, b'{"error":"Resource not found"}'


def receipt(number, **given):
    return {"receipt_id": number, "name": f"Ann {number}", "status": "Paid", "is_paid": True, "is_shipped": False,
            "created_timestamp": 1795000000 + number, "updated_timestamp": 1795000000 + number, "transactions": [], **given}


class Gone(unittest.TestCase):
    """A shop whose orders vanish: `known` is what Etsy still has."""

    def setUp(self):
        self.known = {}
        self.page = NOT_FOUND
        self.etsy = OddEtsy(self.answer)
        self.addCleanup(self.etsy.__exit__)
        self.home = Home(self.etsy)
        self.addCleanup(self.home.__exit__)

    def answer(self, path, query):
        if path.endswith("/shops/77"):
            return 200, {}, b'{"shop_id":77,"shop_name":"Acorn"}'
        if "/receipts" not in path:
            return page([], 0)
        if path.endswith("/receipts"):
            found = [one for one in self.known.values()
                     if not (query.get("was_shipped") == "false" and one["is_shipped"])
                     and one["updated_timestamp"] >= int(query.get("min_last_modified", 0))]
            return page(found if query.get("offset", "0") == "0" else [], len(found))
        number = int(path.rsplit("/", 1)[1])
        return (200, {}, json.dumps(self.known[number]).encode()) if number in self.known else self.page

    def synced(self, *receipts):
        self.known = {one["receipt_id"]: one for one in receipts}
        done = self.home.run("sync", "--only", "orders")
        self.assertEqual(done.returncode, 0, done.stderr)

    def beat(self, stream="open_orders", **extra):
        """The JSON of a sync that must end with 0."""
        done = self.home.run("sync", "--only", stream, "--json", **extra)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return json.loads(done.stdout)["sync"]

    def told(self, report):
        return [(one["order"], one["outcome"], one["events"]) for one in report["orders"]]

    def listed(self, *words):
        shown = json.loads(self.home.run("orders", "list", "--json", *words).stdout)["orders"]
        return {one["order"]: one for one in shown}

    def events(self, number):
        return [name for name, in self.home.rows(
            "SELECT e.name FROM events e JOIN orders o ON o.order_id = e.order_id WHERE o.receipt_id = ? "
            "ORDER BY e.event_id", number)]

    def test_it_is_told_once_as_a_change_and_kept(self):
        self.synced(receipt(1), receipt(2))
        del self.known[1]
        report = self.beat()
        self.assertEqual(self.told(report), [(1, "changed", ["order.missing"])])
        self.assertEqual(report["orders"][0]["changes"], [{"field": "known_to_etsy", "before": "yes", "after": "no"}])
        self.assertEqual(report["missing"], [1])
        self.assertEqual([(one["changed"], one["missing"]) for one in report["streams"]], [(1, 1)])
        self.assertEqual(self.events(1), ["order.placed", "order.missing"])
        again = self.beat()
        self.assertEqual((again["orders"], again["missing"]), ([], []), "told twice")
        self.assertEqual(self.events(1), ["order.placed", "order.missing"])
        self.assertEqual(self.home.rows("SELECT receipt_id FROM orders ORDER BY 1"), [(1,), (2,)])

    def test_lists_and_pages_say_so_and_call_it_neither_canceled_nor_shipped(self):
        self.synced(receipt(1), receipt(2))
        del self.known[1]
        self.beat()
        self.assertEqual(set(self.listed()), {2}, "it is no longer open")
        listed = self.listed("--all")
        self.assertEqual((listed[1]["status"], listed[1]["open"], listed[1]["shipped"]), ("paid", False, False))
        self.assertEqual([listed[n]["gone_at"] for n in (1, 2)], ["2026-11-22T10:00:00Z", None])
        lines = [line.split("\t") for line in self.home.run("orders", "list", "--all").stdout.splitlines()]
        self.assertEqual({line[0]: line[-2] for line in lines}, {"1": "2026-11-22T10:00:00Z", "2": ""})
        shown = self.home.run("orders", "show", 1).stdout
        self.assertIn("no longer known since 2026-11-22 10:00", shown)
        self.assertRegex(shown, r"(?m)^  2026-11-22 10:00  missing$")
        for word in ("canceled", "shipped", "open,", ", open"):
            self.assertNotIn(word, shown)
        self.assertEqual(json.loads(self.home.run("orders", "show", 1, "--json").stdout)["orders"][0]["gone_at"],
                         "2026-11-22T10:00:00Z")

    def test_the_same_order_back_in_the_list_of_open_ones_is_as_before_and_says_so(self):
        self.synced(receipt(1), receipt(2))
        gone = self.known.pop(1)
        self.beat()
        self.known[1] = gone
        report = self.beat()
        self.assertEqual(self.told(report), [(1, "changed", ["order.returned"])])
        self.assertEqual(self.home.rows("SELECT is_open, gone_at_utc_s FROM orders WHERE receipt_id = 1"), [(1, None)])
        self.assertEqual(self.events(1), ["order.placed", "order.missing", "order.returned"])
        self.assertEqual(self.beat()["orders"], [])

    def test_it_comes_back_through_the_sync_of_changes_too(self):
        self.synced(receipt(1), receipt(2))
        gone = self.known.pop(1)
        self.beat()
        self.known[1] = gone
        self.assertEqual(self.told(self.beat("orders")), [(1, "changed", ["order.returned"])])

    def test_for_a_week_it_is_asked_for_by_number_again(self):
        self.synced(receipt(1), receipt(2))
        gone = self.known.pop(1)
        self.beat()
        self.known[1] = {**gone, "is_shipped": True, "status": "Completed"}  # in no list of open ones any more
        report = self.beat(ETSYORDER_NOW="2026-11-29T09:59:00Z")
        self.assertEqual(self.told(report), [(1, "changed", ["order.returned", "order.shipped"])])
        self.assertEqual(self.home.rows("SELECT is_open, is_shipped, gone_at_utc_s FROM orders WHERE receipt_id = 1"),
                         [(0, 1, None)])

    def test_a_plan_counts_what_is_asked_for_again(self):
        self.synced(receipt(1), receipt(2))
        del self.known[1]
        self.beat()
        plan = json.loads(self.home.run("sync", "--plan", "--only", "open_orders", "--json").stdout)["plan"]
        self.etsy.asked.clear()
        self.beat()
        self.assertEqual((plan["calls"], len(self.etsy.asked)), (2, 2))

    def test_after_a_week_it_is_asked_for_no_more(self):
        self.synced(receipt(1), receipt(2))
        del self.known[1]
        self.beat()
        self.etsy.asked.clear()
        self.beat(ETSYORDER_NOW="2026-11-29T10:01:00Z")
        self.assertEqual([path for path, _ in self.etsy.asked if path.endswith("/1")], [])

    def test_when_all_open_orders_are_unknown_nothing_is_marked_and_the_sync_fails(self):
        self.synced(receipt(1), receipt(2), receipt(3, is_shipped=True, status="Completed"))
        before = self.home.dump()
        self.known.clear()  # a wrong server, a key that sees nothing
        done = self.home.run("sync", "--only", "open_orders")
        self.assertEqual((done.returncode, done.stdout), (FAILED, ""))
        for word in ("none of this shop's orders", "404 for each of the 2 open orders", "etsyorder auth status"):
            self.assertIn(word, done.stderr)
        after = self.home.dump()
        del before["sync_streams"], after["sync_streams"]
        self.assertEqual(before, after)
        self.known = {n: receipt(n) for n in (1, 2)}
        self.assertEqual(self.beat()["orders"], [])

    def test_a_shop_that_answers_nothing_is_not_asked_for_every_order(self):
        self.synced(*(receipt(n) for n in range(1, 90)))
        self.known.clear()
        self.etsy.asked.clear()
        self.assertEqual(self.home.run("sync", "--only", "open_orders").returncode, FAILED)
        self.assertLess(len(self.etsy.asked), 30)

    def test_a_failed_beat_does_not_hold_up_the_other_streams(self):
        self.synced(receipt(1))
        self.known.clear()
        self.assertEqual(self.home.run("sync", "--only", "open_orders").returncode, FAILED)
        self.known = {5: receipt(5)}
        done = self.home.run("sync", "--json")
        report = json.loads(done.stdout)["sync"]
        self.assertEqual(self.told(report), [(5, "new", ["order.placed"])])
        outcomes = {one["stream"]: one["outcome"] for one in report["streams"]}
        self.assertEqual((outcomes["orders"], outcomes["open_orders"]), ("done", "not_due"))

    def test_the_other_streams_run_in_the_same_sync_and_the_report_names_the_failed_one(self):
        self.synced(receipt(1))
        self.known.clear()
        done = self.home.run("sync", "--json", ETSYORDER_NOW="2026-11-22T16:00:01Z")
        self.assertEqual(done.returncode, FAILED, done.stderr)
        report = json.loads(done.stdout)["sync"]
        self.assertFalse(report["complete"])
        self.assertEqual({one["stream"]: one["outcome"] for one in report["streams"]},
                         {"orders": "done", "open_orders": "failed", "shop": "done", "listings": "done", "reviews": "done"})
        self.assertEqual(self.home.rows("SELECT name FROM shops"), [("Acorn",)])
        error = json.loads(done.stderr)["error"]
        self.assertEqual((error["context"], error["exit_code"]), (["syncing open_orders"], FAILED))

    def test_a_web_page_in_front_of_etsy_is_no_news_of_an_order(self):
        self.synced(receipt(1), receipt(2))
        del self.known[1]
        self.page = 404, {"Content-Type": "text/html"}, b"<html>Not found</html>"
        self.assertEqual(self.home.run("sync", "--only", "open_orders").returncode, 75)
        self.assertEqual(self.home.rows("SELECT count(*) FROM orders WHERE gone_at_utc_s IS NOT NULL"), [(0,)])

    def test_orders_of_this_very_run_say_nothing_about_those_before(self):
        self.synced(*(receipt(n) for n in range(1, 6)))
        self.known = {n: receipt(n) for n in (6, 7, 8)}  # another shop by the same number
        self.assertEqual(self.home.run("sync", "--only", "orders", "--only", "open_orders").returncode, FAILED)
        self.assertEqual(self.home.rows("SELECT count(*) FROM orders WHERE gone_at_utc_s IS NOT NULL"), [(0,)])

    def test_it_is_told_among_any_number_of_others(self):
        self.synced(receipt(1), receipt(2))
        self.known = {n: receipt(n) for n in range(2, 40)}
        home = types.SimpleNamespace(environment=lambda **extra: {**self.home.environment, **extra})
        shown, code = on_terminal(home, [store.BIN / "etsyorder", "sync", "--only", "orders", "--only", "open_orders"])
        self.assertEqual(code, 0)
        self.assertIn("and 17 more: etsyorder orders list", shown)
        self.assertRegex(shown, r"\n(\x1b\[[0-9;]*m)?1  changed  Ann 1;")

    def test_the_only_open_order_is_marked_where_a_closed_one_is_still_shown(self):
        self.synced(receipt(1), receipt(3, is_shipped=True, status="Completed"))
        del self.known[1]
        self.assertEqual(self.beat()["missing"], [1])


if __name__ == "__main__":
    unittest.main()
