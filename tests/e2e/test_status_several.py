# SPDX-License-Identifier: MIT
"""`etsyorder status` about several orders and items at once."""
import unittest

from status_case import CONFLICT, FINDINGS, StatusCase
from store import add_order
from terminal import on_terminal


class Several(StatusCase):
    def at(self, hour, *words):
        self.ok("status", *words, ETSYORDER_NOW=f"2026-11-22T{hour:02}:00:00Z")

    def test_the_history_of_several_orders_is_one_time_line(self):
        for hour, item in ((8, "1002.1"), (9, "1001.2"), (10, "1003.1"), (11, "1001.1"), (12, "1002.1")):
            self.at(hour, "advance", item)
        line = ["1002.1", "1001.2", "1003.1", "1001.1", "1002.1"]
        for words in ((), (1003, 1002, 1001), ("--where", "stage:engraving or stage:packing")):
            self.assertEqual([row["item"] for row in self.json("updates", "status", "history", *words)], line, words)
        self.assertEqual([row["item"] for row in self.json("updates", "status", "history", "--limit", 2)], line[:2])
        self.assertEqual([row["item"] for row in self.json("updates", "status", "history", 1002, "1001.2")],
                         ["1002.1", "1001.2", "1002.1"])

    def test_an_undo_names_each_item(self):
        self.ok("status", "advance", 1001, 1002)
        plan = self.json("undo", "status", "undo", "--dry-run")
        self.assertEqual([(row["order"], row["item"]) for row in plan], [(1002, "1002.1"), (1001, "1001.2"), (1001, "1001.1")])
        self.assertEqual([line.split("\t")[1] for line in self.ok("status", "undo").splitlines()], ["1002.1", "1001.2", "1001.1"])
        self.ok("status", "batch", "--name", "oak", 1001)
        self.assertEqual([row["item"] for row in self.json("undo", "status", "undo")], ["1001.2", "1001.1"])
        self.ok("orders", "tag", 1001, "+rush")
        self.assertEqual([row["item"] for row in self.json("undo", "orders", "undo")], [None])
        self.ok("status", "advance", "1001.2")
        act = self.rows("SELECT max(act_id) FROM acts")[0][0]
        self.ok("status", "advance", "1001.2")
        self.assertIn("of 1001.2", self.fails(CONFLICT, "status", "undo", act))

    def test_a_second_undo_of_what_was_undone_in_part_names_what_keeps_it(self):
        self.ok("status", "advance", "1001.1", 1002)
        act = self.rows("SELECT max(act_id) FROM acts")[0][0]
        self.ok("status", "back", "1001.1")
        self.assertEqual(self.home.run("status", "undo", act).returncode, FINDINGS)
        told = self.fails(CONFLICT, "status", "undo", act)
        self.assertIn("what is not as before already was changed since", told)
        self.assertIn("of 1001.1", told)

    def test_a_terminal_shows_all_items_of_orders_that_are_named(self):
        connection = self.connect()
        numbers = range(5000, 5060)
        for number in numbers:
            add_order(connection, number)
        connection.commit()
        connection.close()
        words = ["etsyorder", "status", "list", *map(str, numbers)]
        shown, _ = on_terminal(self.home, words, NO_COLOR="1")
        self.assertNotIn("only the first", shown)
        self.assertIn("5059.1", shown)
        shown, _ = on_terminal(self.home, [*words, "--limit", "3"], NO_COLOR="1")
        self.assertIn("only the first 3", shown)


if __name__ == "__main__":
    unittest.main()
