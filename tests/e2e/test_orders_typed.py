# SPDX-License-Identifier: MIT
"""What sellers type and pipe into `etsyorder orders`, and what they hear when it names nothing."""
import unittest

import store
from store import add_order


class Typed(unittest.TestCase):
    def setUp(self):
        self.home = store.Home()
        self.addCleanup(self.home.close)
        connection = self.home.store()
        add_order(connection, 1001, tags=["rose-gold"])
        add_order(connection, 1002)
        connection.commit()
        connection.close()

    def test_a_list_with_its_header_fits_into_show_and_tag(self):
        listed = self.home.run("orders", "list", "--header").stdout
        self.assertTrue(listed.startswith("order\t"), listed)
        shown = self.home.run("orders", "show", "-", "--jq", "[.orders[].order]", stdin=listed)
        self.assertEqual((shown.returncode, shown.stdout.strip()), (0, "[1001,1002]"), shown.stderr)
        self.assertEqual(self.home.run("orders", "tag", "-", "+late", stdin=listed).returncode, 0)
        twice = self.home.run("orders", "show", "-", stdin=listed + listed)
        self.assertEqual(twice.returncode, 2, "only the first line is a header")

    def test_an_order_is_known_by_the_address_of_its_page(self):
        for tail in ("", "&ref=x", "#top"):
            done = self.home.run("orders", "show", f"https://www.etsy.com/your/orders/sold?order_id=1002{tail}")
            self.assertEqual(done.returncode, 0, done.stderr)
        for word in ("https://www.etsy.com/your/orders/sold?order_id=", "https://elsewhere.example/?order_id=1002"):
            self.assertEqual(self.home.run("orders", "show", word).returncode, 2)

    def test_a_piped_text_that_is_no_number_is_not_repeated_whole(self):
        done = self.home.run("orders", "tag", "-", "+late", stdin='{"orders":[{"buyer":"' + "Ann Example " * 50 + '"}]}\n')
        self.assertEqual(done.returncode, 2)
        self.assertLess(len(done.stderr.splitlines()[0]), 80)

    def test_a_word_with_a_digit_is_looked_for(self):
        connection = store.sqlite3.connect(self.home.database)
        add_order(connection, 5101, is_personalised=1, items=[
            {"title": "14k ring", "answers": [("personalisation", "Text", "B-52, 8x10")]}])
        connection.commit()
        connection.close()
        for word in ("14k", "8x10", "51*", "B-52", "-14k -5101"):
            done = self.home.run("orders", "list", "--jq", "[.orders[].order]", "--", *word.split())
            self.assertEqual((done.returncode, done.stdout.strip()),
                             (0, "[5101]" if word[0] != "-" else "[1001,1002]"), word + done.stderr)
        self.assertEqual(self.home.run("orders", "list", "rush2024").returncode, 0)

    def test_an_order_that_is_not_here_is_named_as_it_was_typed(self):
        for word in ("B-9", "#B-9"):
            done = self.home.run("orders", "show", word)
            self.assertEqual((done.returncode, done.stderr.splitlines()[0]), (3, f"error: order {word} is not here"))
        done = self.home.run("orders", "tag", "-", "+late", stdin="B-9\n" + "".join(f"{n}\n" for n in range(7001, 7031)))
        self.assertEqual(done.returncode, 3)
        self.assertIn("orders B-9, 7001, 7002", done.stderr)
        self.assertIn("7019 and 11 more are not here", done.stderr)

    def test_an_empty_home_is_shown_both_ways_to_orders(self):
        home = store.Home()
        self.addCleanup(home.close)
        for words in (("orders", "list"), ("orders", "show", "1"), ("orders", "lint"), ("orders", "export", "--to", "csv")):
            done = home.run(*words)
            self.assertEqual(done.returncode, 3)
            self.assertIn("etsyorder orders import FILE.csv", done.stderr)
            self.assertIn("etsyorder auth login, then etsyorder sync", done.stderr)
        steps = home.run("--help").stdout.split("First steps")[1]
        self.assertLess(steps.index("orders import"), steps.index("auth login"))

    def test_an_empty_name_of_a_file_is_none(self):
        done = self.home.run("orders", "import", "")
        self.assertEqual((done.returncode, done.stderr.splitlines()[0]), (2, "error: the name of a file is empty"))

    def test_a_number_below_zero_is_repeated_as_it_was_typed(self):
        self.assertIn('--due: "-1" is no whole number', self.home.run("orders", "list", "--due", "-1").stderr)

    def test_a_silence_is_completed_code_first(self):
        offered = lambda *words: self.home.run("__complete", "orders", "silence", *words).stdout
        self.assertIn("look-alike\n", offered("").replace("\t", ""))
        self.assertNotIn("1001", offered(""))
        self.assertEqual(offered("all-ca").split(), ["all-capitals"])
        self.assertIn("1001", offered("all-capitals", "1"))

    def test_without_a_key_missing_orders_come_from_a_file(self):
        home = store.Home()
        self.addCleanup(home.close)
        items = home.path / "items.csv"
        items.write_text("Sale Date,Item Name,Buyer,Quantity,Price,Currency,Transaction ID,Order ID\n"
                         "11/20/2026,Sign,Ann,1,4.00,USD,1,3500000001\n")
        self.assertEqual(home.run("orders", "import", items).returncode, 0)
        done = home.run("orders", "show", "42")
        self.assertEqual(done.returncode, 3)
        self.assertIn("hint: etsyorder orders import FILE.csv", done.stderr)
        self.assertNotIn("sync", done.stderr)

    def test_a_tag_that_no_order_has_is_told_with_the_nearest_one(self):
        done = self.home.run("orders", "list", "--tag", "rosegold")
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        self.assertEqual(done.stderr, 'no order has the tag "rosegold"; did you mean "rose-gold"?\n')
        self.assertEqual(self.home.run("orders", "list", "--tag", "rose-gold", "--late").stderr, "", "a tag that is there")

    def test_the_status_open_is_not_taken_for_open_orders(self):
        self.assertIn("etsyorder orders list", self.home.run("orders", "list", "--status", "open").stderr)

    def test_an_empty_value_does_not_swallow_the_next_word(self):
        for words in (("--shop=", "orders", "list"), ("orders", "list", "--shop=")):
            done = self.home.run(*words)
            self.assertEqual((done.returncode, len(done.stdout.splitlines())), (0, 2), done.stderr)
        self.assertIn("--jq is empty", self.home.run("orders", "list", "--jq=").stderr)

    def test_a_key_or_an_answer_that_is_given_as_a_word_is_not_repeated(self):
        for words in (("auth", "login", "key:s3cr3t"), ("auth", "login", "--paste", "key:s3cr3t"), ("auth", "status", "key:s3cr3t")):
            for shape in ((), ("--json",)):
                done = self.home.run(*words, *shape)
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertNotIn("s3cr3t", done.stdout + done.stderr)
                self.assertIn("never an argument", done.stderr)

    def test_a_shop_of_which_nothing_came_is_no_shop(self):
        connection = store.sqlite3.connect(self.home.database)
        connection.execute("INSERT INTO shops (shop_id) VALUES (42)")
        connection.commit()
        connection.close()
        self.assertEqual(self.home.run("orders", "list", "--shop", "42").returncode, 3)
        self.assertEqual(self.home.run("orders", "list").stderr, "")

    def test_a_part_of_the_orders_is_never_taken_for_all(self):
        connection = store.sqlite3.connect(self.home.database)
        connection.execute("UPDATE sync_streams SET completed_at_utc_s = NULL")
        connection.commit()
        connection.close()
        for words in ((), ("--json",), ("--status", "canceled")):
            done = self.home.run("orders", "list", *words)
            self.assertEqual(done.returncode, 0)
            self.assertIn("shop AcornSigns has never been synced to the end: etsyorder sync", done.stderr)


if __name__ == "__main__":
    unittest.main()
