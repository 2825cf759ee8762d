# SPDX-License-Identifier: MIT
"""The scripts in examples/ that sellers begin with do what their first lines say."""
import json
import os
import pathlib
import subprocess
import time
import unittest

import store
from store import add_order

EXAMPLES = store.ROOT / "examples"
USAGE, CONFLICT, FINDINGS = 2, 5, 6


class Recipes(unittest.TestCase):
    def setUp(self):
        self.home = store.Home()
        self.addCleanup(self.home.close)
        connection = self.home.store()
        add_order(connection, 1001, tags=["batch-7"], items=[{"quantity": 5}, {"title": "Birch, long"}])
        add_order(connection, 1002, tags=["batch-7"])
        add_order(connection, 1003)
        connection.commit()
        connection.close()

    def recipe(self, name, *words, stdin="", **extra):
        """A script, run with `etsyorder` from PATH."""
        path = f"{store.BIN}:{os.environ['PATH']}"
        return subprocess.run([EXAMPLES / name, *map(str, words)], input=stdin, text=True, timeout=60, capture_output=True,
                              env=self.home.environment(PATH=path, **extra), check=False)

    def ok(self, *words):
        done = self.home.run(*words)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def stages(self):
        """{item: {stage: pieces}}"""
        found = {}
        for row in json.loads(self.ok("status", "list", "--json"))["items"]:
            found.setdefault(row["item"], {})[row["stage"]] = row["quantity"]
        return found

    def history(self, item):
        updates = json.loads(self.ok("status", "history", item, "--json"))["updates"]
        return [(one["from"], one["to"], one["quantity"], one["by"], one["reason"]) for one in updates]

    def test_a_job_moves_its_batch_once_however_often_it_runs(self):
        for _ in range(2):
            done = self.recipe("advance-batch.sh", "new", "batch-7")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(self.stages(), {"1001.1": {"making": 5}, "1001.2": {"making": 1}, "1002.1": {"making": 1},
                                             "1003.1": {"new": 1}})
        self.assertEqual(self.history("1001.1"), [("new", "making", 5, "ci", None)])

    def test_a_batch_of_which_a_part_is_elsewhere_or_held_up_stays_and_the_job_says_where_it_is(self):
        self.ok("status", "set", "making", 1001, 1002)
        self.ok("status", "back", "1001.1", "--quantity", 2)
        before = self.stages()
        done = self.recipe("advance-batch.sh", "making", "batch-7")
        self.assertEqual(done.returncode, CONFLICT, done.stderr)
        self.assertIn("2 in new, 3 in making", done.stderr)
        self.assertIn("batch-7: left as it was", done.stderr)
        self.assertRegex(done.stderr, r"(?m)^1001\.1\t.*\t2\tnew\t")
        self.assertEqual(self.stages(), before)
        self.ok("status", "set", "making", 1001)
        self.ok("status", "hold", 1002)
        done = self.recipe("advance-batch.sh", "making", "batch-7")
        self.assertEqual(done.returncode, CONFLICT, done.stderr)
        self.assertEqual(self.stages()["1001.2"], {"making": 1})

    def test_a_stage_that_is_mistyped_fails_the_job(self):
        done = self.recipe("advance-batch.sh", "makng", "batch-7")
        self.assertEqual(done.returncode, USAGE)
        self.assertIn("making", done.stderr)
        self.assertIn("batch-7: failed", done.stderr)

    def test_a_tag_that_is_mistyped_is_not_a_batch_that_is_done(self):
        before = self.stages()
        done = self.recipe("advance-batch.sh", "new", "btch-7")
        self.assertEqual((done.returncode, done.stdout), (3, ""), done.stderr)
        self.assertIn("btch-7: no order has this tag", done.stderr)
        self.assertIn('did you mean "batch-7"?', done.stderr)
        self.assertEqual(self.stages(), before)

    def test_labels_are_printed_for_the_stage_that_is_named_and_what_they_say_is_scanned(self):
        self.ok("status", "set", "making", 1001)
        sheet = self.home.path / "labels.pdf"
        for _ in range(2):  # the next morning
            done = self.recipe("scan-at-the-bench.sh", "labels", "making", sheet)
            self.assertEqual(done.returncode, 0, done.stderr)
        text = subprocess.run(["pdftotext", sheet, "-"], capture_output=True, text=True, check=True).stdout
        self.assertIn("1001.1", text)
        self.assertIn("1001.2", text)
        self.assertNotIn("1003.1", text)

        done = self.recipe("scan-at-the-bench.sh", "scan", "making", stdin="1001.1\n1001.1\n4711\n1001.2\n", ETSYORDER_BY="Anna")
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("order 4711 is not here", done.stderr)
        self.assertEqual(self.stages(), {"1001.1": {"packing": 5}, "1001.2": {"packing": 1}, "1002.1": {"new": 1},
                                         "1003.1": {"new": 1}})
        self.assertEqual(self.history("1001.1")[-1], ("making", "packing", 5, "Anna", None))

    def test_a_spreadsheet_changes_what_was_edited_in_it_and_is_taken_back_as_one(self):
        self.ok("status", "set", "packing", "1001.1", "--quantity", 3)
        self.ok("status", "set", "making", 1002)
        before = self.stages()
        done = self.recipe("spreadsheet-round-trip.sh", "new", "packing")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.stages(), {"1001.1": {"packing": 5}, "1001.2": {"packing": 1}, "1002.1": {"making": 1},
                                         "1003.1": {"packing": 1}})
        self.assertEqual(self.history("1003.1"), [("new", "packing", 1, "spreadsheet", "from the spreadsheet")])
        self.ok("status", "undo")
        self.assertEqual(self.stages(), before)

    def test_a_spreadsheet_with_a_row_that_cannot_be_used_changes_nothing(self):
        self.ok("status", "hold", 1003)
        before = self.stages()
        done = self.recipe("spreadsheet-round-trip.sh", "new", "packing")
        self.assertEqual(done.returncode, FINDINGS, done.stderr)
        self.assertRegex(done.stdout, r"(?m)^\d+\t1003\.1\t.*\trefused\t")
        self.assertEqual(self.stages(), before)

    def test_a_spreadsheet_about_a_stage_that_there_is_not_or_that_is_empty_changes_nothing(self):
        before = self.stages()
        for words in (("nope", "packing"), ("new", "nope")):
            done = self.recipe("spreadsheet-round-trip.sh", *words)
            self.assertEqual((done.returncode, done.stdout), (USAGE, ""), words)
            self.assertIn('no stage "nope"', done.stderr)
        done = self.recipe("spreadsheet-round-trip.sh", "ready", "packing")
        self.assertEqual((done.returncode, done.stdout), (0, "nothing is in ready\n"), done.stderr)
        self.assertEqual(self.stages(), before)

    def test_a_file_of_events_goes_on_behind_its_last_whole_line(self):
        file = self.home.path / "events.jsonl"
        expected = []
        for number in range(3):
            self.ok("orders", "tag", 1001, f"+tag{number}")
            expected.append(["order.tagged", 1001])
            for _ in range(2):  # the second has nothing to add
                done = self.recipe("follow-events.sh", file, "once")
                self.assertEqual((done.returncode, done.stderr), (0, ""))
            with file.open("a", encoding="utf-8") as cut:
                cut.write('{"id":99,"na')  # a disk was full
        lines = file.read_text().splitlines()
        self.assertEqual([[json.loads(line)["name"], json.loads(line)["order"]] for line in lines[:-1]], expected)

        self.ok("orders", "tag", 1002, "+last")
        path = f"{store.BIN}:{os.environ['PATH']}"
        with subprocess.Popen([EXAMPLES / "follow-events.sh", file], env=self.home.environment(PATH=path),
                              stderr=subprocess.PIPE) as following:
            deadline = time.monotonic() + 30
            while file.read_text().count("\n") < 4:
                self.assertLess(time.monotonic(), deadline)
                time.sleep(0.02)
            following.terminate()
            self.assertEqual(following.wait(30), 130)
        ids = [json.loads(line)["id"] for line in file.read_text().splitlines()]
        self.assertEqual(ids, sorted(set(ids)))
        self.assertEqual(len(ids), 4)

    def test_wrong_arguments_tell_the_usage_and_the_folder_of_a_run_is_removed(self):
        for name in ("advance-batch.sh", "scan-at-the-bench.sh", "spreadsheet-round-trip.sh"):
            done = self.recipe(name, "new")
            self.assertEqual((done.returncode, done.stdout), (USAGE, ""))
            self.assertIn("usage: ", done.stderr)
        folder = self.home.path / "temporary"
        folder.mkdir()
        self.recipe("spreadsheet-round-trip.sh", "new", "packing", TMPDIR=str(folder))
        self.assertEqual(list(pathlib.Path(folder).iterdir()), [])


if __name__ == "__main__":
    unittest.main()
