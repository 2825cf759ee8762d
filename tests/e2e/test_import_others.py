# SPDX-License-Identifier: MIT
"""etsyorder orders import: listings, reviews, and the files of other shops."""
import json
import unittest

import store
from store import DAY, NOW, SHOP, add_order
from terminal import on_terminal
from test_import import HEAD, row

EXAMPLE = store.ROOT / "examples/import-map.yaml"
HARD = ["Mia\nLou\n", "\"Mia\", 'Lou'", "👩\u200d👩\u200d👧 ❤️", "0042", " two  blanks ", "a,b;c\td", "שלום", "&amp; Bo",
        "Line 1: not a question", "\u200bhidden\u00a0", "=1+1", "-Mum", "''-1", "'tis", "x" * 5000]
LISTINGS = ("TITOLO,DESCRIZIONE,PREZZO,CURRENCY_CODE,QUANTITÀ,TAG,MATERIALI,SKU\n"
            "Oak sign,\"One\nTwo\",{price},USD,3,\"wall_art,oak\",wood,OAK-1\n")
CSV = ("Order No,Date,First,Last,Product,Text,Price,Shelf\n"
       "#A-1042,2/11/2026,Ann,Example,Oak sign,\"Zoë\nBo\",\"1.012,50\",7\n"
       "#A-1042,,,,Box,,\"3,00\",8\n"
       "1043,3/11/2026,Bob,Example,Tag,,\"4,00\",9\n")
MAP = ("columns:\n  order: Order No\n  placed: Date\n  buyer: [First, Last]\n  title: Product\n"
       "  personalisation: Text\n  price: Price\nconstants:\n  currency: EUR\ndates: day_first\ndecimal: comma\n")


def review(order, **other):
    return {"reviewer": "ann", "date_reviewed": "11/20/2026", "star_rating": 5, "message": "Lovely", "order_id": order,
            **other}


class Import(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.home = store.Home()
        self.addCleanup(self.home.close)

    def file(self, name, text):
        path = self.home.path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def imports(self, *words, code=0, stdin=""):
        done = self.home.run("orders", "import", *words, "--json", stdin=stdin)
        self.assertEqual(done.returncode, code, done.stderr)
        return json.loads(done.stdout)["import"] if done.stdout else None

    def show(self, *orders):
        done = self.home.run("orders", "show", *orders, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)["orders"]

    def fails(self, *words, code, stdin=""):
        done = self.home.run("orders", "import", *words, stdin=stdin)
        self.assertEqual((done.returncode, done.stdout), (code, ""), done.stderr)
        return done.stderr

    def with_orders(self, *orders, **columns):
        connection = self.home.store()
        for order in orders:
            add_order(connection, order, **columns)
        connection.execute("INSERT INTO forgotten_orders SELECT shop_id, receipt_id, forgotten_at_utc_s FROM orders "
                           "WHERE forgotten_at_utc_s IS NOT NULL")
        connection.commit()
        connection.close()


class Listings(Import):
    def test_a_listings_file_is_stored_once_and_shown_beside_its_items(self):
        self.with_orders(2001, items=[{"title": "Oak sign", "answers": []}])
        path = self.file("EtsyListingsDownload.csv", LISTINGS.format(price="20.00"))
        plan = self.imports("--dry-run", path)
        self.assertEqual(plan["listings"][0]["outcome"], "new")
        self.assertIsNone(self.show(2001)[0]["items"][0]["listed"])
        self.assertEqual(self.imports(path)["files"][0]["kind"], "listings")
        again = self.imports(path)
        self.assertEqual((again["listings"], again["files"][0]["already_so"]), ([], 1))
        listed = self.show(2001)[0]["items"][0]["listed"]
        self.assertEqual(listed["tags"], ["wall art", "oak"])
        self.assertEqual(listed["price"], {"amount": "20.00", "currency": "USD"})
        changed = self.imports(self.file("newer.csv", LISTINGS.format(price="25.00")))
        self.assertEqual(changed["listings"][0]["changes"],
                         [{"field": "price", "before": "20.00 USD", "after": "25.00 USD"}])
        page = self.home.run("orders", "show", 2001).stdout
        self.assertIn("25.00 USD; wall art, oak; wood", page)

    def test_bad_rows_are_named_and_the_others_go_in(self):
        text = LISTINGS.format(price="20.00") + ",,1,USD,1,,,\nBox,,cheap,USD,1,,,\n"
        report = self.imports(self.file("l.csv", text), code=6)
        self.assertEqual([(row["line"], row["reason"]) for row in report["refused"]],
                         [(4, "it has no title"), (5, '"cheap" "USD" is no price with a currency')])
        self.assertEqual(report["files"][0]["new"], 1)


    def test_a_file_that_cannot_be_held_is_refused(self):
        text = "TITLE,DESCRIPTION,PRICE,CURRENCY_CODE\n" + f"Sign,{'x' * 900_000},1.00,USD\n" * 76
        self.assertIn("larger than 64 MiB", self.fails(self.file("large.csv", text), code=1))
        text = "order,placed,message\n" + f"1,2026-11-02,{'x' * 900_000}\n" * 76
        self.assertIn("larger than 64 MiB", self.fails("--map", "order=order,placed=placed,message=message",
                                                       self.file("large.csv", text), code=1))


class Reviews(Import):
    def test_reviews_stand_beside_their_orders_whenever_those_come(self):
        self.with_orders(2001)
        path = self.file("reviews.json", json.dumps([review(2001), review(99, message="")]))
        first = self.imports(path)
        self.assertEqual((first["files"][0]["new"], first["files"][0]["unknown_orders"]), (2, 1))
        self.assertEqual(self.imports(path)["files"][0]["already_so"], 2)
        found = self.show(2001)[0]["reviews"]
        self.assertEqual([(one["rating"], one["review"], one["written_on"]) for one in found],
                         [(5, "Lovely", "2026-11-20")])
        shown = self.home.run("orders", "show", 2001).stdout
        self.assertIn("Review: 5 of 5 stars, 2026-11-20 by ann", shown)
        self.assertIn("  review received\n", shown)
        edited = review(2001, message="Revised: Nice\n\nLovely", date_reviewed="11/21/2026")
        self.assertEqual(self.imports(self.file("r2.json", json.dumps([edited])))["reviews"][0]["outcome"], "changed")
        self.assertEqual(self.imports(path)["files"][0]["already_so"], 2)  # an older file
        self.assertEqual(len(self.show(2001)[0]["reviews"]), 1)
        self.assertTrue(self.show(2001)[0]["reviews"][0]["review"].startswith("Revised: "))

    def test_a_shop_without_reviews_yet_has_an_empty_file(self):
        done = self.imports(self.file("reviews.json", "[]\n"))
        self.assertEqual((done["files"][0]["kind"], done["files"][0]["new"]), ("reviews", 0))

    def test_a_file_that_is_cut_off_is_called_so(self):
        whole = json.dumps([review(2001), review(2002)])
        for text in (whole[:-5], whole[:20]):
            done = self.home.run("orders", "import", self.file("reviews.json", text))
            self.assertEqual(done.returncode, 1)
            self.assertIn("is cut off: its end is missing", done.stderr)

    def test_reviews_of_forgotten_orders_are_not_counted_as_new(self):
        self.with_orders(2001, 2002, forgotten_at_utc_s=NOW, buyer_name="")
        path = self.file("reviews.json", json.dumps([review(2001), review(2003)]))
        for _ in range(2):
            report = self.imports(path)
            self.assertNotIn(2001, [one["order"] for one in report["reviews"]])
            self.assertEqual(self.show(2001)[0]["reviews"], [])
        self.assertEqual((report["files"][0]["new"], report["files"][0]["already_so"]), (0, 2))

    def test_the_same_review_by_a_sync_is_shown_once(self):
        connection = self.home.store()
        add_order(connection, 2001)
        connection.commit()
        transaction = connection.execute("SELECT transaction_id FROM items").fetchone()[0]
        self.imports(self.file("reviews.json", json.dumps([review(2001)])))
        connection.execute("INSERT INTO reviews (shop_id, transaction_id, rating, review, created_at_utc_s, "
                           "updated_at_utc_s) VALUES (?, ?, 5, 'Lovely', ?, ?)", (SHOP, transaction, NOW, NOW))
        connection.commit()
        connection.close()
        found = self.show(2001)[0]["reviews"]
        self.assertEqual([(one["transaction"], one["reviewer"]) for one in found], [(transaction, None)])

    def test_bad_entries_are_named_and_hostile_files_are_refused(self):
        self.with_orders(2001)
        path = self.file("reviews.json", json.dumps([review(2001), review("x"), review(2001, star_rating=9)]))
        report = self.imports(path, code=6)
        self.assertEqual([(row["line"], row["reason"]) for row in report["refused"]],
                         [(2, "order_id is no order number"), (3, "star_rating is no number from 1 to 5")])
        start = '[{"star_rating":5,"order_id":1'
        for text, why in ((start, "is cut off"), (start + ',"a":' + "[" * 100_000, "brackets more than 16 deep"),
                          (start.encode() + b',"message":"\xff"}]', "no JSON, from byte")):
            self.assertIn(why, self.fails(self.file("bad.json", text), code=1))
        self.assertIn("--map", self.fails("-", code=1, stdin='{"orders":[]}'))


class Mapped(Import):
    def test_the_file_of_another_shop_becomes_orders(self):
        path, mapping = self.file("other.csv", CSV), self.file("map.yaml", MAP)
        plan = self.imports("--map", mapping, "--dry-run", path)
        self.assertEqual([one["outcome"] for one in plan["orders"]], ["new", "new"])
        self.assertEqual(plan["orders"][0]["becomes"]["items"][0]["title"], "Oak sign")
        self.assertIn("no column says what is paid", self.home.run("orders", "import", "--dry-run", "--map", mapping, path).stderr)
        report = self.imports("--map", mapping, path)
        self.assertEqual(report["files"][0]["kind"], "mapped")
        self.assertEqual(report["files"][0]["columns"]["left_over"], ["Shelf"])
        again = self.imports("--map", mapping, path)
        self.assertEqual((again["orders"], again["files"][0]["already_so"]), ([], 2))
        order, = self.show("#A-1042")
        self.assertEqual(self.show("a-1042", order["order"]), [order])
        self.assertEqual((order["name"], order["buyer"]), ("#A-1042", "Ann Example"))
        self.assertEqual(order["items"][0]["answers"][0]["text"], "Zoë\nBo")
        self.assertEqual(order["items"][0]["price"], {"amount": "1012.50", "currency": "EUR"})
        self.assertEqual([item["title"] for item in order["items"]], ["Oak sign", "Box"])
        self.assertEqual(self.show(1043)[0]["name"], None)
        self.assertIn("Order #A-1042", self.home.run("orders", "show", "A-1042").stdout)
        made_up = order["order"]
        for words in (("order:A-1042",), ("order:#a-1042",), ("--where", "a-1042"), ("A-1042",), (made_up,)):
            found = self.home.run("orders", "list", *words)
            self.assertEqual([line.split("\t")[0] for line in found.stdout.splitlines()], ["#A-1042"], words)
            self.assertNotIn(str(made_up), found.stdout)
        self.assertEqual(self.home.run("orders", "list", "order:A-1043").stdout, "")
        shown, _ = on_terminal(self.home, ["etsyorder", "orders", "list"])
        self.assertIn("#A-1042", shown)
        piped = self.home.run("orders", "list")
        self.assertEqual({line.split("\t")[11] for line in piped.stdout.splitlines()}, {"imported"})
        self.assertEqual(self.home.run("orders", "list", "shop:imported", "--shop", "imported").stdout, piped.stdout)
        self.assertEqual(self.home.run("orders", "tag", "-", "+named", stdin=piped.stdout).returncode, 0)
        listed = json.loads(self.home.run("orders", "list", "tag:named", "--json", "order,name,shop").stdout)["orders"]
        self.assertEqual([one["name"] for one in listed if one["order"] == made_up], ["#A-1042"])
        self.assertTrue(all(one["shop"] < 0 for one in listed))
        self.home.run("orders", "tag", "-", "+-named", stdin=piped.stdout)
        for words in (("history", "A-1042"), ("lint", "A-1042", "1043")):
            told = self.home.run("orders", *words).stdout
            self.assertNotIn(str(made_up), told)
            self.assertIn("#A-1042\t", told) if words[0] == "history" else None
        page = self.home.run("orders", "show", 1043).stdout
        self.assertIn("a file imported", page)
        self.assertNotIn("etsy.com", page)
        listed = json.loads(self.home.run("orders", "list", "--json", "order,url,imported_at,synced_at,notes").stdout)["orders"]
        self.assertEqual({one["url"] for one in listed}, {None})
        self.assertEqual({(one["imported_at"], one["synced_at"], one["notes"]) for one in listed},
                         {("2026-11-22T10:00:00Z", None, 0)})
        self.home.run("orders", "note", 1043, "ask about wood")
        listed = json.loads(self.home.run("orders", "list", "1043", "--json", "notes").stdout)["orders"]
        self.assertEqual(listed, [{"notes": 1}])
        opened = self.home.run("orders", "open", 1043)
        self.assertEqual((opened.returncode, opened.stdout), (6, ""))
        self.assertIn("no page of 1043", opened.stderr)
        shown, _ = on_terminal(self.home, ["etsyorder", "orders", "list"], columns=120)
        self.assertEqual(shown.count("from a file"), 2)
        self.assertEqual(self.home.run("orders", "show", "A-1").returncode, 3)

    def test_an_order_goes_by_its_name_wherever_it_is_told(self):
        path, mapping = self.file("other.csv", CSV), self.file("map.yaml", MAP)
        plan = self.home.run("orders", "import", "--dry-run", "--map", mapping, path)
        told = {"plan": plan, "import": self.home.run("orders", "import", "--map", mapping, path)}
        made_up = str(self.show("A-1042")[0]["order"])
        self.assertEqual(len(made_up), 16)
        for words in ("tag A-1042 +urgent", "note A-1042 --text call", "note --list A-1042", "open A-1042", "undo --dry-run",
                      "undo", "history A-1042", "show A-1042", "lint A-1042", "list a-1042"):
            told[words] = self.home.run("orders", *words.split())
        told["twice"] = self.home.run("orders", "note", "A-1042", "--remove", "7")
        told["forget"] = self.home.run("data", "forget", "--order", "A-1042", "--dry-run")
        told["csv"] = self.home.run("orders", "export", "A-1042", "--to", "csv", "--raw")
        for what, done in told.items():
            text = "\n".join(line for line in (done.stdout + done.stderr).splitlines() if "number" not in line)
            if what not in ("undo --dry-run", "undo", "lint A-1042"): # which need not name it
                self.assertIn("A-1042", text, what)
            self.assertNotIn(made_up, text, what)
        self.assertIn("etsyorder orders note --list A-1042", told["twice"].stderr)
        for words in ("A-", "A-10", ""):
            offered = self.home.run("__complete", "orders", "show", words).stdout
            self.assertIn("A-1042", offered, words)
            self.assertNotIn(made_up, offered)
        tagged = json.loads(self.home.run("orders", "tag", "A-1042", "+urgent", "--json").stdout)["orders"][0]
        self.assertEqual((str(tagged["order"]), tagged["name"]), (made_up, "#A-1042"))

    def test_an_export_of_named_orders_comes_back_under_their_names(self):
        self.imports("--map", self.file("map.yaml", MAP), self.file("other.csv", CSV))
        before = self.show("A-1042")[0]
        exported = self.home.run("orders", "export", "--to", "csv", "--all").stdout
        other = store.Home()
        self.addCleanup(other.close)
        done = other.run("orders", "import", "--map", EXAMPLE, "-", stdin=exported)
        self.assertEqual(done.returncode, 0, done.stderr)
        after = json.loads(other.run("orders", "show", "A-1042", "--json").stdout)["orders"][0]
        self.assertEqual((after["order"], after["name"], after["buyer"]), (before["order"], "#A-1042", "Ann Example"))

    def test_the_currency_of_the_shop_counts_where_the_mapping_says_none(self):
        path = self.file("other.csv", CSV)
        mapping = MAP.replace("constants:\n  currency: EUR\n", "")
        (self.home.path / "config" / "config.yaml").write_text("shops:\n  OtherShop: {currency: GBP}\n")
        refused = self.imports("--map", self.file("map.yaml", mapping), path, code=6)["refused"]
        self.assertIn("shops.NAME.currency", refused[0]["reason"])
        named = ("--shop", "othershop", "--map")
        self.imports(*named, self.file("map.yaml", mapping), "--dry-run", path)
        self.imports(*named, self.file("map.yaml", mapping), path)
        self.assertEqual(self.show("A-1042")[0]["items"][0]["price"], {"amount": "1012.50", "currency": "GBP"})
        self.imports(*named, self.file("map.yaml", MAP), self.file("euro.csv", CSV.replace("1042", "1044")))
        self.assertEqual(self.show("A-1044")[0]["items"][0]["price"], {"amount": "1012.50", "currency": "EUR"})

    def test_nothing_is_lost_between_an_export_and_an_import(self):
        connection = self.home.store()
        for index, text in enumerate(HARD):
            add_order(connection, 2000 + index, ship_by_utc_s=NOW + index * DAY, is_personalised=1, buyer_name=text[:50],
                      items=[{"answers": [("option", "Wood", "=Oak; x"), ("personalisation", "Personalization", text)]}])
        connection.commit()
        connection.close()
        numbers = [2000 + index for index in range(len(HARD))]
        before = self.show(*numbers)
        same = ("order", "buyer", "status", "paid", "shipped", "placed_at", "updated_at", "ship_by", "amounts", "gift")
        of_item = ("transaction", "title", "sku", "quantity", "price", "digital", "listing", "answers")
        json_map = ("order=order,transaction=items[].transaction,placed=placed_at,updated=updated_at,buyer=buyer,"
                    "status=status,paid=paid,shipped=shipped,gift=gift,currency=amounts.total.currency,"
                    "total=amounts.total.amount,subtotal=amounts.subtotal.amount,shipping=amounts.shipping.amount,"
                    "tax=amounts.tax.amount,vat=amounts.vat.amount,discount=amounts.discount.amount,"
                    "gift_wrap=amounts.gift_wrap.amount,title=items[].title,sku=items[].sku,"
                    "quantity=items[].quantity,price=items[].price.amount,digital=items[].digital,"
                    "listing=items[].listing,ship_by=ship_by,answers=items[].answers")
        for kind in ("csv", "json", "jsonl"):
            with self.subTest(kind):
                exported = self.home.run("orders", "export", "--all", "--to", kind)
                self.assertEqual(exported.returncode, 0, exported.stderr)
                other = store.Home()
                self.addCleanup(other.close)
                first, self.home = self.home, other
                try:
                    path = self.file("orders." + kind, exported.stdout)
                    mapping = str(EXAMPLE) if kind == "csv" else json_map
                    # A list of one kind of file may miss what is null in all orders.
                    known = [part for part in mapping.split(",")] if kind != "csv" else None
                    if known:
                        missing = [p for p in known if p.split("=")[1].startswith("amounts.") and
                                   before[0]["amounts"][p.split("=")[1].split(".")[1]] is None]
                        mapping = ",".join(p for p in known if p not in missing)
                    report = self.imports("--map", mapping, path)
                    self.assertEqual(report["files"][0]["new"], len(HARD))
                    after = self.show(*numbers)
                finally:
                    self.home = first
                for one, other_one in zip(before, after):
                    self.assertEqual({key: one[key] for key in same}, {key: other_one[key] for key in same})
                    for item, other_item in zip(one["items"], other_one["items"], strict=True):
                        for key in of_item:
                            if key != "answers":
                                self.assertEqual(item[key], other_item[key], key)
                        words = [(a["kind"], a["question"], a["text"]) for a in item["answers"]]
                        self.assertEqual(words, [(a["kind"], a["question"], a["text"]) for a in other_item["answers"]])

    def test_bad_rows_and_bad_mappings_are_named(self):
        mapping = self.file("map.yaml", MAP)
        text = CSV + "1044,soon,A,B,Sign,,1,\n,1/1/2026,A,B,Sign,,1,\n"
        report = self.imports("--map", mapping, self.file("other.csv", text), code=6)
        self.assertEqual([(row["line"], row["reason"]) for row in report["refused"]],
                         [(6, 'placed "soon" is no day'), (7, "order is missing")])
        self.assertEqual(report["files"][0]["new"], 2)
        path = self.file("other.csv", CSV)
        for words, why in ((["--map", self.file("m1.yaml", "columns:\n  oder: X\n")], "m1.yaml:2: there is no field"),
                           (["--map", self.file("m2.yaml", "columns: [")], "this is no YAML"),
                           (["--map", "order=Order Nr,placed=Date"], 'did you mean "Order No"?'),
                           (["--map", "order=Order No"], 'does not say which column is "placed"')):
            self.assertIn(why, self.fails(*words, path, code=2))
        self.assertIn("cannot be read", self.fails("--map", "nowhere.yaml", path, code=3))
        self.assertIn("zip archive", self.fails("--map", mapping, self.file("o.zip", b"PK\x03\x04" + b"x" * 99), code=1))

    def test_what_etsy_said_is_never_doubled_by_a_file(self):
        self.with_orders(2001, ship_by_utc_s=None, is_personalised=0, items=[{"title": "Sign", "answers": []}])
        before, = self.show(2001)
        report = self.imports("--map", "order=o,placed=d,title=t", "-", stdin="o,d,t\n2001,2026-01-01,Other\n")
        self.assertEqual(report["files"][0]["already_so"], 1)
        after, = self.show(2001)
        self.assertEqual(after["items"], before["items"])
        self.assertEqual(after["placed_at"], before["placed_at"])

    def test_an_item_that_etsys_order_does_not_have_is_named(self):
        self.with_orders(2001, items=[{"title": "Sign", "answers": []}])
        done = self.home.run("orders", "import", self.file("items.csv", HEAD + row(2001, item=9)))
        self.assertIn("order 2001: Etsy's order has no item with the transaction 20019", done.stderr)
        self.assertIn("not part of the order as of", self.home.run("orders", "show", "2001").stdout)
        again = self.home.run("orders", "import", self.file("items.csv", HEAD + row(2001, item=9)))
        self.assertNotIn("no item with", again.stderr)

    def test_a_spreadsheet_of_etsys_orders_doubles_no_item(self):
        etsys = self.file("items.csv", HEAD + row(1042, text="") + row(1043))
        sheet = self.file("sheet.csv", 'o,d,t,w\n1042,2026-11-02,"Oak sign, large",Zoë\n1043,2026-11-02,Plate,Bo\n')
        mapping = ("--map", "order=o,placed=d,title=t,personalisation=w")
        left_out = 'order 1043: "Plate" is left out: none of Etsy\'s items has that title'
        removed = 'order 1043: "Plate" of another file is marked as removed: none of Etsy\'s items has that title'
        for sheet_first in (False, True):
            with self.subTest(sheet_first=sheet_first):
                self.home = store.Home()
                self.addCleanup(self.home.close)
                steps = [(etsys,), (*mapping, sheet)]
                reports = [self.imports(*words) for words in (reversed(steps) if sheet_first else steps)]
                self.assertEqual([note["note"] for note in reports[1]["notes"]], [removed if sheet_first else left_out])
                for number, words in ((1042, "Zoë"), (1043, "For Mom")):
                    item, = [item for item in self.show(number)[0]["items"] if not item["removed_at"]]
                    self.assertEqual((item["transaction"], item["answers"][-1]["text"]), (number * 10, words))
                again = [self.imports(*words)["files"][0]["already_so"] for words in steps]
                self.assertEqual(again, [2, 2])

    def test_names_in_json_are_taken_as_they_are_written(self):
        order = '{"o": "1", "p": "2026-11-02", "t": "Sign", "engraving": "Zoë"}'
        mapping = "order=o,placed=p,title=t,personalisation={}"
        refused = self.fails("--map", mapping.format("Engraving"), "-", code=2, stdin=order)
        self.assertIn('the file has no column "Engraving"', refused)
        self.assertIn('did you mean "engraving"?', refused)
        self.imports("--map", mapping.format("engraving"), "-", stdin=order)
        self.assertEqual(self.show(1)[0]["items"][0]["answers"][0]["text"], "Zoë")

    def test_brackets_without_end_are_refused_by_their_line(self):
        lines = '{"o": "1", "p": "2026-11-02", "x": "Oak"}\n"\n{"o": "2", "p": "2026-11-02", "x": %s%s}\n' % ("[" * 200_000, "]" * 200_000)
        report = self.imports("--map", "order=o,placed=p,options=x", "-", stdin=lines, code=6)
        self.assertEqual([(bad["line"], bad["reason"]) for bad in report["refused"]],
                         [(2, "it is no JSON"), (3, "it has brackets more than 32 deep")])
        self.assertEqual(report["files"][0]["new"], 1)


if __name__ == "__main__":
    unittest.main()
