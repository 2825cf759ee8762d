# SPDX-License-Identifier: MIT
"""`orders lint` tells what would ruin an item, and keeps quiet of what a seller has silenced."""
import json
import pathlib
import re
import sqlite3
import subprocess
import unittest

import store
from store import add_order
from terminal import on_terminal

FINDINGS = 6
LISTING = 555


class Lint(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.home = store.Home()
        self.addCleanup(self.home.close)
        connection = self.home.store()
        connection.execute("INSERT INTO listings (shop_id, listing_id, title, content_hash, raw, fetched_at_utc_s) "
                           "VALUES (?, ?, 'Necklace', x'00', '{}', 0)", (store.SHOP, LISTING))
        connection.execute("INSERT INTO listing_questions (shop_id, listing_id, position, question_id, question, "
                           "is_required, max_characters) VALUES (?, ?, 0, 9, 'Name', 1, 12)", (store.SHOP, LISTING))
        self.words(connection, 1001, "Mia\u200bLou", ship_by_utc_s=store.NOW + store.DAY)
        self.words(connection, 1002, "\u0410nna & Ben ")
        self.words(connection, 1003, "Emma", listing=LISTING)
        self.words(connection, 1004, "EMMA GRACE", listing=LISTING, question="Name")
        self.words(connection, 1005, "Not requested on this item.", listing=LISTING, kind="not_asked")
        self.words(connection, 1006, "Emma  & Ben", is_open=0, is_shipped=1, status="completed")
        connection.commit()
        connection.close()

    @staticmethod
    def words(connection, receipt, text, listing=None, question="Personalization", kind="personalisation", **given):
        add_order(connection, receipt, items=[{"listing_id": listing, "answers": [(kind, question, text)]}], **given)

    def lint(self, *words, code=FINDINGS, **extra):
        done = self.home.run("orders", "lint", *words, "--json", **extra)
        self.assertEqual(done.returncode, code, done.stderr)
        return json.loads(done.stdout)["findings"]

    def found(self, *words, **given):
        return [(one["order"], one["code"]) for one in self.lint(*words, **given)]

    def test_open_orders_are_looked_at_and_each_finding_says_where_and_what(self):
        found = self.lint()
        self.assertEqual([(one["order"], one["code"]) for one in found],
                         [(1001, "invisible-character"), (1002, "look-alike"), (1002, "edge-space"),
                          (1004, "all-capitals"), (1005, "answer-missing")])
        self.assertEqual(found[0]["spots"], [{"position": 4, "line": 1, "column": 4, "characters": "U+200B",
                                              "what": "zero width space"}])
        self.assertEqual((found[0]["severity"], found[0]["text"], found[0]["question"], found[0]["silenced"]),
                         ("error", "Mia\u200bLou", "Personalization", None))
        self.assertIn("without it", found[0]["remedy"])
        self.assertEqual((found[1]["spots"][0]["what"], found[4]["question"]), ("looks like A", None))

    def test_a_pipe_gets_tabs_and_the_exit_code_says_whether_there_is_anything(self):
        done = self.home.run("orders", "lint", "1001")
        self.assertEqual((done.returncode, done.stdout),
                         (FINDINGS, "1001\t10010\terror\tinvisible-character\tPersonalization\t"
                                    "zero width space (U+200B)\tU+200B\t4\tMia\u200bLou\t\n"))
        self.assertIn("1 finding in 1 of 1 order: 1 error", done.stderr)
        calm = self.home.run("orders", "lint", "1003")
        self.assertEqual((calm.returncode, calm.stdout), (0, ""))
        self.assertIn("nothing found in 1 order", calm.stderr)

    def test_which_orders_and_how_bad_is_the_seller_s_choice(self):
        self.assertIn((1006, "double-space"), self.found("--all"))
        self.assertEqual(self.found("1006"), [(1006, "double-space")])
        self.assertEqual(self.found("--level", "warning", "1002", "1004"), [(1002, "look-alike")])
        self.assertEqual(self.found("--level", "error", "1004", code=0), [])
        piped = self.home.run("orders", "lint", "-", stdin="1004\tAnn\n", )
        self.assertEqual(piped.returncode, FINDINGS)
        self.assertTrue(piped.stdout.startswith("1004\t"))
        self.assertEqual(self.found("--where", "due:<2d"), [(1001, "invisible-character")])
        none = self.home.run("orders", "lint", "-", stdin="")
        self.assertEqual((none.returncode, none.stdout), (0, ""))
        self.assertEqual(self.home.run("orders", "lint", "7").returncode, 3)

    def test_a_terminal_marks_the_places(self):
        out, code = on_terminal(self.home, [str(store.BIN / "etsyorder"), "orders", "lint", "1001", "--color", "never"],
                                columns=80)
        self.assertEqual(code, FINDINGS)
        self.assertIn("1001  Ann Example  (tomorrow)\n  Oak sign · Personalization\n    Mia<U+200B>Lou\n       ^^^^^^^^\n"
                      "    error   invisible-character: zero width space (U+200B), character 4\n", out.replace("\r\n", "\n"))

    def test_a_silence_holds_for_its_order_or_listing_and_can_be_taken_back(self):
        silence = ("orders", "silence", "all-capitals", "--listing", LISTING, "--reason", "made in capitals")
        plan = self.home.run(*silence, "--dry-run", "--json", "outcome,dry_run")
        self.assertEqual(json.loads(plan.stdout)["silences"], [{"outcome": "would be silenced", "dry_run": True}])
        self.assertIn((1004, "all-capitals"), self.found())
        self.assertIn("\tsilenced\t", self.home.run(*silence).stdout)
        self.assertIn("\talready so\t", self.home.run(*silence).stdout)
        self.home.run("orders", "silence", "look-alike", "1002", "--reason", "drawn by hand")
        self.assertEqual(self.found(), [(1001, "invisible-character"), (1002, "edge-space"), (1005, "answer-missing")])
        told = {(one["order"], one["code"]): one["silenced"] for one in self.lint("--silenced")}
        self.assertEqual(told[1002, "look-alike"],
                         {"reason": "drawn by hand", "of": "order", "since": "2026-11-22T10:00:00Z"})
        self.assertEqual(told[1004, "all-capitals"]["of"], "listing")
        piped = [line.split("\t") for line in self.home.run("orders", "lint", "--silenced").stdout.splitlines()]
        self.assertEqual({(line[0], line[3]): line[9] for line in piped if line[9]},
                         {("1002", "look-alike"): "drawn by hand", ("1004", "all-capitals"): "made in capitals"})
        self.assertIn("lint look-alike\ttold\tsilenced: drawn by hand", self.home.run("orders", "history", "1002").stdout)
        self.assertIn("lint look-alike: told -> silenced: drawn by hand", self.home.run("orders", "show", "1002").stdout)
        listed = self.home.run("orders", "silence", "--list").stdout.splitlines()
        self.assertEqual(listed, [f"all-capitals\t\t{LISTING}\tsilenced\tmade in capitals",
                                  "look-alike\t1002\t\tsilenced\tdrawn by hand"])
        self.assertEqual(self.found("1004", code=0), [])
        where = self.home.run("orders", "silence", "edge-space", "--where", "due:<2d", "--reason", "x", "--dry-run")
        self.assertEqual(where.stdout, "edge-space\t1001\t\twould be silenced\tx\n")
        self.assertIn("told again", self.home.run("orders", "silence", "look-alike", "1002", "--off").stdout)
        self.assertIn("already so", self.home.run("orders", "silence", "look-alike", "1002", "--off").stdout)
        self.assertIn("lint look-alike\tsilenced\ttold", self.home.run("orders", "history", "1002").stdout)
        self.assertIn((1002, "look-alike"), self.found())
        connection = sqlite3.connect(self.home.database)
        events = connection.execute("SELECT name, order_id IS NULL, subject_id, data FROM events").fetchall()
        connection.close()
        self.assertEqual(events, [
            ("listing.silenced", 1, LISTING, '{"code":"all-capitals","reason":"made in capitals"}'),
            ("order.silenced", 0, None, '{"code":"look-alike","reason":"drawn by hand"}'),
            ("order.unsilenced", 0, None, '{"code":"look-alike"}')])

    def test_without_a_key_the_words_of_a_file_are_judged(self):
        home = store.Home()
        self.addCleanup(home.close)
        head = "Sale Date,Item Name,Buyer,Quantity,Price,Currency,Transaction ID,Listing ID,Order ID,Variations\n"
        answers = ["Name on the necklace:\u0410nna\u200b", "Size:M,Personalisierung:Emma", "Personalization:Not requested on this item.",
                   "Text color:\u0410nna", "Size:M, Personalization:Mia\u200b"]
        items = home.path / "items.csv"
        items.write_text(head + "".join(
            f'11/20/2026,Sign,Ann,1,4.00,USD,{n},77,350000000{n},"{answer}"\n' for n, answer in enumerate(answers, 1)))
        self.assertEqual(home.run("orders", "import", items).returncode, 0)
        listed = lambda: [(one["order"] % 10, one["code"]) for one in json.loads(
            home.run("orders", "lint", "--json", "order,code").stdout)["findings"]]
        self.assertEqual(sorted(listed()), [(1, "invisible-character"), (1, "look-alike"), (3, "not-asked"),
                                            (5, "invisible-character")])
        personalised = home.run("orders", "list", "--personalised", "--jq", "[.orders[].order % 10] | sort")
        self.assertEqual(personalised.stdout.strip(), "[1,2,5]")
        done = home.run("orders", "silence", "not-asked", "--listing", "77", "--reason", "plain ones too")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(listed()), 3)
        missing = home.run("orders", "silence", "not-asked", "--listing", "78", "--reason", "x")
        self.assertEqual(missing.returncode, 3)
        self.assertNotIn("sync", missing.stderr)

    def test_many_silences_are_asked_about(self):
        connection = sqlite3.connect(self.home.database)
        for number in range(2001, 2022):
            add_order(connection, number)
        connection.commit()
        connection.close()
        silence = ("orders", "silence", "emoji", "--where", "is:any order:>2000", "--reason", "x")
        shown, code = on_terminal(self.home, ["etsyorder", *silence], typed="n\n")
        self.assertEqual((code, "Change 21 orders?" in shown), (0, True), shown)
        self.assertEqual(self.home.run("orders", "silence", "--list").stdout, "")
        self.assertEqual(len(self.home.run(*silence).stdout.splitlines()), 21) # nobody to ask in a pipe

    def test_a_long_answer_that_is_wrong_everywhere_is_told_in_short(self):
        connection = sqlite3.connect(self.home.database)
        self.words(connection, 3001, "x" * 5000 + "a\u200b" * 50_000)
        self.words(connection, 3002, "\U0001d4d0" * 50_000)
        connection.commit()
        connection.close()
        done = self.home.run("orders", "lint", "3001", "3002", "--json")
        self.assertLess(len(done.stdout), 60_000)
        found = {(one["order"], one["code"]): one for one in json.loads(done.stdout)["findings"]}
        unseen = found[3001, "invisible-character"]
        self.assertEqual((len(unseen["spots"]), unseen["spot_count"], unseen["position"]), (20, 50_000, 5002))
        self.assertIn("xa\u200ba\u200b", unseen["text"])
        self.assertTrue(unseen["text"].startswith("…") and unseen["text"].endswith("…"))
        self.assertIn((3002, "styled-letters"), found)
        shown, _ = on_terminal(self.home, ["etsyorder", "orders", "lint", "3001", "3002"])
        self.assertLess(len(shown), 10_000)
        self.assertIn("the first 20 of 50000 places", shown)

    def test_old_data_is_marked(self):
        for extra, stale in (({}, False), ({"ETSYORDER_NOW": "2026-11-24T10:00:00Z"}, True)):
            done = self.home.run("orders", "lint", "--json", "stale", **extra)
            self.assertEqual({one["stale"] for one in json.loads(done.stdout)["findings"]}, {stale})
            for words in (("orders", "lint"), ("orders", "list"), ("orders", "history", "1001"), ("orders", "show", "1001")):
                told = self.home.run(*words, **extra).stderr
                self.assertEqual("shop AcornSigns was last synced 2 days ago: etsyorder sync" in told, stale, words)

    def test_show_names_the_codes_of_open_orders(self):
        codes = {one["code"] for one in self.lint() if one["order"] == 1001}
        shown = self.home.run("orders", "show", "1001").stdout
        line = re.search(r"^lint: +(.*): etsyorder orders lint 1001$", shown, re.M)
        self.assertTrue(line, shown)
        self.assertEqual(set(line[1].split(", ")), codes)
        for code in codes:
            self.home.run("orders", "silence", code, "1001", "--reason", "x")
        self.assertNotIn("lint:", self.home.run("orders", "show", "1001").stdout)

    def test_a_silence_is_undone_and_done_again(self):
        listed = lambda: self.home.run("orders", "silence", "--list").stdout
        for words in (("look-alike", "1002"), ("all-capitals", "--listing", LISTING)):
            self.home.run("orders", "silence", *words, "--reason", "first")
            first = listed()
            self.home.run("orders", "silence", *words, "--reason", "second")
            plan = self.home.run("orders", "undo", "--dry-run")
            self.assertIn(f"silence of {words[0]}", plan.stdout)
            undone = self.home.run("orders", "undo")
            self.assertEqual((undone.returncode, listed()), (0, first), undone.stderr)
            self.assertEqual(self.home.run("orders", "undo").returncode, 0)
            self.assertEqual(listed(), "")
            acts = json.loads(self.home.run("orders", "undo", "--list", "--json").stdout)["acts"]
            again = self.home.run("orders", "undo", acts[0]["act"])
            self.assertEqual((again.returncode, listed()), (0, first), again.stderr)
            self.home.run("orders", "silence", *words, "--off")
            self.home.run("orders", "undo")
            self.assertEqual(listed(), first)
            self.home.run("orders", "silence", *words, "--off")
        self.assertEqual(self.home.run("orders", "lint", "--help").returncode, 0)

    def test_a_silence_that_is_not_whole_is_refused_and_changes_nothing(self):
        for words, code, said in ((["emoji", 1001], 2, "needs a reason"), (["emoji", 1001, "--reason", " "], 2, "reason"),
                                  (["emjoi", 1001, "--reason", "x"], 2, 'did you mean "emoji"?'),
                                  (["emoji", "--reason", "x"], 2, "no order and no listing"),
                                  ([], 2, "no code was named"), (["emoji", 7, "--reason", "x"], 3, "7 is not here"),
                                  (["emoji", "--listing", "9", "--reason", "x"], 3, "listing 9 is not here"),
                                  (["emoji", "--listing", "x", "--reason", "x"], 2, "no listing number"),
                                  (["--list", "emoji"], 2, "--list stands alone")):
            done = self.home.run("orders", "silence", *words)
            self.assertEqual((done.returncode, done.stdout), (code, ""), words)
            self.assertIn(said, done.stderr, words)
        self.assertEqual(self.home.run("orders", "silence", "--list").stdout, "")

    def test_every_code_is_explained_and_stands_in_the_manual(self):
        page = (store.ROOT / "man" / "etsyorder-orders-lint.1.scd").read_text(encoding="utf-8")
        told = re.findall(r"^\*([a-z-]+)\* \((error|warning|hint)\)$", page, re.MULTILINE)
        codes = json.loads(self.home.run("orders", "lint", "--codes", "--json").stdout)["codes"]
        self.assertEqual(told, [(code["code"], code["severity"]) for code in codes])
        for code in codes:
            done = self.home.run("orders", "lint", "--explain", code["code"])
            self.assertEqual(done.returncode, 0)
            self.assertIn(code["title"], done.stdout)
            self.assertIn("Remedy:", done.stdout)
        wrong = self.home.run("orders", "lint", "--explain", "look-alik")
        self.assertEqual(wrong.returncode, 2)
        self.assertIn('did you mean "look-alike"?', wrong.stderr)

    def test_without_icu_plain_answers_are_judged_and_others_name_the_package(self):
        folder = self.home.path / "broken"
        folder.mkdir()
        needed = re.search(rb"libicuuc\.so\.(\d+)", (store.BIN / "etsyorder").read_bytes())
        for name in ("libicuuc", "libicui18n"):
            (folder / f"{name}.so.{needed[1].decode()}").write_bytes(b"no library")
        broken = {"LD_LIBRARY_PATH": str(folder)}
        self.assertEqual(self.found("1001", **broken), [(1001, "invisible-character")])
        done = self.home.run("orders", "lint", "1002", **broken)
        self.assertEqual(done.returncode, 1)
        self.assertIn("ICU cannot be loaded", done.stderr)
        self.assertIn(f"libicu{needed[1].decode()}", done.stderr)

    def test_other_commands_do_not_load_icu(self):
        if not pathlib.Path("/usr/bin/ldd").exists():
            self.skipTest("no ldd")
        linked = subprocess.run(["ldd", store.BIN / "etsyorder"], capture_output=True, text=True, check=False).stdout
        self.assertNotIn("libicu", linked)


if __name__ == "__main__":
    unittest.main()
