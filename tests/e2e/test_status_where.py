# SPDX-License-Identifier: MIT
"""`etsyorder status VERB --where`: which pieces of which items a query means."""
import unittest

from status_case import StatusCase


class Where(StatusCase):
    def listed(self, query):
        return sorted(line.split("\t")[0] + " " + line.split("\t")[4]
                      for line in self.ok("status", "list", "--where", query).splitlines())

    def setUp(self):
        super().setUp()
        self.ok("orders", "tag", 1002, "+rush")
        self.ok("status", "advance", "1001.1", "--quantity", 2)  # 3 in cutting, 2 in engraving; 1001.2 in cutting
        self.ok("status", "advance", 1002)

    def test_each_side_of_an_or_means_the_pieces_of_its_own_stage(self):
        sides = "(stage:cutting tag:rush) or (stage:engraving tag:batch-7)"
        self.assertEqual(self.listed(sides), ["1001.1 engraving"])
        self.assertEqual(self.listed("(stage:engraving tag:rush) or (stage:cutting tag:batch-7)"),
                         ["1001.1 cutting", "1001.2 cutting", "1002.1 engraving"])
        self.ok("status", "advance", "--where", sides)
        self.assertEqual(self.where(), {"1001.1": {"cutting": 3, "packing": 2}, "1001.2": {"cutting": 1},
                                        "1002.1": {"engraving": 1}, "1003.1": {"cutting": 1}})

    def test_what_must_hold_of_both_sides_holds_for_the_stage_of_each(self):
        both = "(stage:cutting or stage:engraving) tag:batch-7"
        self.assertEqual(self.listed(both), ["1001.1 cutting", "1001.1 engraving", "1001.2 cutting"])
        self.assertEqual(self.listed("stage:cutting stage:engraving"), ["1001.1 cutting", "1001.1 engraving", "1001.2 cutting"])
        self.assertEqual(self.listed("(stage:cutting -stage:engraving) or (stage:engraving tag:rush)"),
                         ["1002.1 engraving", "1003.1 cutting"])
        self.assertEqual(self.listed("stage:eng* or (stage:cut* order:1003)"),
                         ["1001.1 engraving", "1002.1 engraving", "1003.1 cutting"])

    def test_order_numbers_beside_a_query_must_fit_with_their_stage(self):
        got = self.ok("status", "list", 1001, 1003, "--where", "(stage:engraving tag:batch-7) or (stage:cutting order:1003)")
        self.assertEqual([line.split("\t")[0] + " " + line.split("\t")[4] for line in got.splitlines()],
                         ["1001.1 engraving", "1003.1 cutting"])

    def test_set_and_back_move_the_pieces_of_each_side(self):
        sides = "(stage:cutting order:1003) or (stage:engraving tag:batch-7)"
        self.ok("status", "set", "packing", "--where", sides)
        self.assertEqual(self.where(), {"1001.1": {"cutting": 3, "packing": 2}, "1001.2": {"cutting": 1},
                                        "1002.1": {"engraving": 1}, "1003.1": {"packing": 1}})
        self.ok("status", "back", "--where", "(stage:packing tag:batch-7) or (stage:engraving order:1001)")
        self.assertEqual(self.where()["1001.1"], {"cutting": 3, "engraving": 2})
        self.assertEqual((self.where()["1002.1"], self.where()["1003.1"]), ({"engraving": 1}, {"packing": 1}))

    def test_from_and_a_query_must_both_mean_a_piece(self):
        before = self.where()
        for query in ("stage:cutting tag:batch-7", "(stage:cutting tag:batch-7) or (stage:packing tag:rush)"):
            self.assertIn("nothing there", self.ok("status", "back", "--from", "engraving", "--where", query))
        self.assertEqual(self.where(), before)
        self.ok("status", "advance", "--from", "engraving", "--where", "(stage:cutting or stage:engraving) tag:batch-7")
        self.assertEqual(self.where()["1001.1"], {"cutting": 3, "packing": 2})
        self.assertEqual(self.where()["1002.1"], {"engraving": 1})

    def test_an_item_without_pieces_in_the_stage_is_not_held_resumed_or_put_into_a_batch(self):
        def held():
            return [row["item"] for row in self.json("items", "status", "list", "--held") if row["stage"] != "x"]
        self.ok("status", "hold", "--where", "stage:engraving")
        self.assertEqual(sorted(set(held())), ["1001.1", "1002.1"])
        self.ok("status", "hold", "1001.2")
        self.ok("status", "resume", "--where", "stage:engraving")
        self.assertEqual(held(), ["1001.2"])
        self.ok("status", "batch", "--name", "oak", "--where", "(stage:engraving tag:batch-7) or (stage:cutting order:1003)")
        self.assertEqual(self.rows("SELECT i.order_id, i.position FROM item_batches b JOIN items i USING (item_id) JOIN orders o "
                                   "ON o.order_id = i.order_id WHERE o.receipt_id = 1001 AND i.position = 1"), [])
        self.assertEqual(self.rows("SELECT count(*) FROM item_batches"), [(2,)])

    def test_a_query_that_finds_nothing_says_so_and_names_a_tag_that_no_order_has(self):
        before = self.stored()
        for verb in (("advance",), ("back",), ("set", "packing"), ("hold",), ("resume",), ("block", "--reason", "x"),
                     ("batch", "--name", "oak"), ("list",), ("check",), ("why",), ("history",)):
            done = self.home.run("status", *verb, "--where", "tag:batch-8")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("no order fits", done.stderr, verb)
            self.assertIn('no order has the tag "batch-8"; did you mean "batch-7"?', done.stderr, verb)
        done = self.home.run("status", "advance", "--where", "stage:packing")
        self.assertIn("no order fits", done.stderr)
        self.assertNotIn("tag", done.stderr)
        self.assertEqual(self.stored(), before)


if __name__ == "__main__":
    unittest.main()
