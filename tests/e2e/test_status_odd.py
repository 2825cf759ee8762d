# SPDX-License-Identifier: MIT
"""`etsyorder status` and what it is not made for: closed orders, texts that are none, files that are no files."""
import os
import shutil
import subprocess
import unittest

from status_case import CONFLICT, FAILED, FINDINGS, USAGE, StatusCase


class Odd(StatusCase):
    def test_an_item_of_a_closed_order_gets_into_no_batch(self):
        self.ok("status", "batch", "--name", "oak", 1002)
        for status in ("completed", "canceled"):
            self.sql(f"UPDATE orders SET is_open = 0, status = '{status}' WHERE receipt_id IN (1002, 1003)")
            before = self.rows("SELECT * FROM item_batches")
            for more in ((), ("--dry-run",)):
                told = self.fails(CONFLICT, "status", "batch", "--name", "pine", 1001, 1003, *more)
                self.assertIn("1003.1 cannot be put into a batch", told)
                self.assertIn("closed", told)
                self.fails(CONFLICT, "status", "batch", "--name", "pine", "--where", "order:1003", *more)
            self.assertEqual(self.rows("SELECT * FROM item_batches"), before)
        self.assertIn("already so", self.ok("status", "batch", "--name", "oak", 1002))
        self.ok("status", "batch", "--remove", 1002)
        self.assertEqual(self.rows("SELECT * FROM item_batches"), [])

    def test_a_reason_that_is_no_text_is_refused(self):
        before = self.stored()
        for verb in (("advance",), ("set", "packing"), ("back",), ("hold",), ("block",), ("resume",), ("pipelines", "--migrate")):
            items = () if verb[0] == "pipelines" else (1001,)
            for bad, why in ((os.fsdecode(b"\xff\xfe"), "it is not UTF-8"), ("a\x1b[2J", "control characters"), ("x" * 501, "at most 500 bytes")):
                for flag in ("--reason", "--by"):
                    more = ("--reason", "x") if verb == ("block",) and flag == "--by" else ()
                    told = self.fails(USAGE, "status", *verb, *items, *more, flag, bad)
                    self.assertIn(f"{flag}: this cannot be kept", told)
                    self.assertIn(why, told)
        self.assertEqual(self.stored(), before)

    @unittest.skipUnless(shutil.which("pdftotext"), "pdftotext is not installed")
    def test_labels_show_signs_that_would_turn_the_text_around(self):
        self.sql("UPDATE orders SET buyer_name = 'Ann \u202egniteem' WHERE receipt_id = 1002")
        self.sql("UPDATE items SET title = 'Oak\u2066 sign', sku = 'S\u200f-1' WHERE order_id = "
                 "(SELECT order_id FROM orders WHERE receipt_id = 1002)")
        path = self.home.path / "labels.pdf"
        self.ok("status", "labels", 1002, "--out", path)
        text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
        for sign in ("202E", "2066", "200F"):
            self.assertIn(f"<U+{sign}>", text.replace("\n", ""))

    def test_no_extension_is_offered_where_there_is_none(self):
        text = "pipelines:\n- {name: signs, stages: [{name: cutting, days: 9}, {name: ready, days: 0}]}\nship_by: {extension_days: %d}\n"
        self.sql(f"UPDATE orders SET ship_by_utc_s = {self.now(-2)} WHERE receipt_id = 1002")
        self.ok("status", "set", "cutting", 1003)
        for days, said in ((21, True), (0, False)):
            self.pipelines(text % days)
            for more in ((), ("--all",)):
                done = self.home.run("status", "check", *more)
                self.assertEqual(done.returncode, FINDINGS)
                self.assertIn("will be late", done.stdout)
                self.assertEqual("exten" in done.stdout, said, done.stdout)
        self.ok("status", "set", "ready", 1003)
        self.ok("status", "hold", 1003)
        self.sql(f"UPDATE orders SET ship_by_utc_s = {self.now(2)} WHERE receipt_id = 1003")
        done = self.home.run("status", "check", 1003)
        self.assertEqual((done.returncode, "held up" in done.stdout, "exten" in done.stdout), (FINDINGS, True, False), done.stdout)

    def test_a_pipe_or_a_device_in_the_place_of_a_file_is_refused_at_once(self):
        folder = self.home.path / "config"
        for name, code, words in (("pipelines.yaml", USAGE, ("status", "list")), ("config.yaml", FAILED, ("orders", "list"))):
            path = folder / name
            content = path.read_text() if path.exists() else "\n"
            for make, why in ((os.mkfifo, "it is a pipe"), (lambda place: os.symlink("/dev/zero", place), "it is a device"),
                              (lambda place: os.symlink("/dev/tty", place), "")):
                path.unlink(missing_ok=True)
                make(path)
                told = self.fails(code, *words)
                self.assertIn(name, told)
                self.assertIn(why, told)
            path.unlink()
            real = folder / "real.yaml"
            real.write_text(content)
            os.symlink(real, path)  # as one who keeps them in a git repository has it
            self.ok(*words)
            path.unlink()
            path.write_text(content)

    def test_a_link_to_nothing_and_a_folder_are_no_pipelines(self):
        path = self.home.path / "config" / "pipelines.yaml"
        path.unlink()
        os.symlink("nowhere", path)
        self.assertIn("it is a link to nothing", self.fails(USAGE, "status", "list"))
        path.unlink()
        path.mkdir()
        self.fails(USAGE, "status", "list")


if __name__ == "__main__":
    unittest.main()
