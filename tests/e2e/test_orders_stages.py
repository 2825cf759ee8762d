# SPDX-License-Identifier: MIT
"""Where `orders show` and `orders list` say how far the making of an order is."""
import json
import unittest

from status_case import USAGE, StatusCase
from terminal import on_terminal


class Stages(StatusCase):
    def setUp(self):
        super().setUp()
        self.ok("status", "advance", "1001.1", "--quantity", 2)  # 3 in cutting, 2 in engraving; 1001.2 in cutting
        self.ok("status", "set", "packing", 1002)

    def shown(self, order, **extra):
        return json.loads(self.ok("orders", "show", order, "--json", **extra))["orders"][0]

    def test_a_page_has_the_stages_of_the_order_and_of_each_item(self):
        self.ok("status", "hold", "1001.2", "--reason", "the pine is late")
        page = self.ok("orders", "show", 1001)
        self.assertRegex(page, r"stages: +4 in cutting, 2 in engraving\n")
        self.assertIn("  stage: 3 in cutting, 2 in engraving\n", page)
        self.assertIn("  stage: cutting; on hold: the pine is late\n", page)
        self.assertRegex(self.ok("orders", "show", 1002), r"stages: +packing\n")

    def test_json_has_them_with_the_stage_furthest_behind(self):
        self.ok("status", "block", "1001.2", "--reason", "which font?")
        order = self.shown(1001)
        self.assertEqual((order["stage"], order["stages"]),
                         ("cutting", [{"stage": "cutting", "quantity": 4}, {"stage": "engraving", "quantity": 2}]))
        self.assertEqual([[(one["stage"], one["quantity"]) for one in item["stages"]] for item in order["items"]],
                         [[("cutting", 3), ("engraving", 2)], [("cutting", 1)]])
        self.assertTrue(order["items"][0]["stages"][0]["since"].endswith("Z"))
        self.assertEqual([item["held"] for item in order["items"]], [None, "buyer"])
        self.ok("status", "set", "packing", 1001, "--anyway", "--reason", "x")
        self.assertEqual(self.shown(1001)["stage"], "packing")

    def test_what_is_not_made_has_no_stage(self):
        self.sql("UPDATE items SET is_digital = 1 WHERE title = 'Pine sign'")
        self.assertEqual([len(item["stages"]) for item in self.shown(1001)["items"]], [2, 0])
        self.sql("UPDATE orders SET is_open = 0, status = 'completed' WHERE receipt_id IN (1002, 1003)")
        self.assertEqual(self.shown(1002)["stage"], "packing")  # where it was left
        order = self.shown(1003)  # nobody moved it
        self.assertEqual((order["stage"], order["stages"], order["items"][0]["stages"]), (None, [], []))
        self.assertNotIn("stages:", self.ok("orders", "show", 1003))

    def test_a_list_has_the_stage_for_those_who_ask_by_name(self):
        listed = json.loads(self.ok("orders", "list", "--json", "order,stage"))["orders"]
        self.assertEqual({row["order"]: row["stage"] for row in listed}, {1001: "cutting", 1002: "packing", 1003: "cutting"})
        (first, *_) = json.loads(self.ok("orders", "list", "--json"))["orders"]
        self.assertNotIn("stage", first)
        self.assertEqual(self.ok("orders", "list", "--json", "stage", "--jq", ".orders[].stage").split(),
                         ["cutting", "packing", "cutting"])
        self.assertIn("stage", self.home.run("orders", "list", "--json=").stderr)
        self.sql("UPDATE orders SET is_open = 0, status = 'completed' WHERE receipt_id = 1002")
        listed = json.loads(self.ok("orders", "list", "--all", "--json", "order,stage"))["orders"]
        self.assertEqual({row["order"]: row["stage"] for row in listed}, {1001: "cutting", 1002: None, 1003: "cutting"})

    def test_a_wrong_pipelines_file_keeps_no_order_from_being_shown(self):
        self.pipelines("pipelines:\n- {name: a, stages: [x, x]}\n")
        done = self.home.run("orders", "show", 1001, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("stages are not shown", done.stderr)
        self.assertEqual(json.loads(done.stdout)["orders"][0]["stage"], None)
        self.assertEqual(self.home.run("orders", "list", "--json", "order").returncode, 0)
        self.assertEqual(self.home.run("orders", "list", "--json", "order,stage").returncode, USAGE)
        self.pipelines("pipelines:\n- name: a\n  match: {query: \"due:soon\"}\n  stages: [x]\n")  # known once it is asked
        done = self.home.run("orders", "show", 1001, 1003, "--json")
        self.assertEqual((done.returncode, done.stderr.count("stages are not shown")), (0, 1), done.stderr)

    def test_a_terminal_shows_no_further_column(self):
        shown, _ = on_terminal(self.home, ["etsyorder", "orders", "list"], NO_COLOR="1", COLUMNS="300")
        self.assertNotIn("cutting", shown)


if __name__ == "__main__":
    unittest.main()
