# SPDX-License-Identifier: MIT
"""Queries as sellers type them: `orders list QUERY`, `--where`, saved queries, errors, completions."""
import json
import unittest

import store
from store import DAY, NOW, add_order
from terminal import on_terminal


class Query(unittest.TestCase):
    def setUp(self):
        self.home = store.Home()
        self.addCleanup(self.home.close)
        connection = self.home.store()
        add_order(connection, 1001, buyer_name="Jane Doe", tags=["wedding"], ship_by_utc_s=NOW + DAY, is_gift=1)
        add_order(connection, 1002, buyer_name="Ann Example", ship_by_utc_s=NOW - DAY, items=[{"title": "Ring, engraved"}])
        add_order(connection, 1003, buyer_name="Jane Roe", is_open=0, is_shipped=1, status="completed",
                  placed_at_utc_s=NOW - 40 * DAY)
        connection.commit()
        connection.close()

    def listed(self, *words):
        done = self.home.run("orders", "list", *words, "--json", "order")
        self.assertEqual(done.returncode, 0, done.stderr)
        return [order["order"] for order in json.loads(done.stdout)["orders"]]

    def test_words_that_are_no_numbers_are_a_query(self):
        self.assertEqual(self.listed("due:<3d tag:wedding"), [1001])
        self.assertEqual(self.listed("due:<3d", "-is:gift"), [1002])
        self.assertEqual(self.listed("-is:gift"), [1002])
        self.assertEqual(self.listed("engrav*"), [1002])
        self.assertEqual(self.listed("1003"), [1003])
        self.assertEqual(self.listed("1001", "1002", "--where", "is:gift"), [1001])
        self.assertEqual(self.listed("is:late", "--where", "is:gift"), [])

    def test_a_query_is_about_open_orders_unless_it_says_otherwise(self):
        self.assertEqual(self.listed("from:jane"), [1001])
        self.assertEqual(self.listed("from:jane", "--all"), [1001, 1003])
        self.assertEqual(self.listed("from:jane is:any"), [1001, 1003])
        self.assertEqual(self.listed("placed:>30d"), [1003])
        self.assertEqual(self.listed("is:closed", "--open"), [])
        done = self.home.run("orders", "list", "from:roe")
        self.assertIn("--all", done.stderr)

    def test_a_shop_or_a_country_that_there_is_not_is_no_empty_list(self):
        self.assertEqual(self.listed("shop:acornsigns", "is:gift"), [1001])
        self.assertEqual(self.listed("shop:77", "is:gift"), [1001])
        for query, hint in (("shop:acornsings", 'did you mean "shop:AcornSigns"?'), ("-shop:nope", "there is AcornSigns"),
                            ("country:germany", "country:de"), ("total:>50xyz", ">50eur"), ("!is:gift", "-is:gift")):
            done = self.home.run("orders", "list", "--where", query)
            self.assertEqual((done.returncode, done.stdout), (2, ""), query)
            self.assertIn(hint, done.stderr)

    def test_a_pipe_gets_every_order_and_a_terminal_a_screen_of_them(self):
        connection = store.sqlite3.connect(self.home.database)
        for number in range(3001, 3061):
            add_order(connection, number)
        connection.commit()
        connection.close()
        listed = self.home.run("orders", "list", "order:>3000")
        self.assertEqual((len(listed.stdout.splitlines()), listed.stderr), (60, ""))
        self.assertEqual(len(self.listed("order:>3000")), 60)
        tagged = self.home.run("orders", "tag", "-", "+all", stdin=listed.stdout)
        self.assertEqual(len(tagged.stdout.splitlines()), 60)
        self.assertEqual(len(self.home.run("orders", "list", "tag:all", "--limit", "50").stdout.splitlines()), 50)
        shown, _ = on_terminal(self.home, ["etsyorder", "orders", "list", "tag:all"])
        self.assertEqual(shown.count("Ann Example"), 50)
        self.assertIn("only the first 50: --limit N shows more", shown)

    def test_an_error_points_at_the_character(self):
        done = self.home.run("orders", "list", "tag:wedding du:3d")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertEqual(done.stderr, 'error: there is no field "du"\n  tag:wedding du:3d\n              ^^\n'
                                      '  hint: did you mean "due:"?\n')
        error = json.loads(self.home.run("orders", "list", "é is:lat", "--json").stderr)["error"]
        self.assertEqual((error["kind"], error["position"]), ("usage", 6))
        long = self.home.run("orders", "list", "a " * 60 + "due:never " + "b " * 60)
        self.assertTrue(all(len(line) < 100 for line in long.stderr.splitlines()), long.stderr)

    def test_a_query_is_saved_used_changed_and_forgotten(self):
        def save(*words):
            done = self.home.run("orders", "save", *words, "--json", "outcome")
            self.assertEqual(done.returncode, 0, done.stderr)
            return json.loads(done.stdout)["saved"][0]["outcome"]

        self.assertEqual(save("rush", "due:<3d -is:gift", "--dry-run"), "would save")
        self.assertEqual(self.home.run("orders", "saved").stdout, "")
        self.assertEqual(save("rush", "due:<3d", "-is:gift"), "saved")
        self.assertEqual(save("rush", "due:<3d -is:gift"), "already so")
        self.assertEqual(self.listed("query:rush"), [1002])
        self.assertEqual(self.listed("-query:rush"), [1001])
        self.assertEqual(save("rush", "is:gift"), "changed")
        self.assertEqual(self.listed("query:rush"), [1001])
        self.assertIn("rush\tis:gift\n", self.home.run("orders", "saved").stdout)
        for words in (("rush", "query:rush"), ("x", "du:3d"), ("a b", "is:gift"), ("x",), ("rush", "is:gift", "--delete")):
            self.assertEqual(self.home.run("orders", "save", *words).returncode, 2, words)
        self.assertEqual(save("rush", "--delete"), "deleted")
        self.assertEqual(save("rush", "--delete"), "already so")
        self.assertEqual(self.home.run("orders", "list", "query:rush").returncode, 2)

    def test_a_fault_in_a_saved_query_is_shown_in_its_own_text(self):
        connection = store.sqlite3.connect(self.home.database)
        connection.execute("INSERT INTO saved_queries VALUES (0, 'old', 'tag:a gone:yes', 0)")
        connection.commit()
        connection.close()
        done = self.home.run("orders", "list", "query:old is:gift")
        self.assertEqual(done.returncode, 2)
        self.assertIn('saved query old: there is no field "gone"\n  tag:a gone:yes\n        ^^^^', done.stderr)

    def test_completions_know_fields_words_tags_and_saved_queries(self):
        self.home.run("orders", "save", "rush", "is:gift")

        def complete(*words):
            return [line.split("\t")[0] for line in self.home.run("__complete", "orders", *words).stdout.splitlines()]
        self.assertEqual(complete("list", "ta"), ["tag:"])
        self.assertEqual(complete("list", "tag:w"), ["tag:wedding"])
        self.assertEqual(complete("list", "due:<3d -is:gi"), ["due:<3d -is:gift"])
        self.assertEqual(complete("list", "-is:la"), ["-is:late"])
        self.assertEqual(complete("list", "query:"), ["query:rush"])
        self.assertEqual(complete("list", "--where", "(status:can"), ["(status:canceled"])
        self.assertEqual(complete("list", "1001"), ["1001"])


if __name__ == "__main__":
    unittest.main()
