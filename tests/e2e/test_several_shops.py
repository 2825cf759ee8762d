# SPDX-License-Identifier: MIT
"""Several shops in one database, each with its key."""
import json
import unittest

import two_shops

FIRST, BIRCH = 98765432, 555001


class SeveralShops(unittest.TestCase):
    def setUp(self):
        self.etsy = two_shops.TwoShops()
        self.addCleanup(self.etsy.close)
        self.home = two_shops.Home(self.etsy)
        self.addCleanup(self.home.close)
        self.home.sign_in_both()

    def test_a_sync_without_a_choice_syncs_every_shop_with_its_own_key(self):
        code, answer = self.home.json("sync")
        self.assertEqual(code, 0)
        sync = answer["sync"]
        self.assertEqual((sync["shop"], sync["shops"], sync["complete"]), (None, [FIRST, BIRCH], True))
        self.assertEqual({stream["shop"] for stream in sync["streams"]}, {FIRST, BIRCH})
        birch = [order for order in sync["orders"] if order["shop"] == BIRCH]
        self.assertEqual([order["buyer"] for order in birch], ["Cora Example"])
        self.assertGreater(len(sync["orders"]), 1)
        _, orders = self.home.json("orders", "list", "--all", "--limit", "all")
        self.assertEqual({order["shop"] for order in orders["orders"]}, {FIRST, BIRCH})

    def test_the_key_of_the_chosen_shop_is_taken_from_the_configuration(self):
        folder = self.home.path / "config"
        folder.mkdir()
        (folder / "config.yaml").write_text(f"shops:\n  BirchPrints: {{keystring: {two_shops.OTHER_KEY}}}\n")
        plan = self.home.run("auth", "login", "--dry-run", "--shop", "birchprints", ETSYORDER_SHARED_SECRET="s").out
        self.assertIn("config.yaml:2", plan)
        login = self.home.log_in("--shop", "birchprints", ETSYORDER_KEYSTRING=None)
        self.assertEqual(login.returncode, 0, login.err)
        self.assertIn("BirchPrints (555001)", login.out)

    def test_a_chosen_shop_is_synced_alone(self):
        code, answer = self.home.json("sync", "--shop", "birchprints")
        self.assertEqual((code, answer["sync"]["shop"], answer["sync"]["shops"]), (0, BIRCH, [BIRCH]))
        _, orders = self.home.json("orders", "list", "--all")
        self.assertEqual([order["buyer"] for order in orders["orders"]], ["Cora Example"])

    def test_a_shop_that_fails_does_not_keep_the_other_from_being_synced(self):
        self.etsy.first.control("POST", "/revoke", {"access": True})
        done = self.home.run("sync", "--json")
        self.assertEqual(done.returncode, 4, done.err)
        sync = json.loads(done.out)["sync"]
        self.assertEqual((sync["complete"], [order["buyer"] for order in sync["orders"]]), (False, ["Cora Example"]))
        error = json.loads(done.err.splitlines()[-1])["error"]
        self.assertEqual(error["context"][-1], "syncing shop PineAndPenSandbox")

    def test_a_plan_counts_the_calls_of_all(self):
        _, one = self.home.json("sync", "--plan", "--shop", str(BIRCH))
        _, both = self.home.json("sync", "--plan")
        self.assertEqual(both["plan"]["shops"], [FIRST, BIRCH])
        self.assertGreater(both["plan"]["calls"], one["plan"]["calls"])

    def test_an_order_of_the_other_shop_is_told_to_be_one(self):
        self.home.json("sync")
        first, birch = ({one["order"] for one in self.home.json("orders", "list", "--all", "--shop", str(shop))[1]["orders"]}
                        for shop in (FIRST, BIRCH))
        number = str(min(first - birch))
        for words in (("orders", "show"), ("status", "advance")):
            done = self.home.run(*words, number, "--shop", str(BIRCH))
            self.assertEqual(done.returncode, 3, done.err)
            self.assertIn(f"order {number} is another shop's", done.err)
            self.assertNotIn("did you mean", done.err)

    def test_people_see_which_is_which(self):
        done = self.home.run("sync")
        self.assertEqual(done.returncode, 0, done.err)
        self.assertIn("BirchPrints (555001): orders: 1 new", done.err)


if __name__ == "__main__":
    unittest.main()
