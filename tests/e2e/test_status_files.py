# SPDX-License-Identifier: MIT
"""`etsyorder status`: spreadsheets out and in, batches, scans, labels, and what the history teaches."""
import csv
import io
import json

from store import add_order
from status_case import CONFLICT, FINDINGS, NOT_FOUND, USAGE, StatusCase


class Files(StatusCase):
    def stages(self, item):
        rows = json.loads(self.ok("status", "list", item, "--json", "stage,quantity"))["items"]
        return {row["stage"]: row["quantity"] for row in rows}

    def run_import(self, text, *flags):
        return self.home.run("status", "import", "-", *flags, stdin=text)

    def test_an_export_that_nobody_edited_changes_nothing(self):
        self.ok("status", "advance", "1001.1", "--quantity", 2)
        exported = self.ok("status", "export")
        rows = list(csv.DictReader(io.StringIO(exported)))
        self.assertEqual([(row["item"], row["stage"], row["quantity"], row["of"]) for row in rows[:2]],
                         [("1001.1", "cutting", "3", "5"), ("1001.1", "engraving", "2", "5")])
        done = self.run_import(exported, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual({row["outcome"] for row in json.loads(done.stdout)["rows"]}, {"already"})

    def test_rows_of_an_item_say_together_where_its_pieces_are(self):
        done = self.run_import("Item;Stage;Pieces\n1001.1;engraving;2\n1001.1;cutting;1\n1001.1;packing;1\n"
                               "1001.1;packing;1\n")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.stages("1001.1"), {"cutting": 1, "engraving": 2, "packing": 2})

    def test_rows_that_ask_for_more_pieces_than_there_are_are_refused(self):
        for rows in (("packing,4", "cutting,2"), ("packing,3", "packing,3"), ("packing,", "cutting,1")):
            with self.subTest(rows):
                done = self.run_import("item,stage,quantity\n" + "".join(f"1001.1,{row}\n" for row in rows))
                self.assertEqual(done.returncode, CONFLICT, done.stdout)
                self.assertIn("it has 5 pieces", done.stderr)
                self.assertEqual(self.stages("1001.1"), {"cutting": 5})

    def test_one_wrong_row_changes_nothing_and_is_named(self):
        for row, why in (("1002,packin,", "no stage"), ("77,packing,", "no order"), ("1002.9,packing,", "no such item"),
                         ("1002,packing,x", "number of pieces"), ("1001.1,packing,6", "5 pieces"), ("1002,ready,", "tracking")):
            with self.subTest(row):
                done = self.run_import(f"order,stage,quantity\n1003,packing,\n{row}\n")
                self.assertEqual((done.returncode, done.stdout), (CONFLICT, ""), done.stderr)
                self.assertIn("line 3", done.stderr)
                self.assertIn(why, done.stderr)
                self.assertEqual(self.stages(1003), {"cutting": 1})
        done = self.run_import("order,stage\n77,packing\n1003,packing\n", "--keep-going")
        self.assertEqual(done.returncode, FINDINGS, done.stderr)
        self.assertEqual(self.stages(1003), {"packing": 1})
        for text in ("", "item,title\n1003,x\n", "\x00\x01"):
            self.assertEqual(self.run_import(text).returncode, USAGE)

    def test_a_dry_run_of_an_import_shows_all_rows_and_changes_nothing(self):
        done = self.run_import("order,stage\n77,packing\n1003,packing\n", "--dry-run", "--json")
        self.assertEqual(done.returncode, FINDINGS, done.stderr)
        self.assertEqual([row["outcome"] for row in json.loads(done.stdout)["rows"]], ["refused", "would be moved"])
        self.assertEqual(self.stages(1003), {"cutting": 1})

    def test_an_option_that_no_item_has_is_told_with_the_nearest(self):
        connection = self.connect()
        for number, colour in ((2001, "oak"), (2002, "oak"), (2003, "ash")):
            add_order(connection, number, items=[{"answers": [("option", "Colour", colour)]}])
        connection.commit()
        connection.close()
        (group,) = json.loads(self.ok("status", "batch", "--by", "colour", "--json"))["groups"]
        self.assertEqual((group["same"], group["items"]), ("oak", ["2001.1", "2002.1"]))
        told = self.fails(NOT_FOUND, "status", "batch", "--by", "title,color")
        self.assertIn('no item that is to be made has "color"', told)
        self.assertIn('did you mean "Colour"?', told)
        self.assertIn("there is title, listing, Colour", self.fails(NOT_FOUND, "status", "batch", "--by", "sku,nope"))
        # Items that have it and are all different are no mistake, and nor are no items at all.
        self.assertEqual(self.ok("status", "batch", 2001, 2003, "--by", "Colour"), "")
        self.assertEqual(self.ok("status", "batch", "--by", "nope", "--where", "tag:nobody"), "")

    def test_a_batch_moves_as_one_and_is_taken_apart_again(self):
        self.ok("status", "batch", "--name", "oak-7", "1001.2", 1002)
        self.assertEqual(json.loads(self.ok("status", "batch", "--json"))["batches"],
                         [{"batch": "oak-7", "items": 2, "pieces": 2}])
        self.ok("status", "advance", "--batch", "oak-7")
        self.assertEqual([self.stages(item) for item in ("1001.1", "1001.2", "1002")],
                         [{"cutting": 5}, {"engraving": 1}, {"engraving": 1}])
        self.assertIn("already so", self.ok("status", "batch", "--name", "oak-7", 1002))
        self.ok("status", "batch", "--remove", 1002)
        self.ok("status", "undo")
        self.assertEqual(json.loads(self.ok("status", "batch", "--json"))["batches"][0]["items"], 2)
        self.assertIn("oak-7", self.fails(NOT_FOUND, "status", "advance", "--batch", "oak-8"))
        self.fails(USAGE, "status", "batch", "--name", "Oak 7", 1002)
        self.fails(USAGE, "status", "batch", 1002)

    def test_what_can_be_made_together_is_found(self):
        groups = json.loads(self.ok("status", "batch", "--by", "title", "--json"))["groups"]
        self.assertEqual([(group["stage"], group["item_count"], group["items"]) for group in groups],
                         [("cutting", 3, ["1001.1", "1002.1", "1003.1"])])

    def test_a_scan_that_is_wrong_does_not_keep_the_next_one_from_counting(self):
        done = self.home.run("status", "advance", "-", "--each", stdin="1001.2\nnonsense\n77\n1002.1\n")
        self.assertEqual(done.returncode, NOT_FOUND, done.stderr)
        self.assertEqual([line.split("\t")[0] for line in done.stdout.splitlines()], ["1001.2", "1002.1"])
        self.assertEqual(sum(line.startswith("error: ") for line in done.stderr.splitlines()), 2)
        self.assertEqual(self.stages(1002), {"engraving": 1})
        self.fails(USAGE, "status", "advance", 1002, "--each")

    def test_labels_are_a_pdf_that_is_not_written_over(self):
        path = self.home.path / "labels.pdf"
        self.ok("status", "labels", 1001, "--each-piece", "--out", path)
        self.assertEqual(path.read_bytes()[:5], b"%PDF-")
        self.fails(CONFLICT, "status", "labels", 1001, "--out", path)
        self.assertEqual(self.home.run("status", "labels", 1001, "--json").returncode, USAGE)

    def test_a_forecast_learns_from_what_was_finished(self):
        self.assertIn("not known yet", self.ok("status", "forecast"))
        monday = self.now(0) // 86400 * 86400 - 13 * 86400  # 2026-11-09
        connection = self.connect()
        for number in range(10):  # cutting takes a day, and of the last one four
            begins = monday + number * 60
            ends = begins + (4 if number == 9 else 1) * 86400
            add_order(connection, 2000 + number, placed_at_utc_s=begins, items=[{"quantity": 2}])
            shop, order, item = connection.execute("SELECT shop_id, order_id, max(item_id) FROM items").fetchone()
            # The pieces come to the end one by one: the item is finished once, with the last of them.
            for at, before, after, pieces in ((ends, "cutting", "engraving", 2), (ends, "engraving", "ready", 1),
                                              (ends + 86400, "engraving", "ready", 1)):
                self.move(connection, (shop, order, item), at, before, after, pieces)
        connection.commit()
        told = self.json("forecast", "status", "forecast", "--queue", 20)
        cutting = told["stages"][0]["took"]
        self.assertEqual((cutting["count"], cutting["p50"], cutting["p90"]), (10, 1.0, 1.0))
        self.assertEqual(told["whole"]["count"], 10)
        self.assertEqual(told["queue"]["finished_a_day"], 2.0)  # ten in a week of five days
        self.assertEqual(told["queue"]["p50_days"], 10)
        self.move(connection, (shop, order, item), ends + 172800, "ready", "engraving", 1)  # a crack
        connection.commit()
        self.assertEqual(self.json("forecast", "status", "forecast")["whole"]["count"], 9)
        connection.close()

    def test_a_number_told_by_hand_opens_the_gate(self):
        self.fails(CONFLICT, "status", "set", "ready", 1002)
        self.ok("orders", "ship", 1002, "--by-hand", "--tracking", "LX473124829GB", "--yes")
        self.ok("status", "set", "ready", 1002)
        self.assertEqual(self.stages(1002), {"ready": 1})

    def test_an_undo_says_which_pieces_went_back(self):
        self.ok("status", "set", "packing", "1001.1", "--quantity", 3)
        self.ok("status", "back", "1001.1")
        self.ok("status", "undo")
        last = self.json("updates", "status", "history", "1001.1")[-1]
        self.assertEqual([last[name] for name in ("kind", "from", "to", "quantity")], ["undone", "engraving", "packing", 3])

    def test_what_was_undone_teaches_a_forecast_nothing(self):
        self.ok("status", "set", "packing", 1002)
        self.ok("status", "undo")
        told = self.json("forecast", "status", "forecast")
        self.assertEqual([stage["took"]["count"] for stage in told["stages"]], [0, 0, 0, 0])

    @staticmethod
    def move(connection, item, at, before, after, pieces):
        connection.execute(
            "INSERT INTO status_updates (shop_id, order_id, item_id, kind, pipeline, from_stage, to_stage, quantity, "
            "source, by_whom, reason, at_utc_s) VALUES (?, ?, ?, 'moved', 'signs', ?, ?, ?, 'user', '', '', ?)",
            (*item, before, after, pieces, at))
