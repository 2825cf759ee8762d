# SPDX-License-Identifier: MIT
"""The commands that write templates, killed at every step they take on the disk: run again they end the same."""
import os
import shlex
import shutil
import sys
import unittest

import shim
from store import Home
from terminal import on_terminal

KILLED = -9


class Crash(unittest.TestCase):
    def setUp(self):
        self.home = Home()
        self.addCleanup(self.home.close)
        self.folder = self.home.path / "config" / "templates"
        for name, text in (("_foot", "Bye"), ("letter", "Hi {% render '_foot' %}"), ("late", "Late {% render '_foot' %}")):
            self.assertEqual(self.home.run("templates", "new", name, "--text", text).returncode, 0)
        self.assertEqual(self.home.run("templates", "new", "_foot", "--lang", "de", "--text", "Ade").returncode, 0)
        self.kept = self.home.path / "kept"
        shutil.copytree(self.folder, self.kept)
        self.left = 0  # files of writers that were killed

    def stored(self):
        return {path.name: path.read_text() for path in self.folder.glob("*")}

    def templates(self, *words, **extra):
        return self.home.run("templates", *words, **extra).returncode

    def edited(self, **extra):
        script = self.home.path / "editor.py"
        script.write_text("import sys, pathlib\npathlib.Path(sys.argv[1]).write_text('Another one\\n')\n")
        editor = f"env -u SHIM_KILL_AT {shlex.quote(sys.executable)} {shlex.quote(str(script))}"
        return on_terminal(self.home, ["etsyorder", "templates", "edit", "letter"], EDITOR=editor, TMPDIR=str(self.home.path), **extra)[1]

    def check(self, run):
        before, after, step = self.stored(), None, 0
        while True:
            shutil.rmtree(self.folder)
            shutil.copytree(self.kept, self.folder)
            if step == 0:
                self.assertEqual(run(), 0)
                after = self.stored()
                self.assertNotEqual(before, after)
                step = 1
                continue
            code = run(**shim.environment(SHIM_KILL_AT=step))
            if code == 0:
                break
            self.assertEqual(code, KILLED)
            stored = self.stored()
            left = {name for name in stored if name.endswith(".new")}
            self.left += len(left)
            for name, text in stored.items():
                if name not in left:  # whole, whichever it is
                    self.assertIn(text, (before.get(name), after.get(name)), f"{name}, killed at step {step}")
            self.assertEqual(run(), 0)
            self.assertEqual(self.stored(), after, f"killed at step {step}, and run again")
            step += 1
        self.assertGreater(step, 4, "nothing was ever killed")

    def test_a_rename(self):
        self.check(lambda **extra: self.templates("rename", "_foot", "_end", **extra))
        self.assertGreater(self.left, 0, "no writer left anything, so nothing was swept")

    def test_an_import(self):
        replies = self.home.path / "replies.csv"
        replies.write_text("name,text\nhours,9 to 5\nlate,So late\nthanks,Thank you\n")
        self.check(lambda **extra: self.templates("import", replies, "--replace", **extra))
        self.assertGreater(self.left, 0, "no writer left anything, so nothing was swept")

    def test_an_edit(self):
        self.check(self.edited)
        self.assertGreater(self.left, 0, "no writer left anything, so nothing was swept")

    def test_what_another_process_still_writes_is_left_alone(self):
        running = self.folder / f"late.liquid.{os.getpid()}.new"
        running.write_text("half")
        self.assertEqual(self.templates("new", "hours", "--text", "9 to 5"), 0)
        self.assertTrue(running.exists())


if __name__ == "__main__":
    unittest.main()
