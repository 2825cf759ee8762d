# SPDX-License-Identifier: MIT
"""`etsyorder orders import`: what single rows say, and which of them are refused."""
import json
import unittest

import store
import test_import
from test_import import HEAD, row


class Rows(unittest.TestCase):
    setUp = test_import.Import.setUp
    file = test_import.Import.file
    run_import = test_import.Import.run_import
    imported = test_import.Import.imported
    shown = test_import.Import.shown
    rows = test_import.Import.rows

    def test_a_file_with_the_day_first_is_refused_before_anything_is_stored(self):
        def days(*dates):
            return HEAD + "".join(row(1042 + at).replace("11/02/26", date).replace("11/02/2026", "")
                                  for at, date in enumerate(dates))
        mixed = self.file(days("05/10/2026", "25/10/2026"))
        for words, extra in (((mixed,), {}), (("-",), {"stdin": mixed.read_text()})):
            done = self.run_import(*words, **extra)
            self.assertEqual((done.returncode, done.stdout), (1, ""), done.stderr)
            self.assertIn('line 3 has Sale Date "25/10/2026": the day stands first', done.stderr)
            self.assertIn("hint: import it with --day-first", done.stderr)
        self.imported(mixed, "--day-first")
        self.assertEqual((self.shown(1042)["placed_at"], self.shown(1043)["placed_at"]),
                         ("2026-10-05T00:00:00Z", "2026-10-25T00:00:00Z"))
        done = self.run_import(self.file(days("05/10/2026", "10/25/2026")), "--day-first")
        self.assertEqual(done.returncode, 1)
        self.assertIn("the month stands first", done.stderr)
        # Both ways in one file: what may be meant in two ways is not guessed any more.
        both = self.imported(self.file(days("10/25/2026", "25/10/2026", "05/10/2026", "05/05/2026")), code=6)
        self.assertEqual([bad["line"] for bad in both["refused"]], [3, 4])
        self.assertIn("--day-first", both["refused"][0]["reason"])
        self.assertIn("line 3", both["refused"][1]["reason"])

    def test_the_state_of_an_order_is_known_in_any_spelling(self):
        def states(*words):
            return ("Sale Date,Order ID,Full Name,Number of Items,Currency,Order Total,Adjusted Order Total,Status\n"
                    + "".join(f"10/31/26,{1042 + at},Pat Example,1,USD,92.95,{adjusted},{word}\n"
                              for at, (word, adjusted) in enumerate(words)))
        done = self.imported(self.file(states(
            ("Cancelled", ""), ("REFUNDED", ""), ("partially_refunded", ""), ("Unpaid", ""), ("Weird", ""),
            ("Completed", "40.00"), ("Paid", "0.00"), ("Storniert", ""))))
        self.assertEqual([(note["line"], note["note"]) for note in done["notes"]],
                         [(6, 'unknown status "Weird": taken as open')])
        self.assertEqual([(self.shown(1042 + at)["status"], self.shown(1042 + at)["open"]) for at in range(8)],
                         [("canceled", False), ("fully refunded", False), ("partially refunded", True), ("open", True),
                          ("weird", True), ("completed", False), ("paid", True), ("canceled", False)])
        self.assertEqual([refund["amount"] for refund in self.shown(1047)["refunds"]],
                         [{"amount": "52.95", "currency": "USD"}])
        self.assertEqual(self.shown(1048)["refunds"], [])
        unpaid = self.home.run("orders", "list", "is:unpaid", "is:any").stdout
        self.assertEqual([line.split("\t")[0] for line in unpaid.splitlines()], ["1045", "1046"])
        self.assertIn("1044", self.home.run("orders", "list", "is:refunded").stdout)

    def test_what_cannot_be_is_refused_by_its_row(self):
        self.assertEqual([bad["reason"] for bad in self.imported(self.file(HEAD + row(1040) + "".join((
            row(1041).replace(",1,45.00", ",2000000,45.00"),
            row(1042).replace(",1,45.00", ",0,45.00"),
            row(1043).replace("45.00", "-45.00"),
            row(1044).replace("11/02/26", "11/02/1926"),
            row(1045).replace("11/02/26", "11/02/2126"),
            row(1046).replace("11/02/2026", "").replace("11/02/26", ""),
            row(1047).replace("USD", "XXQ1")))), code=6)["refused"]],
            ['Quantity "2000000" is not between 1 and 1000000', 'Quantity "0" is not between 1 and 1000000',
             'Price "-45.00" is negative', 'Sale Date "11/02/1926" is before there was Etsy',
             'Sale Date "11/02/2126" is in the future', 'Currency "XXQ1" is no currency such as USD',
             "it has no date: neither Sale Date nor Date Paid"])
        self.assertEqual(self.rows(), 1)
        twice = self.imported(self.file(HEAD + row(1050) + row(1051).replace("10510", "10500")))
        self.assertEqual([note["line"] for note in twice["notes"]], [3])
        self.assertIn("also one of order 1050", twice["notes"][0]["note"])
        done = self.run_import(self.file(HEAD.replace("Listing ID", "SKU") + row(1052)))
        self.assertEqual(done.returncode, 1)
        self.assertIn('columns 9 and 18 are both "SKU"', done.stderr)

    def test_discounts_count_and_what_was_kept_can_be_seen(self):
        def priced(order, item, discount):
            return row(order, item).replace("45.00,5.00", f"45.00,SAVE10;LOYAL5,{discount}")
        head = HEAD.replace("Order Shipping", "Coupon Code,Discount Amount")
        self.imported(self.file(head + priced(1042, 0, "7.20") + priced(1043, 0, "1.00") + priced(1043, 1, "2.50") +
                                priced(1044, 0, "3.00") + priced(1044, 1, "3.00") + priced(1045, 0, "0")))
        discounts = [self.shown(order)["amounts"]["discount"] for order in (1042, 1043, 1044, 1045)]
        self.assertEqual([one and one["amount"] for one in discounts], ["7.20", "3.50", None, "0.00"])
        raw = json.loads(self.home.run("orders", "show", 1043, "--raw").stdout)
        self.assertEqual((raw["order"], [kept["kind"] for kept in raw["rows"]]), (1043, ["sold_order_items"] * 2))
        self.assertEqual(raw["rows"][1]["cells"]["Coupon Code"], "SAVE10;LOYAL5")
        self.assertEqual(raw["rows"][1]["cells"]["Variations"], "Size:8,Personalization:For Mom")

    def test_headers_in_the_language_of_the_account_are_known(self):
        for head in ("Verkaufsdatum,Artikelname,Käufer,Anzahl,Preis,Bestellversand,Währung,Transaktions-ID,Listing-ID,"
                     "Zahlungsdatum,Versanddatum,Empfänger,Stadt,PLZ,Land,Bestellnummer,Variationen,SKU\n",
                     "Date de vente,Nom de l’article,Acheteur,Quantité,Prix,Livraison de la commande,Devise,"
                     "ID de transaction,ID de l’annonce,Date de paiement,Date d’expédition,Destinataire,Ville,Code postal,"
                     "Pays,NUMÉRO DE COMMANDE,Variantes,UGS\n"):
            with self.subTest(head[:12]):
                home = store.Home()
                self.addCleanup(home.close)
                done = home.run("orders", "import", self.file(head + row(1042)))
                self.assertEqual(done.returncode, 0, done.stderr)
                order = json.loads(home.run("orders", "show", 1042, "--json").stdout)["orders"][0]
                item = order["items"][0]
                self.assertEqual((item["title"], item["quantity"], item["price"]["amount"], item["sku"]),
                                 ("Oak sign, large", 1, "45.00", "OAK-1"))
                self.assertEqual((order["buyer"], order["status"], order["address"]["city"], order["address"]["zip"]),
                                 ("Pat Example", "paid", "Springfield", "62701"))
                self.assertEqual(order["amounts"]["shipping"]["amount"], "5.00")

    def test_what_a_file_does_not_know_is_no_change(self):
        self.imported(self.file("Sale Date,Order ID,Full Name,Number of Items,Currency,Order Total,Date Shipped,Status\n"
                                "11/02/26,1042,Pat Example,1,USD,50.00,11/05/2026,Completed\n", "orders.csv"))
        more = self.imported(self.file(HEAD.replace("Order Shipping", "VAT Paid by Buyer") +
                                       row(1042, shipped="11/05/2026").replace("5.00,USD", "0.00,USD")))
        fields = [change["field"] for change in more["orders"][0]["changes"]]
        self.assertIn("item 10420 added", fields)
        self.assertFalse({"ship_by", "vat", "status"} & set(fields), fields)
        history = json.loads(self.home.run("orders", "history", 1042, "--json").stdout)["history"]
        self.assertEqual({one["source"] for one in history}, {"import orders.csv", "import items.csv"})
        self.assertIn("items.csv", self.home.run("orders", "history", 1042).stdout)


if __name__ == "__main__":
    unittest.main()
