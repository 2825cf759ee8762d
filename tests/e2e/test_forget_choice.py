# SPDX-License-Identifier: MIT
"""`etsyorder data forget`: whom it means, and whom it leaves alone."""
import sqlite3
import unittest

import store
from test_forget import Case, add_person


class Choice(Case):
    def test_saved_queries_that_name_the_person_go_and_are_named(self):
        with sqlite3.connect(self.home.database) as connection:
            store.add_order(connection, 3512345681, buyer=4713, buyer_name="Oak Wilhelmina", is_open=0)
        connection.close()
        goes = {"one": "buyer:quackenbush", "two": 'is:any ("Quackenbush" or tag:x)', "three": "willi@buyer.example",
                "quackenbush": "is:gift", "begins": "from:quack*"}
        stays = {"first": "buyer:wilhelmina", "items": "item:quackenbush", "oak": "oak", "other": "quack", "asks": "query:one",
                 "number": "order:3512345678"}  # somebody else's, too; a title; no name; another's affair; for the accounts
        for name, query in {**goes, **stays}.items():
            self.assertEqual(self.home.run("orders", "save", name, query).returncode, 0, query)
        plan = self.forget("--order", "3512345678", "--dry-run")
        self.assertEqual(plan["saved_queries"], sorted(goes))
        self.assertEqual(len(self.rows("SELECT name FROM saved_queries")), len(goes) + len(stays))
        shown = self.home.run("data", "forget", "--order", "3512345678", "--yes").stdout
        self.assertIn("begins is deleted", shown)
        self.assertEqual([name for name, in self.rows("SELECT name FROM saved_queries ORDER BY name")], sorted(stays))
        left = [word for _, word in self.traces() if word not in ("Wilhelmina", "Quackenbush")]  # in names of stays
        self.assertEqual(left, [])

    def test_several_buyers_of_a_name_are_listed(self):
        with sqlite3.connect(self.home.database) as connection:
            store.add_order(connection, 3512345681, buyer=4713, buyer_name="Wilhelmina Other")
        connection.close()
        error = self.forget("--buyer", "wilhelmina", code=2)
        self.assertIn("several buyers", error["summary"])
        self.assertEqual(sorted(error["notes"]), ["order 3512345678: Wilhelmina Quackenbush, 1 order",
                                                  "order 3512345681: Wilhelmina Other, 1 order"])

    def test_a_number_of_several_shops_is_refused_until_one_is_chosen(self):
        for shop, buyer in (("OakAndEmber", "Ann Acorn"), ("Fairground", "Bob Booth")):
            file = self.home.path / f"{shop}.csv"
            file.write_text(f"No,Date,T,Who\n1001,2020-01-10,Sign,{buyer}\n")
            done = self.home.run("orders", "import", "--shop", shop, "--map", "order=No,placed=Date,title=T,buyer=Who", file)
            self.assertEqual(done.returncode, 0, done.stderr)
        stored = "SELECT buyer_name FROM orders WHERE receipt_id = 1001 ORDER BY 1"
        for wish in (["--buyer", "1001"], ["--order", "1001"], ["--order", "3512345678", "--order", "1001"]):
            for more in ([], ["--dry-run"]):
                error = self.forget(*wish, "--force", *more, code=2)
                self.assertEqual((error["kind"], error["summary"]), ("usage", "several shops have an order 1001"), wish)
                self.assertIn("--shop", error["hint"])
                notes = sorted(error["notes"])
                self.assertIn("Fairground: Bob Booth", notes[0])
                self.assertIn("OakAndEmber: Ann Acorn", notes[1])
        self.assertEqual(self.rows("SELECT count(*) FROM forgotten_orders"), [(0,)])
        merged = self.home.run("orders", "merge-buyers", "1001", "3512345678")
        self.assertEqual(merged.returncode, 2)
        self.assertIn("Bob Booth", merged.stderr)
        done = self.forget("--buyer", "1001", "--shop", "Fairground", "--force")
        self.assertEqual([one["outcome"] for one in done["orders"]], ["forgotten"])
        self.assertEqual(self.rows(stored), [("",), ("Ann Acorn",)])
        self.forget("--order", "1001", "--shop", "OakAndEmber", "--force")
        self.assertEqual(self.rows(stored), [("",), ("",)])

    def test_wrong_wishes_change_nothing(self):
        connection = sqlite3.connect(self.home.database)
        add_person(connection, 3512345680, buyer=4712)
        connection.commit()
        connection.close()
        for words, code in (([], 2), (["--buyer", "x", "--order", "1"], 2), (["--older-than", "2"], 2),
                            (["--older-than", "2years"], 2), (["--buyer", "."], 2), (["--buyer", "nobody"], 3),
                            (["--order", "1"], 3), (["--order", "3512345678", "--order", "1"], 3),
                            (["--buyer", "wilhelmina"], 2)):
            self.forget(*words, code=code)
        result = self.home.run("data", "forget", "--order", "3512345678")
        self.assertEqual(result.returncode, 2)
        self.assertIn("--yes", result.stderr)
        self.assertEqual(self.rows("SELECT count(*) FROM orders WHERE forgotten_at_utc_s IS NOT NULL"), [(0,)])

    def test_open_orders_are_refused_unless_forced(self):
        connection = sqlite3.connect(self.home.database)
        connection.execute("UPDATE orders SET is_open = 1")
        connection.commit()
        connection.close()
        self.assertEqual(self.forget("--order", "3512345678", code=5)["kind"], "conflict")
        self.assertNotEqual(self.traces(), [])
        self.forget("--order", "3512345678", "--force")
        self.assertEqual(self.traces(), [])

    def test_a_query_finds_orders_of_any_state_and_leaves_open_ones_alone(self):
        with sqlite3.connect(self.home.database) as connection:
            add_person(connection, 3512345680, is_open=1)
        connection.close()
        query = "buyer:quackenbush"
        self.assertEqual(self.where(query, "--dry-run", code=6),
                         {3512345678: "would forget", 3512345680: "left: still open"})
        asked = self.home.run("data", "forget", "--where", query)
        self.assertIn("add --yes", asked.stderr)
        self.assertEqual(self.where(query, code=6), {3512345678: "forgotten", 3512345680: "left: still open"})
        self.assertEqual(self.where(query, "--force"), {3512345680: "forgotten"})
        self.assertEqual(self.traces(), [])
        self.assertEqual(self.where(query), {})


if __name__ == "__main__":
    unittest.main()
