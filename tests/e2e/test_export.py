# SPDX-License-Identifier: MIT
"""etsyorder orders export: what goes into a file comes out of it again, and no file is harmed."""
import csv
import io
import json
import os
import stat
import unittest

import store
from store import DAY, NOW, SHOP, add_order
from terminal import on_terminal

HARD = ["Mia\nLou\n", "\"Mia\", 'Lou'", "👩\u200d👩\u200d👧 ❤️", "0042", " two  blanks ", "a,b;c\td", "שלום مرحبا", "line\r\nline",
        "Line 1: not a question", "\u200bhidden\u00a0", "N", "x" * 5000]
FORMULAS = ["=HYPERLINK(\"http://a.example\",\"x\")", "+1", "-Mum", "@home", "\t=1", "'=1", "''-1", "＝1"]
PLAIN = ["'tis", "1=1", "♥ =)", "a-b"]


def unguarded(cell):
    """What docs/json-output.md says takes the guard off."""
    rest = cell.lstrip("'")
    return cell[1:] if cell.startswith("'") and rest[:1] and rest[0] in "=+-@\t\r\n＝＋－＠" else cell


class Export(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.home = store.Home()
        self.addCleanup(self.home.close)
        self.connection = self.home.store()
        self.addCleanup(self.connection.close)

    def with_words(self, words):
        for index, text in enumerate(words):
            add_order(self.connection, 2000 + index, ship_by_utc_s=NOW + index * DAY, is_personalised=1,
                      items=[{"answers": [("option", "Wood", "Oak"), ("personalisation", "Personalization", text)]}])
        self.connection.commit()

    def export(self, *words, **extra):
        done = self.home.run("orders", "export", *words, **extra)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def rows(self, *words, delimiter=","):
        path = self.home.path / "out.csv"
        done = self.export("--to", "csv", "--out", path, "--force", *words)
        with open(path, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, delimiter=delimiter)), done

    def test_every_word_survives_a_csv(self):
        self.with_words(HARD + PLAIN)
        rows, _ = self.rows()
        self.assertEqual([row["personalisation"] for row in rows], HARD + PLAIN)
        self.assertEqual([json.loads(row["answers"])[1]["text"] for row in rows], HARD + PLAIN)
        self.assertEqual(rows[0]["options"], "Wood: Oak")
        self.assertEqual([row["transaction"] for row in rows[:2]], ["20000", "20010"])

    def test_a_formula_is_no_formula_any_more_and_nothing_is_lost(self):
        self.with_words(FORMULAS)
        rows, done = self.rows()
        self.assertEqual([row["personalisation"] for row in rows], ["'" + text for text in FORMULAS])
        self.assertEqual([unguarded(row["personalisation"]) for row in rows], FORMULAS)
        self.assertEqual([json.loads(row["answers"])[1]["text"] for row in rows], FORMULAS)
        self.assertIn(f"{len(FORMULAS)} cells could be taken for a formula", done.stderr)
        rows, done = self.rows("--raw")
        self.assertEqual([row["personalisation"] for row in rows], FORMULAS)
        self.assertNotIn("formula", done.stderr)

    def test_other_texts_of_a_buyer_are_guarded_too(self):
        add_order(self.connection, 1, buyer_name="=1+1", gift_message="+2", message_from_buyer="-3", city="@4",
                  items=[{"title": "=5", "sku": "-6"}])
        self.connection.commit()
        row = self.rows()[0][0]
        for column, text in (("buyer", "'=1+1"), ("gift_message", "'+2"), ("message_from_buyer", "'-3"), ("city", "'@4"),
                             ("title", "'=5"), ("sku", "'-6")):
            self.assertEqual(row[column], text)

    def test_several_answers_have_their_questions_in_front(self):
        add_order(self.connection, 1, items=[{"answers": [("personalisation", "Line 1", "Mia"), ("not_asked", "Line 2", "N/A"),
                                                          ("personalisation", "Line 3", "Lou"), ("file", "Photo", "p.png")]}])
        self.connection.commit()
        row = self.rows()[0][0]
        self.assertEqual((row["personalisation"], row["files"]), ("Line 1: Mia\nLine 3: Lou", "p.png"))
        self.assertEqual([answer["kind"] for answer in json.loads(row["answers"])],
                         ["personalisation", "not_asked", "personalisation", "file"])

    def test_lines_end_as_the_rfc_says_and_the_separator_can_be_chosen(self):
        self.with_words(["a;b"])
        text = self.export("--to", "csv", "--separator", "semicolon", "--bom").stdout
        self.assertTrue(text.startswith("\ufefforder;transaction;"))
        raw = (self.home.path / "out.csv")
        self.export("--out", raw)
        self.assertEqual(raw.read_bytes().count(b"\r\n"), 2)
        self.assertEqual(self.rows("--separator", "semicolon", delimiter=";")[0][0]["personalisation"], "a;b")

    def test_a_row_an_item_or_a_row_an_order(self):
        add_order(self.connection, 1, items=[{"title": "Oak", "quantity": 2}, {"title": "Elm"},
                                             {"title": "Ash", "removed_at_utc_s": NOW}])
        add_order(self.connection, 2, ship_by_utc_s=NOW + 9 * DAY, items=[])
        self.connection.commit()
        rows, _ = self.rows()
        self.assertEqual([(row["order"], row["title"]) for row in rows], [("1", "Oak"), ("1", "Elm"), ("2", "")])
        rows, _ = self.rows("--rows", "orders")
        self.assertEqual([(row["order"], row["item_count"], row["piece_count"], row["items"]) for row in rows],
                         [("1", "2", "3", "2 x Oak; 1 x Elm"), ("2", "0", "0", "")])
        self.assertEqual((rows[0]["order_total"], rows[0]["currency"], rows[0]["placed_day"]), ("31.25", "USD", "2026-11-19"))

    def test_json_is_what_show_says(self):
        self.with_words(HARD)
        shown = json.loads(self.home.run("orders", "show", "2000", "2003", "--json").stdout)
        path = self.home.path / "out.json"
        self.export("2000", "2003", "--out", path)
        self.assertEqual(json.loads(path.read_text()), shown)
        lines = self.export("2003", "2000", "--to", "jsonl").stdout.splitlines()
        self.assertEqual([json.loads(line) for line in lines], shown["orders"][::-1])

    def test_open_ones_unless_told(self):
        add_order(self.connection, 1)
        add_order(self.connection, 2, is_open=0, is_shipped=1, status="completed")
        self.connection.commit()
        numbers = lambda *words: [row["order"] for row in self.rows(*words)[0]]
        self.assertEqual(numbers(), ["1"])
        self.assertEqual(numbers("--open"), ["1"])
        self.assertEqual(sorted(numbers("--all")), ["1", "2"])
        self.assertEqual(numbers("2"), ["2"])

    def test_a_query_chooses_the_orders(self):
        add_order(self.connection, 1, tags=["wedding"])
        add_order(self.connection, 2, tags=["wedding"], is_open=0, is_shipped=1, status="completed")
        add_order(self.connection, 3)
        self.connection.commit()
        numbers = lambda *words: sorted(row["order"] for row in self.rows(*words)[0])
        self.assertEqual(numbers("--where", "tag:wedding"), ["1"])
        self.assertEqual(numbers("--where", "tag:wedding", "--all"), ["1", "2"])
        self.assertEqual(numbers("--where", "tag:wedding status:completed"), ["2"])
        self.assertEqual(numbers("--where", "tag:wedding", "2", "3"), ["2"])
        done = self.home.run("orders", "export", "--to", "csv", "--where", "tagg:wedding")
        self.assertEqual((done.returncode, done.stdout), (2, ""))

    def test_orders_come_from_standard_input_and_none_are_none(self):
        self.with_words(["a", "b", "c"])
        done = self.export("-", "--to", "jsonl", stdin="2002\tAnn\n2000\tAnn\n")
        self.assertEqual([json.loads(line)["order"] for line in done.stdout.splitlines()], [2002, 2000])
        self.assertEqual(self.export("-", "--to", "jsonl", stdin="").stdout, "")

    def test_an_unknown_order_stops_it_before_anything_is_written(self):
        self.with_words(["a"])
        path = self.home.path / "out.csv"
        done = self.home.run("orders", "export", "2000", "7", "--out", path)
        self.assertEqual(done.returncode, 3)
        self.assertIn("order 7 is not here", done.stderr)
        self.assertEqual(list(self.home.path.glob("out*")), [])

    def test_a_file_is_private_whole_and_never_replaced_unasked(self):
        self.with_words(["a"])
        path = self.home.path / "out.csv"
        self.assertIn("1 order, 1 row", self.export("--out", path).stderr)
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
        path.write_text("mine")
        done = self.home.run("orders", "export", "--out", path)
        self.assertEqual(done.returncode, 5)
        self.assertIn("--force", done.stderr)
        self.assertEqual(path.read_text(), "mine")
        self.export("--out", path, "--force")
        self.assertTrue(path.read_text().startswith("order,"))
        self.assertEqual(os.listdir(self.home.path).count("out.csv"), 1)
        self.assertEqual([name for name in os.listdir(self.home.path) if name.endswith(".new")], [])

    def test_what_is_no_file_is_refused(self):
        self.with_words(["a"])
        for place in (self.home.path, "/dev/null"):
            done = self.home.run("orders", "export", "--to", "csv", "--out", place, "--force")
            self.assertEqual(done.returncode, 2, place)
        done = self.home.run("orders", "export", "--to", "csv", "--out", self.home.path / "none" / "x.csv")
        self.assertEqual(done.returncode, 1)

    def test_a_plan_writes_nothing(self):
        self.with_words(["a", "b"])
        out = self.home.path / "plan.csv"
        done = self.home.run("orders", "export", "--out", out, "--dry-run")
        self.assertEqual((done.returncode, out.exists()), (0, False), done.stderr)
        self.assertRegex(done.stdout, r"^\d+ orders? would be written to .*plan.csv as csv\n$")
        told = json.loads(self.home.run("orders", "export", "--to", "csv", "--dry-run", "--json").stdout)["export"]
        self.assertEqual((told["to"], told["file"], told["rows"], told["dry_run"]), ("csv", None, None, True))
        out.write_text("mine")
        self.assertEqual(self.home.run("orders", "export", "--out", out, "--dry-run").returncode, 5)
        self.assertEqual(out.read_text(), "mine")
        self.assertEqual(sorted(self.home.path.glob("*plan*")), [out])

    def test_a_report_for_scripts(self):
        self.with_words(["=1", "b"])
        done = self.export("--out", self.home.path / "out.csv", "--json")
        self.assertEqual(json.loads(done.stdout)["export"],
                         {"to": "csv", "file": str(self.home.path / "out.csv"), "orders": 2, "rows": 2, "pages": None,
                          "guarded_cells": 1, "notes": [], "dry_run": False})
        done = self.home.run("orders", "export", "--to", "csv", "--json")
        self.assertEqual((done.returncode, done.stdout), (2, ""))

    def test_flags_that_would_do_nothing_are_refused(self):
        self.with_words(["a"])
        for words in ([], ["--out", "x.txt"], ["--to", "json", "--bom"], ["--to", "jsonl", "--rows", "orders"],
                      ["--to", "csv", "--force"], ["--to", "xlsx"], ["--to", "json", "--raw"]):
            done = self.home.run("orders", "export", *words)
            self.assertEqual((done.returncode, done.stdout), (2, ""), words)

    def test_a_terminal_gets_nothing_raw(self):
        self.with_words(["Mia\x1b[31m\u202e\nLou"])
        for format in ("csv", "json", "jsonl"):
            shown, code = on_terminal(self.home, [str(store.BIN / "etsyorder"), "orders", "export", "--to", format])
            self.assertEqual(code, 0)
            self.assertNotIn("\x1b", shown)
            self.assertNotIn("\u202e", shown)

    def test_nothing_open_is_a_header_only(self):
        self.connection.commit()
        rows = list(csv.reader(io.StringIO(self.export("--to", "csv").stdout)))
        self.assertEqual(len(rows), 1)
        self.assertEqual(json.loads(self.export("--to", "json").stdout), {"schema": 1, "orders": []})

    def test_the_shop_can_be_chosen(self):
        self.with_words(["a"])
        self.assertEqual(len(self.rows("--shop", str(SHOP))[0]), 1)
        self.assertEqual(self.home.run("orders", "export", "--to", "csv", "--shop", "Other").returncode, 3)


if __name__ == "__main__":
    unittest.main()
