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
