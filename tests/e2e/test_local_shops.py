# SPDX-License-Identifier: MIT
"""What was imported without a key, and the first syncs after it: what is taken in, and what stays."""
import unittest

from sandbox_shop import Home, Sandbox

HEAD = ("Sale Date,Item Name,Buyer,Quantity,Price,Currency,Transaction ID,Date Paid,Date Shipped,Ship Name,Ship City,"
        "Order ID,Variations\n")
MAPPED = "No,Date,T\n" + "".join(f"{1000 + i},2026-11-02,Mug\n" for i in range(60))
MAP = "order=No,placed=Date,title=T"


def row(order, buyer, name):
    return (f"11/02/26,Oak sign,{buyer},1,45.00,USD,{order['transactions'][0]['transaction_id']},11/02/2026,,{name},"
            f"Secretcity,{order['receipt_id']},Personalization:Secretword\n")


class LocalShops(unittest.TestCase):
    def setUp(self):
        self.etsy = Sandbox()
        self.addCleanup(self.etsy.close)
        self.home = Home(self.etsy)
        self.addCleanup(self.home.__exit__)

    def run_well(self, *words, **extra):
        done = self.home.run(*words, **extra)
        self.assertEqual(done.returncode, 0, f"{words}: {done.stderr}")
        return done

    def file(self, text, name="file.csv"):
        path = self.home.path / name
        path.write_text(text, encoding="utf-8")
        return path

    def test_a_sync_after_buyers_of_a_file_were_merged(self):
        orders = self.etsy.listing("receipts")
        many = {}
        for order in orders:
            many.setdefault(order["buyer_user_id"], []).append(order)
        first, second = next(some for some in many.values() if len(some) > 1)[:2]
        other = next(o for o in orders if o["buyer_user_id"] != first["buyer_user_id"])
        numbers = [order["receipt_id"] for order in (first, second, other)]
        for merged in (first, second):
            with self.subTest(merged=merged["receipt_id"]), Home(self.etsy) as home:
                self.home = home
                self.run_well("orders", "import", self.file(HEAD + row(first, "Ann (ann)", "Ann") +
                                                            row(other, "B (bea)", "B") + row(second, "C (cyd)", "C")))
                self.run_well("orders", "merge-buyers", other["receipt_id"], merged["receipt_id"])
                self.run_well("sync", "--all")
                self.run_well("sync", "--all")
                self.assertEqual(home.broken_promises(), [])
                self.assertEqual(home.rows("SELECT count(DISTINCT buyer_id) FROM orders WHERE receipt_id IN (?, ?, ?)",
                                           *numbers), [(1,)])

    def test_a_first_sync_finds_the_same_whatever_the_shop_was_called_when_it_was_imported(self):
        order = self.etsy.listing("receipts")[0]
        number = order["receipt_id"]
        seen = []
        for name in (None, "Pine"):
            shop = ["--shop", name] if name else []
            with self.subTest(shop=name), Home(self.etsy) as home:
                self.home = home
                self.run_well("orders", "import", *shop, self.file(HEAD + row(order, "Ann (ann)", "Ann")),
                              ETSYORDER_SHOP_ID=None)
                self.run_well("orders", "tag", number, "+urgent", ETSYORDER_SHOP_ID=None)
                synced = next(one for one in home.json("sync", "--all")["orders"] if one["order"] == number)
                events = home.rows("SELECT name, source FROM events JOIN orders USING (order_id) WHERE receipt_id = ? "
                                   "ORDER BY event_id", number)
                self.assertEqual(events[0], ("order.placed", "import file.csv"))
                self.assertEqual(synced["outcome"], "changed")
                self.assertEqual(home.broken_promises(), [])
                seen.append((synced["changes"], events))
        self.assertEqual(seen, seen[:1] * 2)

    def test_orders_of_another_shop_are_neither_asked_for_nor_closed_nor_taken_in(self):
        for shop in ([], ["--shop", "MyCraftFair"]):
            with self.subTest(shop=shop), Home(self.etsy) as home:
                self.home = home
                self.run_well("orders", "import", *shop, "--map", MAP, self.file(MAPPED), ETSYORDER_SHOP_ID=None)
                self.etsy.forget_requests()
                self.run_well("sync", "--all")
                self.run_well("sync", "--all")
                self.assertEqual(self.etsy.requests("receipts/1"), [])
                self.assertEqual(home.rows("SELECT shop_id < 0, count(*), sum(is_open), sum(gone_at_utc_s IS NOT NULL) "
                                           "FROM orders WHERE receipt_id < 2000 GROUP BY 1"), [(1, 60, 60, 0)])

    def test_orders_of_another_shop_in_etsys_own_are_not_asked_for_either(self):
        self.run_well("sync", "--all")
        self.run_well("orders", "import", "--map", MAP, self.file(MAPPED))
        self.etsy.forget_requests()
        self.run_well("sync", "--all")
        self.assertEqual(self.etsy.requests("receipts/1"), [])
        self.assertEqual(self.home.rows("SELECT count(*), sum(is_open) FROM orders WHERE receipt_id < 2000"), [(60, 60)])

    def test_a_forgotten_person_does_not_come_back_by_a_file_of_another_name(self):
        self.run_well("sync", "--all")
        order = self.etsy.listing("receipts")[1]
        number = order["receipt_id"]
        self.run_well("data", "forget", "--order", number, "--yes", "--force")
        self.run_well("orders", "import", "--shop", "Elsewhere", self.file(HEAD + row(order, "Z (zebsecret)", "Zeb Secret")))
        self.run_well("sync", "--all")
        (self.home.path / "file.csv").unlink()
        self.run_well("data", "forget", "--order", number, "--yes")
        left = repr(self.home.dump())
        for word in ("Secret", "zebsecret"):
            self.assertNotIn(word, left)

    def test_forgetting_again_takes_what_was_written_since(self):
        self.run_well("sync", "--all")
        number = self.etsy.listing("receipts")[1]["receipt_id"]
        self.run_well("data", "forget", "--order", number, "--yes", "--force")
        self.assertIn("lready so", self.run_well("data", "forget", "--order", number, "--yes").stdout)
        self.run_well("orders", "note", number, "call Zeb Secret")
        self.run_well("orders", "tag", number, "+zebsecret")
        self.assertNotIn("lready so", self.run_well("data", "forget", "--order", number, "--yes").stdout)
        store = b"".join(path.read_bytes() for path in self.home.database.parent.iterdir() if path.is_file())
        for word in (b"Zeb Secret", b"zebsecret"):
            self.assertNotIn(word, store)
        self.assertIn("lready so", self.run_well("data", "forget", "--order", number, "--yes").stdout)


if __name__ == "__main__":
    unittest.main()
