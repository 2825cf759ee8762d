# SPDX-License-Identifier: MIT
"""Two shops in one list: which is which, and each with its own days."""
import csv
import io
import json
import subprocess
import unittest

import store
import terminal

OTHER = 78


class ShopZones(unittest.TestCase):
    """The clock stands at 10:00 UTC; on Kiritimati the next day has just begun."""

    def setUp(self):
        self.home = store.Home()
        self.addCleanup(self.home.close)
        connection = self.home.store()
        connection.execute("INSERT INTO shops (shop_id, name, currency) VALUES (?, 'BirchPrints', 'GBP')", (OTHER,))
        connection.execute("INSERT INTO sync_streams (shop_id, stream, completed_at_utc_s) VALUES (?, 'orders', ?)",
                           (OTHER, store.NOW))
        for receipt, shop in ((1001, store.SHOP), (1002, OTHER)):
            store.add_order(connection, receipt, shop_id=shop, ship_by_utc_s=store.NOW - 60)
        connection.commit()
        connection.close()

    def configure(self, text):
        (self.home.path / "config" / "config.yaml").write_text(text)

    def orders(self, *words, **extra):
        done = self.home.run("orders", "list", *words, "--json", "order,days_left,shop", **extra)
        self.assertEqual(done.returncode, 0, done.stderr)
        return {one["order"]: one["days_left"] for one in json.loads(done.stdout)["orders"]}

    def test_each_shop_counts_its_own_days(self):
        self.configure("zone: UTC\nshops:\n  birchprints: {zone: Pacific/Kiritimati}\n")
        self.assertEqual(self.orders(), {1001: 0, 1002: -1})
        self.assertEqual(self.orders("--late"), {1002: -1})
        self.assertEqual(self.orders("is:late"), {1002: -1})
        self.assertEqual(self.orders("due:today"), {1001: 0})
        self.assertEqual(self.orders("--where", "due:today", "1001", "1002"), {1001: 0})
        shown = json.loads(self.home.run("orders", "show", "1002", "--json").stdout)["orders"][0]
        self.assertEqual(shown["days_left"], -1)
        self.assertIn("2026-11-22", self.home.run("orders", "show", "1002").stdout)

    def test_an_export_has_the_days_of_each_shop(self):
        self.configure("zone: UTC\nshops:\n  birchprints: {zone: Pacific/Kiritimati}\n")
        rows = csv.DictReader(io.StringIO(self.home.run("orders", "export", "--to", "csv").stdout))
        self.assertEqual({row["order"]: row["placed_day"] for row in rows}, {"1001": "2026-11-19", "1002": "2026-11-20"})
        slips = self.home.path / "slips.pdf"
        self.assertEqual(self.home.run("orders", "export", "1002", "--out", slips).returncode, 0)
        text = subprocess.run(["pdftotext", str(slips), "-"], capture_output=True, text=True, check=True, timeout=60).stdout
        self.assertIn("20 Nov 2026", text)

    def test_lint_and_history_have_the_days_of_each_shop(self):
        self.configure("zone: UTC\nshops:\n  birchprints: {zone: Pacific/Kiritimati}\n")
        connection = store.sqlite3.connect(self.home.database)
        store.add_order(connection, 1003, shop_id=OTHER, ship_by_utc_s=store.NOW - 60,
                        items=[{"answers": [("personalisation", "Personalization", "Mia\u200bLou")]}])
        connection.commit()
        connection.close()
        shown = lambda *words: terminal.on_terminal(self.home, ["etsyorder", "orders", *words], columns=160)[0]
        self.assertIn("1003  Ann Example  (1 day late)", shown("lint", "1003"))
        self.home.run("orders", "tag", "1003", "+x")
        self.assertIn("2026-11-23 00:00", shown("history", "1003"))
        self.home.run("orders", "note", "1003", "call back")
        self.assertIn("2026-11-23 00:00", shown("note", "--list", "1003"))
        self.assertIn("2026-11-23 00:00", shown("note", "--list"))

    def test_without_a_zone_of_its_own_a_shop_has_the_common_one(self):
        self.configure("zone: UTC\n")
        self.assertEqual(self.orders(), {1001: 0, 1002: 0})
        self.assertEqual(self.orders("--late"), {})

    def test_a_variable_beats_the_file(self):
        self.configure("zone: UTC\nshops:\n  78: {zone: Pacific/Kiritimati}\n")
        self.assertEqual(self.orders(ETSYORDER_ZONE="UTC"), {1001: 0, 1002: 0})

    def test_people_see_whose_order_it_is_where_there_are_several_shops(self):
        def shown(*words):
            return terminal.on_terminal(self.home, ["etsyorder", "orders", "list", *words], columns=160)[0]
        both = shown()
        self.assertRegex(both, r"1001 .*AcornSigns")
        self.assertRegex(both, r"1002 .*BirchPrints")
        self.assertNotIn("BirchPrints", shown("--shop", "78"))

    def test_a_pipe_has_the_shop_of_each_order(self):
        done = self.home.run("orders", "list", "--header")
        lines = [line.split("\t") for line in done.stdout.splitlines()]
        self.assertEqual([line[lines[0].index("shop")] for line in lines[1:]], ["77", "78"])


if __name__ == "__main__":
    unittest.main()
